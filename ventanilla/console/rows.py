"""The inbox: tickets in the order of the queue, in groups that say why they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.console.frame import path
from ventanilla.core.parking import REASONS
from ventanilla.core.policy import Policy
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import SOON, SOON_SHARE, Eyes, person, share_left
from ventanilla.ui import times
from ventanilla.ui.parts import PromiseState, PromiseView, RowGroup, Tag, TicketRow

PAGE = 50
RESTING = 10
"""So many of those that wait are shown below the queue; the rest have a view of their own."""
QUEUED = ("new", "open")
HELD = ("waiting", "parked")


class Listed(NamedTuple):
    """A ticket as far as a list shows it; ``name`` is its customer's."""

    id: int
    number: str
    state: str
    topic: str
    lane: str
    channel: str
    policy: int
    customer: int
    subject: str
    snippet: str
    demoted: bool
    parked_why: str
    due_at: datetime | None
    due_name: str
    due_from: datetime | None
    rank: int
    assignee: int | None
    name: str


_COLUMNS = ", ".join(f"t.{name}" for name in Listed._fields[:-1])
LIST = f"""
SELECT {_COLUMNS}, coalesce(c.name, '') FROM tickets_ticket t
LEFT JOIN people_customer c ON c.company_id = t.company_id AND c.id = t.customer
WHERE t.company_id = %(company)s AND """  # noqa: S608 - names of columns only
_QUEUE = "t.state IN ('new', 'open')"
_ORDER = "ORDER BY t.rank, t.sort_at, t.id"
_HELD = "t.state IN ('waiting', 'parked')"
_NEWEST = "ORDER BY t.changed_at DESC, t.id DESC"
_OF_VIEW = {
    "mine": " AND t.assignee = %(user)s",
    "risk": " AND t.due_at < %(soon)s",
    "free": " AND t.assignee IS NULL",
    "team": " AND t.team = %(team)s",
}


def listed(
    company: InForce, view: str, user: int, now: datetime
) -> tuple[list[Listed], list[Listed]]:
    """The tickets of a view in the order in which they are answered, and those that rest.

    One more than a page of each, so that one can say that there are more.
    """
    kind, _dash, team = view.partition("-")
    only = _OF_VIEW.get(kind, "")
    queued = f"({LIST}{_QUEUE}{only} {_ORDER} LIMIT %(queued)s)"
    rests = f"({LIST}{_HELD}{only} {_NEWEST} LIMIT %(held)s)"
    parts = {"held": [rests], "risk": [queued], "free": [queued]}.get(kind, [queued, rests])
    values: dict[str, Any] = {
        "company": company.id,
        "user": user,
        "soon": now + timedelta(hours=1),
        "team": team,
        "queued": PAGE + 1,
        "held": (PAGE if view == "held" else RESTING) + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = [Listed(*row) for row in cursor.fetchall()]
    waits = [row for row in rows if row.state in QUEUED]
    return waits, rows[len(waits) :]


def following(company: InForce, number: str) -> str | None:
    """The number of the ticket that is answered first, but for this one."""
    queue = Ticket.objects.filter(company_id=company.id, state__in=QUEUED).exclude(number=number)
    return queue.order_by("rank", "sort_at", "id").values_list("number", flat=True).first()


def chosen(company: InForce, ids: Sequence[int]) -> list[Listed]:
    """Some tickets by their ids, in the order in which they are given."""
    with connection.cursor() as cursor:
        cursor.execute(LIST + "t.id = ANY(%(ids)s)", {"company": company.id, "ids": list(ids)})
        known = {row[0]: Listed(*row) for row in cursor.fetchall()}
    return [known[id_] for id_ in ids if id_ in known]


def addresses(company: InForce, route: str = "ticket") -> Callable[[str], str]:
    """How a ticket's number becomes its path, or that of an act: looked up once for a list."""
    before, _zero, after = path(company, route, "0").rpartition("0")
    return lambda number: f"{before}{number}{after}"


def row(ticket: Listed, company: InForce, eyes: Eyes, *, url: str, selected: str) -> TicketRow:
    """A ticket as a line of the list."""
    policy = policy_of(company.id, ticket.policy)
    channel = policy.channels.get(ticket.channel)
    return TicketRow(
        number=ticket.number,
        url=url,
        who=person(ticket.name or _("Unknown"), ticket.customer),
        channel_icon=ICONS.get(channel.kind if channel else "", "mail"),
        channel=channel.title.for_(eyes.language) if channel else "",
        subject=ticket.subject,
        snippet=parked_text(ticket, policy, eyes) if ticket.parked_why else ticket.snippet,
        promise=chip(ticket, policy, eyes),
        tags=tags(ticket, policy, eyes),
        unread=ticket.state == "new",
        selected=ticket.number == selected,
        live_id=str(ticket.id),
    )


ICONS = {
    "web-form": "world",
    "portal": "world",
    "email": "mail",
    "chat": "message-circle",
    "phone": "phone",
    "callback": "phone-call",
    "social": "share",
    "telegram": "brand-telegram",
    "post": "mailbox",
}


def chip(ticket: Listed, policy: Policy, eyes: Eyes) -> PromiseView | None:
    """The promise of a row, from the row alone: no look at its history."""
    aside = ticket.state == "parked"  # its clocks go on, unless the policy says otherwise
    if ticket.state in HELD and not (aside and ticket.due_at):
        words = _("Set aside") if aside else _("Paused")
        return PromiseView(name="", title=words, state="hold", hold_text=words)
    if ticket.due_at is None or ticket.due_from is None:
        return None
    due, now = ticket.due_at, eyes.now
    state: PromiseState = "running"
    if due <= now:
        state = "late"
    elif due - now <= max(SOON, (due - ticket.due_from) * SOON_SHARE):
        state = "soon"
    promise = policy.promises.get(ticket.due_name)
    return PromiseView(
        name=ticket.due_name,
        title=promise.title.for_(eyes.language) if promise else ticket.due_name,
        state=state,
        due=due,
        day_text=times.short(due, now, eyes.language, eyes.zone),
        due_text=times.long_day_and_time(due, eyes.language, eyes.zone),
        zone_text=times.zone_name(eyes.zone.key, eyes.language),
        left_text=times.short_amount(abs(due - now)),
        share_left=share_left(ticket.due_from, due, now),
    )


def tags(ticket: Ticket | Listed, policy: Policy, eyes: Eyes) -> tuple[Tag, ...]:
    """At most two labels: lane, complaint, fair use."""
    found = []
    lane = policy.lanes.get(ticket.lane)
    topic = policy.topics.get(ticket.topic)
    if lane is not None and not lane.default:
        found.append(Tag(text=lane.title.for_(eyes.language), icon="crown", tone="soon"))
    if topic is not None and topic.complaint:
        found.append(Tag(text=topic.title.for_(eyes.language), icon="scale", tone="soon"))
    if ticket.demoted:
        found.append(Tag(text=_("Fair use"), icon="arrow-down", tone="hold"))
    return tuple(found[:2])


def parked_text(ticket: Ticket | Listed, policy: Policy, eyes: Eyes) -> str:
    """Why a request is set aside: a reason of the list, or the rule of fair use that did it."""
    code, fair = ticket.parked_why, policy.fair_use
    if code in REASONS:
        return _(REASONS[code].title)
    rule = next((r for r in fair.triggers if r.name == code), None) if fair else None
    return rule.says.for_(eyes.language) if rule else _("Set aside")


def bucket(ticket: Listed, policy: Policy, eyes: Eyes) -> tuple[str, str, bool]:
    """The group of a queued ticket: key, heading, and whether it is late."""
    lane = policy.lanes.get(ticket.lane)
    late = ticket.due_at is not None and ticket.due_at <= eyes.now
    if lane is not None and not lane.default and len(policy.lanes) > 1 and ticket.rank == 0:
        return f"lane-{lane.name}", lane.title.for_(eyes.language), late
    if ticket.demoted:
        return "demoted", _("After the others: fair use"), False
    if "due" not in policy.queue.order:
        return "arrival", _("In order of arrival"), False
    return due_bucket(ticket.due_at, eyes)


def due_bucket(due: datetime | None, eyes: Eyes) -> tuple[str, str, bool]:
    """By when it falls due, in the reader's days."""
    if due is None:
        return "none", _("Nothing promised"), False
    if due <= eyes.now:
        return "late", _("Overdue"), True
    if due - eyes.now <= timedelta(hours=1):
        return "hour", _("Due within 1 h"), False
    if due.astimezone(eyes.zone).date() == eyes.now.astimezone(eyes.zone).date():
        return "today", _("Today"), False
    return "later", _("Later"), False


def groups(
    company: InForce,
    tickets: Sequence[Listed],
    resting: Sequence[Listed],
    eyes: Eyes,
    query: str,
    selected: str,
    more_url: str = "",
) -> list[RowGroup]:
    """The list in groups, in the queue's order, then what rests; ``query`` keeps the view."""
    address = addresses(company)

    def rows(members: Iterable[Listed]) -> list[TicketRow]:
        return [
            row(t, company, eyes, url=address(t.number) + query, selected=selected) for t in members
        ]

    found = []
    for place, ((key, title, late), members) in enumerate(
        groupby(tickets, key=lambda t: bucket(t, company.policy, eyes))
    ):
        lines = rows(members)
        found.append(
            RowGroup(
                key=f"{key}-{place}", title=title, rows=lines, count_text=str(len(lines)), late=late
            )
        )
    for key, title, state in (
        ("held", _("Waiting for the customer"), "waiting"),
        ("aside", _("Set aside"), "parked"),
    ):
        lines = rows(ticket for ticket in resting if ticket.state == state)
        if lines:
            found.append(RowGroup(key=key, title=title, rows=lines, count_text=str(len(lines))))
    if resting and more_url:
        found[-1] = replace(found[-1], more_url=more_url)
    return found
