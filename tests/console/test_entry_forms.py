"""The entrance takes whatever is posted: it is refused in words, and never breaks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from tests.console.test_entry import LONG, SECRET, log_in, signed_in
from ventanilla.console import entry_forms
from ventanilla.people.actions.invite import invite

pytestmark = pytest.mark.django_db
NUL = "\0"
ODD_KEYS = [
    "",
    "x",
    "1",
    "null",
    '"x"',
    "[]",
    "{}",
    NUL,
    '{"id": 1}',
    '{"response": 3}',
    '{"response": {"userHandle": 7}}',
    '{"response": {"userHandle": "MQ"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "BB", "type": "public-key", "response": {"userHandle": "AA",'
    ' "clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"}}',
    json.dumps({"id": "AA", "response": {"userHandle": "a\0"}}),
    "[" * 5000,
    '{"a":' * 3000,
]


@pytest.fixture(autouse=True)
def no_memory_of_tries():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def inside(marta):
    """Marta, who has just said again who she is."""
    Authenticator.objects.create(user=marta, type="totp", data={"secret": SECRET})
    browser = Client()
    browser.force_login(marta)
    assert browser.post("/staff/reauthenticate/", {"password": "a long enough password"})
    return browser


@pytest.mark.parametrize("key", ODD_KEYS, ids=lambda key: repr(key[:24]))
def test_an_odd_passkey_opens_nothing_and_breaks_nothing(marta, inside, key):
    stranger = Client()
    stranger.get("/staff/2fa/webauthn/login/", headers={"accept": "application/json"})
    answer = stranger.post("/staff/2fa/webauthn/login/", {"credential": key})
    assert answer.status_code == 302
    assert not signed_in(stranger)

    half = Client()
    log_in(half, marta.email, "a long enough password")
    half.get("/staff/2fa/authenticate/")
    assert half.post("/staff/2fa/authenticate/", {"credential": key}).status_code == 200
    assert not signed_in(half)

    inside.get("/staff/2fa/webauthn/add/")
    added = inside.post("/staff/2fa/webauthn/add/", {"credential": key, "passwordless": "on"})
    assert added.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()
    inside.get("/staff/2fa/webauthn/reauthenticate/")
    again = inside.post("/staff/2fa/webauthn/reauthenticate/", {"credential": key})
    assert again.status_code == 302


def test_a_nul_is_refused_by_every_form_of_the_entrance(marta, inside, company):
    browser = Client()
    assert log_in(browser, f"marta{NUL}@desk.test", f"a{NUL}" * 10).status_code == 200
    log_in(browser, marta.email, "a long enough password")
    assert browser.post("/staff/2fa/authenticate/", {"code": NUL * 6}).status_code == 200
    assert Client().get("/staff/login/?next=%00").status_code == 200
    token = invite("noa@desk.test", "Noa", ["xm"], "agent", timezone.now())
    link = f"/console/invitation/{token}/"
    assert browser.post(link, {"password": NUL * 20}).status_code == 422
    assert browser.get("/console/invitation/%00/").status_code == 404
    fields = {"oldpassword": NUL * 20, "password1": NUL * 20, "password2": NUL * 20}
    assert inside.post("/staff/password/change/", fields).status_code == 200
    assert inside.post("/staff/reauthenticate/", {"password": NUL}).status_code == 200
    assert inside.post("/staff/2fa/reauthenticate/", {"code": NUL}).status_code == 200


def test_the_name_of_a_passkey_holds_no_nul(marta, inside):
    key = Authenticator.objects.create(user=marta, type="webauthn", data={"name": "old"})
    page = f"/staff/2fa/webauthn/keys/{key.pk}/edit/"
    assert inside.post(page, {"name": f"new{NUL}"}).status_code == 200
    assert inside.post(page, {"name": "n" * 61}).status_code == 200
    key.refresh_from_db()
    assert key.data["name"] == "old"
    assert inside.post(page, {"name": "My phone"}).status_code == 302
    key.refresh_from_db()
    assert key.data["name"] == "My phone"


@pytest.mark.parametrize(
    "path",
    ["signup", "email", "confirm-email", "password/set", "password/reset", "password/reset/done"],
)
def test_no_mail_opens_an_account_and_nobody_makes_one(client, marta, path):
    assert client.get(f"/staff/{path}/").status_code == 404
    assert client.post(f"/staff/{path}/", {"email": marta.email}).status_code == 404
    assert mail.outbox == []


def test_the_entrance_leads_to_the_console_and_out_again_to_the_entrance(console):
    assert console.get("/staff/")["Location"] == "/console/"
    assert console.post("/staff/logout/")["Location"] == "/staff/login/"


def test_another_password_is_taken_with_the_old_one_only(inside, marta):
    page = "/staff/password/change/"
    wrong = {"oldpassword": "not the right one", "password1": LONG, "password2": LONG}
    assert inside.post(page, wrong).status_code == 200
    right = {**wrong, "oldpassword": "a long enough password"}
    assert inside.post(page, right)["Location"] == "/staff/2fa/"
    marta.refresh_from_db()
    assert marta.check_password(LONG)
    assert inside.get("/console/xm/").status_code == 200, "this browser stays in"


def test_no_field_says_its_label_again_inside():
    for name in dir(entry_forms):
        form = getattr(entry_forms, name)
        if isinstance(form, type) and issubclass(form, entry_forms._Plain):
            for base in form.__mro__:
                assert "placeholder" not in base.__dict__
    for path in ("/staff/login/",):
        assert "placeholder" not in Client().get(path).content.decode()


LABELS = {"Current Password", "New Password", "New Password (again)", "Code", "Password"}


def pages(inside, marta):
    half = Client(headers={"accept-language": "en"})
    log_in(half, marta.email, "a long enough password")
    base = "/staff/2fa/"
    yield half.get(f"{base}authenticate/")
    yield Client().get("/staff/login/")
    key = Authenticator.objects.create(user=marta, type="webauthn", data={"name": "old"})
    for path in (
        "",
        "recovery-codes/generate/",
        "totp/deactivate/",
        "webauthn/",
        f"webauthn/keys/{key.pk}/edit/",
        f"webauthn/keys/{key.pk}/remove/",
        "reauthenticate/",
    ):
        yield inside.get(base + path)
    for path in ("password/change/", "reauthenticate/", "logout/", "inactive/"):
        yield inside.get(f"/staff/{path}")


def test_every_page_of_the_entrance_is_in_our_frame(inside, marta):
    for answer in pages(inside, marta):
        html = answer.content.decode()
        assert answer.status_code == 200, answer.request["PATH_INFO"]
        assert 'class="entrance"' in html, answer.request["PATH_INFO"]
        assert "placeholder=" not in html, answer.request["PATH_INFO"]
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", html)


@pytest.mark.parametrize("language", ["es", "zh-hans", "ar"])
def test_what_the_entrance_says_of_its_own_accord_is_translated(language):
    """Labels and refusals of allauth come from its catalogue, whose gaps would show English."""
    folder = Path(allauth.__file__).parent / "templates"
    told = {
        found.strip()
        for path in (*folder.glob("mfa/messages/*.txt"), *folder.glob("account/messages/logged*"))
        for found in re.findall(r"blocktrans\w* %}([^{%]+){%", path.read_text("utf-8"))
    }
    with translation.override("en"):
        refusals = {
            str(words)
            for adapter in (DefaultAccountAdapter, DefaultMFAAdapter)
            for words in adapter.error_messages.values()
        }
    with translation.override(language):
        for words in (refusals | told | LABELS) - {""}:
            assert translation.gettext(words) != words, words
