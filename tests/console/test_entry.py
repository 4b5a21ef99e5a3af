"""How staff get in: invited once, a long password, a second factor, and never by themselves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.test import Client
from django.utils import timezone

from ventanilla.people.actions.invite import invite
from ventanilla.people.models import Invitation, User

pytestmark = pytest.mark.django_db
LONG = "una frase bastante larga"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_memory_of_tries():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def invited(company):
    return f"/console/invitation/{invite('noa@desk.test', 'Noa', ['xm'], 'agent', timezone.now())}/"


def signed_in(browser):
    return "_auth_user_id" in browser.session


def bare(response):
    html = response.content.decode()
    return re.sub(r'value="[^"]*"', "", html)


def test_an_invitation_sets_a_password_once_and_leads_to_the_second_factor(browser, invited):
    assert browser.get(invited).status_code == 200
    response = browser.post(invited, {"password": LONG})
    assert response["Location"] == "/console/"
    assert User.objects.get(email="noa@desk.test").check_password(LONG)
    assert browser.get("/console/xm/")["Location"].startswith("/staff/2fa/")
    other = Client()
    assert other.get(invited).status_code == 404
    assert other.post(invited, {"password": "another long password"}).status_code == 404
    assert User.objects.get(email="noa@desk.test").check_password(LONG)


def test_looking_at_an_invitation_does_not_use_it_up(browser, invited):
    for _ in range(3):
        assert browser.get(invited).status_code == 200
    assert not signed_in(browser)


def test_an_invitation_runs_out_after_three_days(browser, company):
    for age, status in ((timedelta(days=3), 404), (timedelta(days=2, hours=23), 200)):
        token = invite("noa@desk.test", "Noa", ["xm"], "agent", timezone.now() - age)
        assert browser.get(f"/console/invitation/{token}/").status_code == status


def test_an_older_invitation_is_worth_nothing_after_the_newer_was_used(browser, company):
    first, second = (invite("n@desk.test", "N", ["xm"], "agent", timezone.now()) for _ in range(2))
    browser.post(f"/console/invitation/{second}/", {"password": LONG})
    assert Client().get(f"/console/invitation/{first}/").status_code == 404


def test_an_invitation_of_somebody_who_left_or_a_made_up_one_is_nothing(browser, invited):
    User.objects.filter(email="noa@desk.test").update(is_active=False)
    missing = browser.get("/console/invitation/nonsense/")
    assert browser.get(invited).status_code == missing.status_code == 404
    digest = Invitation.objects.get().digest
    assert browser.get(f"/console/invitation/{digest}/").status_code == 404


@pytest.mark.parametrize(
    "password, good",
    [
        ("fourteen signs", False),
        ("fifteen signs!!", True),
        ("yfdbufnjh10305070", False),
        ("   spaces count  ", True),
        ("x y" * 85, True),
        ("x" * 257, False),
        ("", False),
    ],
)
def test_the_rules_of_a_password(browser, invited, password, good):
    response = browser.post(invited, {"password": password})
    assert response.status_code == (302 if good else 422)
    assert signed_in(browser) is good


def test_a_link_never_takes_the_place_of_the_second_factor(browser, marta, second_factor):
    second_factor(marta)
    token = invite(marta.email, marta.name, ["xm"], "agent", timezone.now())
    response = browser.post(f"/console/invitation/{token}/", {"password": LONG})
    assert response["Location"] == "/staff/login/"
    assert not signed_in(browser)
    marta.refresh_from_db()
    assert marta.check_password(LONG)


def test_a_new_password_ends_the_sessions_made_with_the_old_one(marta, second_factor):
    second_factor(marta)
    browser = Client()
    browser.force_login(marta)
    assert browser.get("/console/xm/").status_code == 200
    token = invite(marta.email, marta.name, ["xm"], "agent", timezone.now())
    Client().post(f"/console/invitation/{token}/", {"password": LONG})
    assert browser.get("/console/xm/")["Location"].startswith("/staff/login/")


def test_nobody_signs_up_by_themselves(browser):
    assert browser.get("/staff/signup/").status_code == 404
    form = {"email": "eve@x.test", "password1": LONG, "password2": LONG}
    browser.post("/staff/signup/", form)
    assert not User.objects.filter(email="eve@x.test").exists()
    assert not signed_in(browser)


def log_in(browser, email, password):
    return browser.post("/staff/login/", {"login": email, "password": password})


def test_a_wrong_password_and_a_missing_account_are_told_the_same(browser, marta):
    wrong = log_in(browser, marta.email, "not the right password")
    missing = log_in(Client(headers={"accept-language": "en"}), "nobody@desk.test", LONG)
    assert wrong.status_code == missing.status_code == 200
    assert bare(wrong) == bare(missing)
    assert not signed_in(browser)


def test_whoever_left_gets_in_no_more_and_is_out_at_once(browser, marta, second_factor):
    second_factor(marta)
    inside = Client()
    inside.force_login(marta)
    assert inside.get("/console/xm/").status_code == 200
    User.objects.filter(pk=marta.pk).update(is_active=False)
    assert inside.get("/console/xm/")["Location"].startswith("/staff/login/")
    log_in(browser, marta.email, "a long enough password")
    assert not signed_in(browser)


def test_the_password_alone_opens_nothing_once_there_is_a_second_factor(browser, marta):
    Authenticator.objects.create(user=marta, type="totp", data={"secret": SECRET})
    response = log_in(browser, marta.email, "a long enough password")
    assert response["Location"].startswith("/staff/2fa/authenticate/")
    assert not signed_in(browser)
    assert browser.get("/console/xm/")["Location"].startswith("/staff/login/")
    assert browser.post("/staff/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not signed_in(browser)
    now = int(timezone.now().timestamp())
    browser.post("/staff/2fa/authenticate/", {"code": f"{hotp_value(SECRET, now // 30):06d}"})
    assert signed_in(browser)
    assert browser.get("/console/xm/").status_code == 200


@pytest.mark.parametrize("path", ["/console/", "/console/xm/", "/console/xm/search/?q=a"])
def test_without_a_second_factor_there_is_nothing_but_setting_one_up(browser, marta, path):
    browser.force_login(marta)
    assert browser.get(path)["Location"] == "/staff/2fa/totp/activate/"
    assert browser.post("/console/xm/requests/XM-2222-2222/note/").status_code == 302


def test_leaving_needs_a_press_and_not_a_link(console):
    assert console.get("/staff/logout/").status_code == 200
    assert signed_in(console)
    console.post("/staff/logout/")
    assert not signed_in(console)


def test_the_session_id_changes_at_sign_in(browser, marta):
    browser.get("/staff/login/")
    browser.post("/xm/sign-in/", {"mail": "ana@correo.test"})
    planted = browser.cookies["session"].value
    log_in(browser, marta.email, "a long enough password")
    assert signed_in(browser)
    assert browser.cookies["session"].value != planted


def test_passwords_are_kept_by_argon2(marta):
    assert marta.password.startswith("argon2$argon2id$")
