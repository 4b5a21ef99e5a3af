"""Who may hear which signals of the live stream."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.portal.test_signin import sign_in
from ventanilla.console.live import audience
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Membership, User
from ventanilla.tickets.addresses import link_token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """The stream closes what its thread left behind; here it is the test's own connection."""
    monkeypatch.setattr("ventanilla.console.live.close_old_connections", lambda: None)


def ear(browser, slug="xm"):
    return audience({name: morsel.value for name, morsel in browser.cookies.items()}, slug)


def test_staff_hear_of_every_request_of_their_companies_only(console, company, marta):
    heard = ear(console)
    assert (heard.company, heard.tickets) == (company("xm").id, None)
    Membership.objects.filter(user=marta, company__slug="xm").delete()
    assert ear(console) is None
    assert ear(console, "etoro").tickets is None


def test_a_customer_hears_of_their_own_requests_only(ask):
    browser = Client()
    mine = [ask("xm", "general", "form"), ask("xm", "general", "form")]
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva", "es"))
    ask("etoro", "comment", "form")
    sign_in(browser)
    assert ear(browser).tickets == {t.id for t in mine}
    assert ear(browser, "etoro") is None
    browser.post("/xm/sign-out/")
    assert ear(browser) is None


def test_the_holder_of_a_link_hears_of_that_request(ask):
    browser = Client()
    ticket, other = ask("xm", "general", "form"), ask("xm", "general", "form")
    browser.get(f"/xm/open/{link_token(ticket, 'ana@correo.test')}/")
    assert ear(browser).tickets == {ticket.id}
    assert other.id not in ear(browser).tickets


def test_a_stranger_hears_nothing(ask):
    ask("xm", "general", "form")
    browser = Client()
    browser.get("/xm/")
    assert ear(browser) is None
    assert audience({"session": "made-up"}, "xm") is None
    assert audience({}, "nobody") is None


def test_staff_without_a_second_factor_hear_nothing(client, marta):
    client.force_login(marta)
    assert ear(client) is None


def test_whoever_left_or_changed_the_password_is_deaf_at_once(console, marta):
    assert ear(console) is not None
    User.objects.filter(pk=marta.pk).update(is_active=False)
    assert ear(console) is None
    User.objects.filter(pk=marta.pk).update(is_active=True)
    assert ear(console) is not None
    marta.set_password("another long password")
    marta.save()
    assert ear(console) is None
