"""What happens inside the house about a request: checks by areas, incidents, institutions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.console.lines import Names, names_of
from ventanilla.core.letters import other_letters
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Policy
from ventanilla.tickets.actions.change_channel import answers_by, listed_channels
from ventanilla.tickets.actions.post_letter import unposted
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.models import Check, Complaint, Incident, IncidentTicket, Message, Ticket
from ventanilla.tickets.queries import Whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import Choice, Fact, Link, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A question to an area and its answer; ``url`` is where it is answered."""

    area: str
    person: str
    asked_by: str
    at_text: str
    question: str
    answer: str
    state: Tag
    url: str
    number: str
    subject: str
    ticket_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An incident as a line."""

    title: str
    url: str
    area: str
    person: str
    at_text: str
    state: Tag


def checks_of(company: InForce, rows: Iterable[Check], look: Eyes) -> list[CheckView]:
    """Questions to areas with their words, as they are shown on the case and on the task list."""
    rows = list(rows)
    if not rows:
        return []
    ids = {n for row in rows for n in (row.question, row.answer) if n}
    said = Message.objects.filter(company_id=company.id, id__in=ids)
    words = dict(said.values_list("id", "text"))
    tickets = Ticket.objects.filter(company_id=company.id, id__in={row.ticket for row in rows})
    of = {ticket.id: ticket for ticket in tickets}
    names = names_of(company, look)
    return [_check(company, row, words, of[row.ticket], names, look) for row in rows]


def _check(
    company: InForce, row: Check, words: dict[int, str], ticket: Ticket, names: Names, look: Eyes
) -> CheckView:
    return CheckView(
        area=names.teams.get(row.team, row.team),
        person=names.people.get(row.person, "?"),
        asked_by=names.people.get(row.asked_by, "?"),
        at_text=times.short(row.asked_at, look.now, look.language, look.zone),
        question=words.get(row.question, ""),
        answer=words.get(row.answer or 0, ""),
        state=verdict_tag(row.verdict),
        url=path(company, "check", row.id),
        number=ticket.number,
        subject=ticket.subject,
        ticket_url=path(company, "ticket", ticket.number),
    )


def verdict_tag(verdict: str) -> Tag:
    """What an area said, as a label."""
    if verdict == Check.Verdict.AGREED:
        return Tag(text=_("Agreed"), icon="check", tone="kept")
    if verdict == Check.Verdict.OBJECTED:
        return Tag(text=_("Objected"), icon="alert-triangle", tone="late")
    return Tag(text=_("Waits for the area"), icon="clock", tone="soon")


def incidents_of(company: InForce, rows: Iterable[Incident], look: Eyes) -> list[IncidentView]:
    """Incidents as lines."""
    rows = list(rows)
    if not rows:
        return []
    names = names_of(company, look)
    return [
        IncidentView(
            title=row.title,
            url=path(company, "incident", row.id),
            area=names.teams.get(row.team, row.team),
            person=names.people.get(row.person, "?"),
            at_text=times.short(row.opened_at, look.now, look.language, look.zone),
            state=Tag(text=_("Closed"), icon="check", tone="kept")
            if row.closed_at
            else Tag(text=_("Open"), icon="clock", tone="soon"),
        )
        for row in rows
    ]


def linked(company: int, ticket: int) -> list[Incident]:
    """The incidents that lie behind a ticket, the newest first."""
    ids = IncidentTicket.objects.filter(company_id=company, ticket=ticket)
    found = Incident.objects.filter(company_id=company, id__in=ids.values("incident"))
    return list(found.order_by("-id"))


def area_choices(company: InForce, look: Eyes) -> list[Choice]:
    """The areas of a company."""
    teams = names_of(company, look).teams
    return [Choice(value=slug, text=title) for slug, title in teams.items()]


def step_choices(policy: Policy, look: Eyes) -> list[Choice]:
    """The steps of the ladder that are inside the company; the complaint has its own button."""
    inside = [s for s in policy.escalation if not s.external and s.kind != "complaint"]
    return [Choice(value=s.to, text=s.title.for_(look.language)) for s in inside]


def letters_of(company: InForce, found: Whole, look: Eyes) -> list[Link]:
    """The typed letters that can be written now, beside those with a procedure of their own."""
    if found.condition.state in DONE:
        return []
    number = found.ticket.number
    return [
        Link(url=path(company, "write", number, notice.name), text=notice.title.for_(look.language))
        for notice in other_letters(found.policy)
    ]


def unposted_of(found: Whole, look: Eyes) -> list[Choice]:
    """Letters that wait to be printed and posted: message id, kind of letter."""
    return [
        Choice(value=message, text=notice.title.for_(look.language))
        for message, written in unposted(found.occurrences).items()
        if (notice := found.policy.notices.get(written.detail["notice"])) is not None
    ]


def other_ways(found: Whole, look: Eyes) -> list[Choice]:
    """The listed channels to which the answer may move, where the policy announces such a change.

    Empty where it announces none, or nobody could be told (RX-60).
    """
    policy, ticket = found.policy, found.ticket
    if policy.reply.change not in policy.notices or not address_of(
        ticket.company_id, ticket.customer
    ):
        return []
    now = answers_by(found.occurrences, ticket.channel)
    return [
        Choice(value=c.name, text=c.title.for_(look.language))
        for c in listed_channels(policy)
        if c.name != now
    ]


def entry_facts(ticket: Ticket, entry: Complaint | None, look: Eyes) -> list[Fact]:
    """The dates of a request, kept apart: postmark, receipt, recording, register (XM-34)."""
    said = [
        (_("Received on"), times.long_day_and_time(ticket.received_at, look.language, look.zone)),
        (_("Recorded on"), times.long_day_and_time(ticket.recorded_at, look.language, look.zone)),
    ]
    if entry is not None:
        if entry.posted_on:
            said.insert(0, (_("Postmarked on"), times.full_day(entry.posted_on, look.language)))
        at = times.long_day_and_time(entry.registered_at, look.language, look.zone)
        said.append((_("Entered in the register on"), at))
    facts = [Fact(term=term, value=value) for term, value in said]
    if entry is not None and entry.number:
        facts.insert(0, Fact(term=_("Number in the register"), value=entry.number, code=True))
    return facts
