"""The inbox: tickets in the order of the queue, in groups that say why they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.core.policy import Policy
from ventanilla.people.models import Customer
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import SOON, SOON_SHARE, Eyes, person, share_left
from ventanilla.ui import times
from ventanilla.ui.parts import PromiseState, PromiseView, RowGroup, Tag, TicketRow

PAGE = 50
RESTING = 10
"""So many of those that wait are shown below the queue; the rest have a view of their own."""
QUEUED = ("new", "open")
HELD = ("waiting", "parked")


def queue(company: InForce, view: str, user: int, now: datetime) -> QuerySet[Ticket]:
    """The tickets of a view in the order in which they are answered."""
    found = Ticket.objects.filter(company_id=company.id, state__in=QUEUED)
    if view == "held":
        return found.none()
    if view == "mine":
        found = found.filter(assignee=user)
    elif view == "risk":
        found = found.filter(due_at__lt=now + timedelta(hours=1))
    elif view == "free":
        found = found.filter(assignee=None)
    elif view.startswith("team-"):
        found = found.filter(team=view.removeprefix("team-"))
    return found.order_by("rank", "sort_at", "id")


def held(company: InForce, view: str, user: int) -> QuerySet[Ticket]:
    """The tickets that wait for their customer, or are set aside."""
    found = Ticket.objects.filter(company_id=company.id, state__in=HELD)
    if view == "mine":
        found = found.filter(assignee=user)
    elif view.startswith("team-"):
        found = found.filter(team=view.removeprefix("team-"))
    return found.order_by("-changed_at", "-id")


def names(company: InForce, tickets: Iterable[Ticket]) -> dict[int, str]:
    """The names of the customers of some tickets, in one query."""
    ids = {ticket.customer for ticket in tickets}
    found = Customer.objects.filter(company_id=company.id, id__in=ids)
    return dict(found.values_list("id", "name"))


def row(ticket: Ticket, name: str, eyes: Eyes, *, url: str, selected: str) -> TicketRow:
    """A ticket as a line of the list."""
    policy = policy_of(ticket.company_id, ticket.policy)
    channel = policy.channels.get(ticket.channel)
    return TicketRow(
        number=ticket.number,
        url=url,
        who=person(name or _("Unknown"), ticket.customer),
        channel_icon=ICONS.get(channel.kind if channel else "", "mail"),
        channel=channel.title.for_(eyes.language) if channel else "",
        subject=ticket.subject,
        snippet=ticket.snippet,
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


def chip(ticket: Ticket, policy: Policy, eyes: Eyes) -> PromiseView | None:
    """The promise of a row, from the row alone: no look at its history."""
    if ticket.state in HELD:
        return PromiseView(name="", title=_("Paused"), state="hold", hold_text=_("Paused"))
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


def tags(ticket: Ticket, policy: Policy, eyes: Eyes) -> tuple[Tag, ...]:
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


def bucket(ticket: Ticket, policy: Policy, eyes: Eyes) -> tuple[str, str, bool]:
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
    tickets: Sequence[Ticket],
    resting: Sequence[Ticket],
    eyes: Eyes,
    urls: dict[str, str],
    selected: str,
    more_url: str = "",
) -> list[RowGroup]:
    """The list in groups, in the queue's order, then what rests."""
    known = names(company, [*tickets, *resting])

    def rows(members: Iterable[Ticket]) -> list[TicketRow]:
        return [
            row(t, known.get(t.customer, ""), eyes, url=urls[t.number], selected=selected)
            for t in members
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
    if resting:
        lines = rows(resting)
        found.append(
            RowGroup(
                key="held",
                title=_("Waiting for the customer"),
                rows=lines,
                count_text=str(len(lines)),
                more_url=more_url,
            )
        )
    return found
