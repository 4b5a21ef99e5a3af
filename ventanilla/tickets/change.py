"""One change of one ticket: what happened, and everything that follows, in one transaction.

Actions say only what happened (``change.record``) and which rows it adds (``change.add``). When
the block ends, the new events are chained, the state, promises and queue place are derived from
policy and events by the core, and all of it is written. Nobody is told before the commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Model

from ventanilla.companies.inforce import policy_of
from ventanilla.core import chain
from ventanilla.core.facts import Actor, Occurrence
from ventanilla.core.lifecycle import Condition, fold, step
from ventanilla.core.merging import KINDS as MERGING
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing, judge, shown
from ventanilla.core.routing import place
from ventanilla.core.words import gettext_noop
from ventanilla.tickets.models import Event, Message, PromiseRow, Ticket
from ventanilla.tickets.search import entry, facts_of, note_change
from ventanilla.tickets.writing import Line, Row, insert


class MergedError(ValueError):
    """A change of a ticket that was merged: it goes on in another one."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("This request was merged. Act on the one it goes on in."))


@dataclass(slots=True)
class Change:
    """A ticket that is being changed, its history, and what this change adds."""

    ticket: Ticket
    policy: Policy
    now: datetime
    past: list[Occurrence]
    condition: Condition
    rows: list[Row] = field(default_factory=list)
    fresh: bool = False

    def record(
        self,
        kind: str,
        by: Actor = "system",
        actor: int | None = None,
        at: datetime | None = None,
        **detail: str,
    ) -> Occurrence:
        """Append an event. ``detail`` holds ids, codes and digests, never personal words."""
        ticket = self.ticket
        at = (at or self.now).astimezone(UTC)
        seq = ticket.seq + 1
        link = chain.Link(ticket.company_id, ticket.id, seq, kind, at, by, actor, detail)
        head = chain.forge(bytes(ticket.head), link)
        self.rows.append(
            Line(
                Event,
                {
                    "company_id": ticket.company_id,
                    "ticket": ticket.id,
                    "seq": seq,
                    "kind": kind,
                    "at": at,
                    "by": by,
                    "actor": actor,
                    "detail": detail,
                    "hash": head,
                },
            )
        )
        ticket.seq, ticket.head = seq, head
        occurrence = Occurrence(kind, at, by, detail)
        self.past.append(occurrence)
        merging = kind in MERGING  # what it takes back may lie far behind
        self.condition = fold(self.past) if merging else step(self.condition, occurrence)
        return occurrence

    def add(self, *rows: Model) -> None:
        """Rows that belong to this change: messages, files, letters to send."""
        self.rows.extend(rows)

    def standings(self) -> tuple[Standing, ...]:
        """Every promise as it stands with what has been recorded so far."""
        ticket = self.ticket
        return judge(
            self.policy, self.condition, ticket.channel, self.past, self.now, ticket.language
        )


@contextmanager
def changing(company: int, ticket: int, now: datetime, *, merged: bool = False) -> Iterator[Change]:
    """Hold a ticket for one change; writes it when the block ends without an error.

    Raises:
        MergedError: when it was merged, but for the few changes that such a ticket still knows
            (``merged``: what came of a letter, the undoing).
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with transaction.atomic():
        row = Ticket.objects.select_for_update().get(company_id=company, id=ticket)
        past = history(row)
        policy = policy_of(company, row.policy)
        change = Change(row, policy, now, past, fold(past))
        if change.condition.state == "merged" and not merged:
            raise MergedError
        yield change
        settle(change)


@contextmanager
def changing_both(
    company: int, one: int, other: int, now: datetime, *, merged: bool = False
) -> Iterator[tuple[Change, Change]]:
    """Hold two tickets for one change of both, always in the order of their ids."""
    first, second = sorted((one, other))
    with (
        changing(company, first, now, merged=merged) as low,
        changing(company, second, now, merged=merged) as high,
    ):
        yield (low, high) if one == first else (high, low)


def history(ticket: Ticket) -> list[Occurrence]:
    """What happened to a ticket, in the order in which it was recorded."""
    events = Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id).order_by("seq")
    return [
        Occurrence(kind, at, cast(Actor, by), detail)
        for kind, at, by, detail in events.values_list("kind", "at", "by", "detail")
    ]


def settle(change: Change) -> None:
    """Derive the ticket from its events and write everything in as few statements as can be."""
    standings, known = change.standings(), _known(change)
    ticket, rows = change.ticket, change.rows
    was_broken = any(row.state == "broken" for row in known.values())
    broken = was_broken or any(standing.state == "broken" for standing in standings)
    before = facts_of(ticket, broken=was_broken)
    _derive(change, standings)
    said = [row for row in rows if isinstance(row, Message)]
    rows.extend(_promises(change, standings, known))
    if change.fresh:
        rows.insert(0, ticket)
        rows.append(entry(ticket, said, broken=broken))
    else:
        ticket.save(force_update=True)
        note_change(ticket, before, facts_of(ticket, broken=broken), said)
    insert(rows, tell={"c": ticket.company_id, "t": ticket.id})


def _derive(change: Change, standings: tuple[Standing, ...]) -> None:
    """Every derived column of the ticket: state, owner, place in the queue, next due instant."""
    ticket, condition = change.ticket, change.condition
    first = shown(standings)
    spot = place(change.policy, condition, ticket.received_at, first)
    ticket.state, ticket.topic, ticket.lane = condition.state, condition.topic, condition.lane
    ticket.assignee, ticket.team = condition.assignee, condition.team
    ticket.demoted, ticket.resolved_at = condition.demoted, condition.resolved_at
    ticket.merged_into = condition.merged_into
    ticket.parked_why = condition.parked_why[:40] if condition.state == "parked" else ""
    topic = change.policy.topics.get(condition.topic)
    ticket.complaint = topic is not None and topic.complaint
    ticket.outcome, ticket.cause = condition.outcome, condition.cause
    ticket.answered_at = condition.answered_at
    ticket.rank, ticket.sort_at = spot.rank, spot.sort_at
    ticket.due_at = first.due if first else None
    ticket.due_name = first.promise.name if first else ""
    ticket.due_from = first.started if first else None
    ticket.changed_at = change.now


def _known(change: Change) -> dict[str, PromiseRow]:
    """The promise rows that a ticket has already, by their names."""
    if change.fresh:
        return {}
    ticket = change.ticket
    found = PromiseRow.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    return {row.name: row for row in found}


def _promises(
    change: Change, standings: tuple[Standing, ...], known: dict[str, PromiseRow]
) -> list[Row]:
    """New promise rows; those that exist (``known``) are updated where something changed."""
    ticket, known = change.ticket, dict(known)
    fresh: list[Row] = []
    for standing in standings:
        row = known.pop(standing.promise.name, None)
        values = _columns(standing)
        if row is None:
            fresh.append(
                Line(
                    PromiseRow,
                    {
                        "company_id": ticket.company_id,
                        "ticket": ticket.id,
                        "name": standing.promise.name,
                        "policy": ticket.policy,
                        "channel": ticket.channel,
                        **values,
                    },
                )
            )
        elif any(getattr(row, name) != value for name, value in values.items()):
            PromiseRow.objects.filter(pk=row.pk).update(**values)
    for row in known.values():
        if row.state in {"running", "paused"}:
            PromiseRow.objects.filter(pk=row.pk).update(state="void")
    return fresh


def _columns(standing: Standing) -> dict[str, object]:
    return {
        "state": standing.state,
        "started_at": standing.started,
        "due_at": standing.due,
        "first_due_at": standing.first_due,
        "stopped_at": standing.stopped,
        "guarantee": standing.promise.strength.kind == "guarantee",
    }


def span_of(change: Change) -> timedelta:
    """How long after the end of a ticket new words still open it again (XM-45)."""
    return change.policy.lifecycle.reopen_time or timedelta(0)
