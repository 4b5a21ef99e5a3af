"""How old an article may become: as the policy says, else a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import COMPANIES
from ventanilla.core.articles.review import Review, review_of
from ventanilla.core.policy import parse_policy
from ventanilla.core.spans import read_span


def policy(slug, **changes):
    text = (COMPANIES / slug / "policy.toml").read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    return parse_policy(text, slug)


@pytest.mark.promise("XM-64")
def test_xm_looks_over_its_articles_every_90_days():
    review = review_of(policy("xm"))
    assert review.promised
    assert review.old_from(date(2026, 8, 1)) == date(2026, 10, 31)


def test_a_company_that_says_nothing_has_a_year():
    review = review_of(policy("etoro"))
    assert not review.promised
    assert review.old_from(date(2026, 1, 1)) == date(2027, 1, 2)


def test_what_is_no_number_of_days_is_not_guessed():
    said = policy("xm", **{'review_every = "90 days"': 'review_every = "20 business_days"'})
    assert not review_of(said).promised


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 50))
def test_the_last_good_day_is_so_many_days_after_the_check(checked, weeks):
    old_from = Review(read_span(f"{weeks} weeks", "x"), promised=True).old_from(checked)
    assert old_from - checked == timedelta(days=7 * weeks + 1)


def test_a_month_is_a_month():
    monthly = Review(read_span("1 months", "x"), promised=True)
    assert monthly.old_from(date(2026, 1, 31)) == date(2026, 3, 1)
