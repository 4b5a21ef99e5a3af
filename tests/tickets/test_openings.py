"""The words with which requests begin, as the help centre looks at them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ventanilla.tickets.openings import opening_of, openings, openings_after

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_a_subject_that_the_words_repeat_is_said_once_and_personal_words_are_masked():
    assert opening_of("Mi retiro", "Mi retiro no llega") == "Mi retiro no llega"
    assert opening_of("Mi retiro", "No llega a ana@correo.test") == "Mi retiro No llega a …"
    assert "600" not in opening_of("Llamen al 600 123 456", "")


@pytest.mark.django_db
def test_the_requests_of_a_time_come_the_newest_first_each_with_what_it_is_about(ask):
    late = ask("xm", "financial", "email", at=NOW - timedelta(days=1), subject="b", text="x")
    old = ask("xm", "complaint", "email", at=NOW - timedelta(days=5), subject="a", text="y")
    ask("exness", "payments", "email", at=NOW - timedelta(days=1))
    ask("xm", "general", "email", at=NOW - timedelta(days=40))
    found = openings(late.company_id, NOW - timedelta(days=30), NOW)
    assert [(one.ticket, one.topic, one.complaint) for one in found] == [
        (late.id, "financial", False),
        (old.id, "complaint", True),
    ]
    assert found[0].asked.sent
    assert [one.ticket for one in openings_after(late.company_id, late.id, 1)] == [old.id]
