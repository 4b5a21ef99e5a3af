"""A session is found while it lasts, and nothing else is taken for one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from ventanilla.people.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    store = SessionStore()
    store["who"] = "Ána"
    store.save()
    return store.session_key


def test_a_session_comes_back_as_it_was_kept(key):
    assert SessionStore(key)["who"] == "Ána"


def test_one_that_has_run_out_is_empty_and_its_key_is_not_used_again(key):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert store.get("who") is None
    assert store.session_key is None


@pytest.mark.parametrize("wrong", ["", "a" * 32, "x\0" * 16, "' OR 1=1 --------", "ñ" * 20])
def test_what_is_no_key_finds_nothing(key, wrong):
    assert SessionStore(wrong).get("who") is None


def test_a_row_that_was_tampered_with_says_nothing(key):
    Session.objects.update(session_data="e30:forged:forged")
    assert SessionStore(key).get("who") is None
