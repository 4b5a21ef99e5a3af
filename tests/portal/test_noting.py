"""What one visitor does a thousand times does not say which articles help."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.helpcentre.models import Showing
from ventanilla.portal import noting
from ventanilla.portal.noting import Allowance

QUESTION = "¿Cómo envío los documentos para verificar mi cuenta?"


@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 600, allow_nan=False)), max_size=60),
)
def test_nobody_takes_more_in_a_minute_than_there_is_and_nobody_less(most, calls):
    allowance, given_out = Allowance(most), {}
    for who, at in sorted(calls, key=lambda call: call[1]):
        place = who, int(at // 60)
        given_out[place] = given_out.get(place, 0) + 1
        assert allowance.take(who, at) == (given_out[place] <= most)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(noting, "noted_of", Allowance(3))


def page_of(response):
    return unescape(response.content.decode())


@pytest.mark.django_db
def test_beyond_the_limit_everything_is_shown_and_nothing_is_noted(few, help_centre):
    help_centre("xm")
    browser = Client(headers={"accept-language": "es"})
    pages = [page_of(browser.get("/xm/", {"q": f"{QUESTION} {n}"})) for n in range(5)]
    assert all("/xm/help/send-documents/" in html for html in pages)
    assert Showing.objects.count() == 3
    assert "?s=" not in re.search(r'href="(/xm/help/send-documents/[^"]*)"', pages[4])[1]
    article = page_of(browser.get("/xm/help/send-documents/"))
    assert "¿" in article
    done = browser.post("/xm/help/send-documents/helped/", {"s": "", "solved": "yes"})
    assert done.status_code == 302
    assert Showing.objects.count() == 3


@pytest.mark.django_db
def test_outcomes_are_limited_too_and_others_are_not_held_up(few, help_centre):
    help_centre("xm")
    browser = Client(headers={"accept-language": "es"})
    html = page_of(browser.get("/xm/help/send-documents/"))
    key = re.search(r'name="s" value="([^"]+)"', html)[1]
    for solved in ("no", "no", "yes"):
        browser.post("/xm/help/send-documents/helped/", {"s": key, "solved": solved})
    assert Showing.objects.get().outcome == "unsolved", "the fourth is not noted"
    Client(REMOTE_ADDR="10.1.1.1").get("/xm/help/send-documents/")
    assert Showing.objects.count() == 2
