"""A newcomer's first look: every company has requests in every situation."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from ventanilla.commands import sample
from ventanilla.companies.models import Company
from ventanilla.tickets.models import Outgoing, PromiseRow, Ticket

WITHOUT_A_TIME = {"etoro"}
"""Its page promises no time at all: nothing can run, be near or be late."""


class Letterbox:
    """Takes every mail and keeps none."""

    def __init__(self, url: str) -> None:
        del url

    def send(self, mail: object, recipient: str) -> None:
        del mail
        assert recipient.endswith(".test")

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.django_db
def test_every_company_shows_every_situation(monkeypatch):
    monkeypatch.setattr(sample, "Courier", Letterbox)
    told: list[str] = []
    sample.fill(told.append)
    soon = timezone.now() + timedelta(hours=1)

    assert len(told) == len(sample.SLUGS)
    for slug in sample.SLUGS:
        company = Company.objects.get(slug=slug)
        tickets = Ticket.objects.filter(company=company)
        promises = PromiseRow.objects.filter(company_id=company.pk)
        states = Counter(tickets.values_list("state", flat=True))
        kinds = Counter(promises.values_list("state", flat=True))
        near = promises.filter(state="running", due_at__lte=soon).count()

        assert len(tickets) >= 13, slug
        assert {"new", "open", "waiting", "parked", "closed"} <= set(states), slug
        assert kinds["kept"] >= 1, slug
        if slug not in WITHOUT_A_TIME:
            assert kinds["running"] >= 1, slug
            assert kinds["broken"] + near >= 1, slug
    assert not Outgoing.objects.exclude(state="sent").exists()


@pytest.mark.django_db
def test_a_second_start_adds_nothing(monkeypatch):
    monkeypatch.setattr(sample, "Courier", Letterbox)
    monkeypatch.setattr(sample, "SLUGS", ("etoro",))
    sample.fill(lambda words: None)
    before = Ticket.objects.count()

    sample.fill(lambda words: None)

    assert before == Ticket.objects.count()
