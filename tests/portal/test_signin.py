"""A customer signs in with a mailed code, sees what is theirs at one company, and leaves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ventanilla.people.actions.know import Contact
from ventanilla.people.models import AccessCode
from ventanilla.tickets.actions import confirm, resolve
from ventanilla.tickets.models import Outgoing

pytestmark = pytest.mark.django_db
ANA = "ana@correo.test"
EVA = Contact("eva@correo.test", "Eva Ruiz", "es")


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "es"})


def ask_code(browser, slug="xm", mail=ANA):
    return browser.post(f"/{slug}/sign-in/", {"mail": mail}, follow=True)


def mailed(mail=ANA):
    return Outgoing.objects.filter(letter="code", recipient=mail).latest("id").values["code"]


def sign_in(browser, slug="xm", mail=ANA):
    ask_code(browser, slug, mail)
    return browser.post(f"/{slug}/sign-in/", {"code": mailed(mail)})


def bare(response):
    """A page without what differs at every call: tokens and the masked address."""
    html = response.content.decode()
    html = re.sub(r'value="[A-Za-z0-9]{64}"', "", html)
    return re.sub(r"\w?•••@[\w.]+", "", html)


def test_signing_in_shows_the_requests_of_this_customer_only(browser, ask):
    mine = ask("xm", "general", "form", subject="Mi cuenta")
    theirs = ask("xm", "general", "form", subject="La cuenta de Eva", contact=EVA)
    response = sign_in(browser)
    assert response.status_code == 302
    assert response["Location"] == "/xm/requests/"
    html = browser.get("/xm/requests/").content.decode()
    assert mine.number in html
    assert theirs.number not in html
    assert browser.get(f"/xm/requests/{theirs.number}/").status_code == 404


def test_an_unknown_address_gets_the_same_page_and_no_mail(ask):
    ask("xm", "general", "form")
    before = Outgoing.objects.count()
    known, unknown = Client(), Client()
    first = ask_code(known)
    assert Outgoing.objects.count() == before + 1
    second = ask_code(unknown, mail="ana@otro.test")
    assert Outgoing.objects.count() == before + 1
    assert first.status_code == second.status_code == 200
    assert bare(first) == bare(second)
    wrong = [c.post("/xm/sign-in/", {"code": "12 34"}) for c in (known, unknown)]
    assert [r.status_code for r in wrong] == [422, 422]
    assert bare(wrong[0]) == bare(wrong[1])


def test_the_session_id_changes_so_that_a_planted_one_is_worth_nothing(browser, ask):
    ask("xm", "general", "form")
    ask_code(browser)
    planted = browser.cookies["session"].value
    sign_in(browser)
    assert browser.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get("/xm/requests/")["Location"] == "/xm/sign-in/"


def test_the_address_is_never_shown_whole_before_it_is_proved(browser, ask):
    ask("xm", "general", "form")
    html = ask_code(browser).content.decode()
    assert ANA not in html
    assert "a•••@correo.test" in html


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "0123456789"])
def test_digits_of_every_keyboard_are_digits(browser, ask, digits):
    ask("xm", "general", "form")
    ask_code(browser)
    typed = " ".join(digits[int(sign)] for sign in mailed())
    assert browser.post("/xm/sign-in/", {"code": typed}).status_code == 302


def test_five_wrong_codes_end_it_even_for_the_right_one(browser, ask):
    ask("xm", "general", "form")
    ask_code(browser)
    code = mailed()
    for _ in range(5):
        browser.post("/xm/sign-in/", {"code": f"{(int(code) + 1) % 10**6:06d}"})
    response = browser.post("/xm/sign-in/", {"code": code})
    assert response.status_code == 422
    assert browser.get("/xm/requests/").status_code == 302


def test_a_code_that_ran_out_opens_nothing(browser, ask):
    ask("xm", "general", "form")
    ask_code(browser)
    AccessCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert browser.post("/xm/sign-in/", {"code": mailed()}).status_code == 422


def test_nobody_guesses_codes_by_asking_for_ever_new_ones(browser, ask):
    ask("xm", "general", "form")
    ask_code(browser)
    for _ in range(30):
        browser.post("/xm/sign-in/again/")
    assert Outgoing.objects.filter(letter="code", recipient=ANA).count() == 10


def test_a_customer_of_one_company_sees_nothing_at_another(browser, ask):
    ask("xm", "general", "form")
    elsewhere = ask("etoro", "comment", "form")
    sign_in(browser)
    assert browser.get("/etoro/requests/")["Location"] == "/etoro/sign-in/"
    assert browser.get(f"/etoro/requests/{elsewhere.number}/").status_code == 404
    assert browser.get(f"/xm/requests/{elsewhere.number}/").status_code == 404
    assert elsewhere.number not in browser.get("/etoro/").content.decode()


def test_signing_out_shows_nothing_any_more(browser, ask):
    ticket = ask("xm", "general", "form")
    sign_in(browser)
    assert browser.get("/xm/sign-out/").status_code == 405
    browser.post("/xm/sign-out/")
    assert browser.get(f"/xm/requests/{ticket.number}/").status_code == 404
    assert browser.get("/xm/requests/").status_code == 302
    assert ticket.number not in browser.get("/xm/").content.decode()


def test_personal_pages_are_never_kept_by_a_cache(browser, ask):
    ticket = ask("xm", "general", "form")
    sign_in(browser)
    for page in ("/xm/", "/xm/requests/", f"/xm/requests/{ticket.number}/", "/xm/sign-in/"):
        assert browser.get(page)["Cache-Control"] == "no-store"


@pytest.mark.promise("ET-14")
def test_the_list_of_cases_needs_a_login(browser, ask):
    ask("etoro", "comment", "form")
    assert browser.get("/etoro/requests/")["Location"] == "/etoro/sign-in/"


@pytest.mark.promise("ET-02", "ET-03", "ET-15", "ET-21")
@pytest.mark.parametrize("language", ["es", "en", "zh", "ar"])
def test_open_and_closed_cases_are_listed_with_their_state(ask, marta, language):
    from django.utils import translation
    from django.utils.translation import gettext as _

    from ventanilla.tickets.showing import state_tag

    browser = Client(headers={"accept-language": language})
    opened = ask("etoro", "comment", "form", subject="Caso abierto")
    ended = ask("etoro", "comment", "form", subject="Caso cerrado")
    resolve.resolve(ended.company_id, ended.id, marta, "Así se hace.", timezone.now())
    confirm.confirm(ended.company_id, ended.id, timezone.now())
    sign_in(browser, "etoro")
    html = browser.get("/etoro/requests/").content.decode()
    first, second = (part for part in html.split("<section")[1:3])
    assert opened.number in first
    assert ended.number in second
    with translation.override("zh-hans" if language == "zh" else language):
        assert str(state_tag("new", for_customer=True).text) in first
        assert str(state_tag("closed", for_customer=True).text) in second
        headings = re.findall(r"<h2>(.*?)</h2>", html[: html.index("<footer")])
        assert headings == [_("Open requests"), _("Closed requests")]
    page = browser.get(f"/etoro/requests/{ended.number}/")
    assert page.status_code == 200
    assert "Así se hace." in page.content.decode()
