"""What customers read of requests that became one: their own words, and never a stranger's."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.test_signin import sign_in
from ventanilla.tickets.actions.merge import merge
from ventanilla.tickets.actions.park import park
from ventanilla.tickets.actions.split import Part, split
from ventanilla.tickets.actions.unmerge import unmerge
from ventanilla.tickets.addresses import link_token
from ventanilla.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(ask):
    return (
        ask("xm", "general", "form", text="La primera."),
        ask("xm", "general", "form", text="La segunda."),
    )


@pytest.fixture
def ana(pair):
    browser = Client(headers={"accept-language": "en"})
    sign_in(browser)
    return browser


def link_holder(ticket):
    """A browser that may see one request alone, as whoever sent it may."""
    browser = Client(headers={"accept-language": "en"})
    browser.get("/xm/")
    session = browser.session
    session["visit:xm"] = {"tickets": [ticket.id]}
    session.save()
    return browser


def at(ticket):
    return f"/xm/requests/{ticket.number}/"


def html_of(browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.promise("ET-12", "SB-41")
def test_the_merged_number_says_where_it_goes_on_and_takes_no_words(ana, pair, marta):
    first, second = pair
    merge(first.company_id, first.id, second.id, marta, timezone.now())
    ended = html_of(ana, at(second))
    assert f'href="{at(first)}"' in ended
    assert "Joined with another" in ended
    assert 'name="text"' not in ended
    kept = html_of(ana, at(first))
    assert "La primera." in kept
    assert "La segunda." in kept
    assert f"from {second.number}" in kept
    assert kept.index("La primera.") < kept.index("La segunda.")
    mine = html_of(ana, "/xm/requests/")
    assert first.number in mine
    assert second.number not in mine, "one problem stands once in the list"
    unmerge(first.company_id, second.id, marta, timezone.now())
    assert "La segunda." not in html_of(ana, at(first))
    assert 'name="text"' in html_of(ana, at(second))


def test_whoever_may_see_only_one_of_them_reads_only_that_one(pair, marta):
    first, second = pair
    merge(first.company_id, first.id, second.id, marta, timezone.now())
    of_second = link_holder(second)
    ended = html_of(of_second, at(second))
    assert first.number in ended
    assert at(first) not in ended
    assert "La primera." not in ended
    assert of_second.get(at(first)).status_code == 404
    kept = html_of(link_holder(first), at(first))
    assert "La segunda." not in kept


def test_words_sent_from_an_old_page_of_the_merged_one_arrive(pair, marta):
    first, second = pair
    browser = link_holder(second)
    merge(first.company_id, first.id, second.id, marta, timezone.now())
    response = browser.post(at(second) + "reply/", {"text": "Y otra cosa", "key": "k"})
    assert response["Location"] == at(second), "not to a page that this browser may not see"
    assert Message.objects.get(text="Y otra cosa").ticket == first.id


@pytest.mark.promise("SB-42")
def test_a_request_that_is_set_aside_says_why_without_a_word_of_staff(ana, pair, marta):
    park(pair[0].company_id, pair[0].id, marta, "area", timezone.now())
    shown = html_of(ana, at(pair[0]))
    assert "Colleagues are looking into it." in shown
    assert "Another area" not in shown


@pytest.mark.promise("SB-40")
def test_both_halves_of_a_split_name_each_other(ana, pair, marta):
    first = pair[0]
    message = Message.objects.get(ticket=first.id)
    part = Part((message.id,), "general", "Una parte")
    done = split(first.company_id, first.id, marta, part, timezone.now())
    fresh = Ticket.objects.get(id=done.ticket)
    assert f'href="{at(fresh)}"' in html_of(ana, at(first))
    assert f'href="{at(first)}"' in html_of(ana, at(fresh))


def test_a_link_in_the_customers_own_mail_opens_both(pair, marta):
    first, second = pair
    merge(first.company_id, first.id, second.id, marta, timezone.now())
    browser = Client(headers={"accept-language": "en"})
    browser.get(f"/xm/open/{link_token(first, 'ana@correo.test')}/")
    assert "La segunda." in html_of(browser, at(first))
    elsewhere = Client(headers={"accept-language": "en"})
    elsewhere.get(f"/xm/open/{link_token(first, 'eva@correo.test')}/")
    assert "La segunda." not in html_of(elsewhere, at(first)), "not one to another address"
