"""Who writes too much by the policy's fair use: others go first, until it is over or lifted.

A request whose demotion an agent lifted is left alone from then on. A law's clock is never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q

from ventanilla.companies.inforce import InForce, companies
from ventanilla.core.fairuse import (
    RATE,
    RATE_WINDOW,
    SHARE,
    SHARE_WINDOW,
    Excess,
    answered_already,
    rules,
    too_many,
)
from ventanilla.core.lifecycle import HELD, QUEUED
from ventanilla.helpcentre.marks import mark_of
from ventanilla.helpcentre.showings import answered_before
from ventanilla.tickets.actions.demote import demote, restore
from ventanilla.tickets.ids import first_id
from ventanilla.tickets.models import Event, Message, Ticket


def note_fair_use(now: datetime) -> int:
    """Put behind, or take back, the requests whose customers exceed a rule or no longer do."""
    return sum(_judge(company, now) for company in companies() if company.policy.fair_use)


def _judge(company: InForce, now: datetime) -> int:
    excess: dict[int, Excess] = {}
    for found in (_by_share(company, now), _by_rate(company, now)):
        excess.update(found)
    done = 0
    for ticket, over in _open(company, excess):
        done += demote(company.id, ticket.id, None, over.rule.name, now, over)
    for ticket in _by_itself(company):
        if ticket.customer not in excess:
            done += restore(company.id, ticket.id, None, now)
    return done


def _by_rate(company: InForce, now: datetime) -> Iterator[tuple[int, Excess]]:
    """Customers who wrote more often within a day than they may (SB-22)."""
    for rule in rules(company.policy.fair_use, RATE):
        recent = Message.objects.filter(
            company_id=company.id, id__gte=first_id(now - RATE_WINDOW), kind="in"
        ).exclude(author=None)
        recent = recent.filter(split_from=None)  # words that were counted where they came in
        often = (
            recent.values_list("author").annotate(n=Count("id")).filter(n__gt=int(rule.over or 0))
        )
        sent: dict[int, list[datetime]] = defaultdict(list)
        writers = [author for author, _n in often]
        for author, at in recent.filter(author__in=writers).values_list("author", "at"):
            if author is not None:
                sent[author].append(at)
        for author, instants in sent.items():
            if (over := too_many(rule, instants, now)) is not None:
                yield author, over


def _by_share(company: InForce, now: datetime) -> Iterator[tuple[int, Excess]]:
    """Customers most of whose questions were answered before they sent them (SB-23)."""
    for rule in rules(company.policy.fair_use, SHARE):
        since = now - SHARE_WINDOW
        answered = answered_before(company.id, mark_of(company), since)
        asked = Ticket.objects.filter(company_id=company.id, received_at__gt=since)
        asked = asked.exclude(state=Ticket.State.MERGED)
        counted = asked.values_list("customer").annotate(
            n=Count("id"), known=Count("id", filter=Q(id__in=answered))
        )
        for customer, number, known in counted.filter(known__gt=0):
            if (over := answered_already(rule, known, number)) is not None:
                yield customer, over


def _open(company: InForce, excess: dict[int, Excess]) -> Iterator[tuple[Ticket, Excess]]:
    """The waiting requests of these customers that no agent has lifted it from."""
    lifted = Event.objects.filter(
        company_id=company.id, kind__in=("restored", "unparked"), by="human"
    )
    found = Ticket.objects.filter(
        company_id=company.id,
        customer__in=list(excess),
        state__in=QUEUED | HELD,
        demoted=False,
    ).exclude(state=Ticket.State.PARKED)
    for ticket in found.exclude(id__in=lifted.values("ticket")):
        yield ticket, excess[ticket.customer]


def _by_itself(company: InForce) -> Iterator[Ticket]:
    """The requests that stand behind because a rule was exceeded, not by an agent's mark."""
    behind = Q(demoted=True, state__in=QUEUED | HELD) | Q(state=Ticket.State.PARKED)
    for ticket in Ticket.objects.filter(behind, company_id=company.id):
        last = Event.objects.filter(
            company_id=company.id, ticket=ticket.id, kind__in=("demoted", "parked")
        ).order_by("-seq")[:1]
        if any(event.by == "system" for event in last):
            yield ticket
