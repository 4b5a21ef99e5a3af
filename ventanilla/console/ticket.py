"""A whole ticket as an agent sees it: promises with working-out, thread, composer, customer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.console.rows import tags
from ventanilla.core.letters import DECISION, extensions_for
from ventanilla.core.lifecycle import DONE
from ventanilla.people.models import Membership, Team
from ventanilla.tickets.complaints import complaint_topic
from ventanilla.tickets.letters import address_of, awaited
from ventanilla.tickets.models import Event, Message, Ticket
from ventanilla.tickets.queries import Whole, requests_of
from ventanilla.tickets.showing import Eyes, file_view, given, person, promise_view, state_tag
from ventanilla.ui import times
from ventanilla.ui.parts import (
    Choice,
    ComposerView,
    CustomerPanel,
    EventLine,
    Fact,
    MessageView,
    RequestRow,
    TicketView,
)
from ventanilla.ui.reader import known_zone

EVENT_ICONS = {
    "received": "world",
    "assigned": "user",
    "handed_over": "users",
    "resolved": "check",
    "closed": "archive",
    "reopened": "rotate",
    "notice_sent": "mail",
    "notice_failed": "alert-triangle",
    "topic_changed": "tag",
    "details_asked": "help-circle",
    "parked": "player-pause",
    "demoted": "arrow-down",
    "complaint_raised": "scale",
    "decision_sent": "scale",
    "points_listed": "list",
    "promise_extended": "hourglass-high",
    "cause_named": "target",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act was not done, with the words that were typed, so that none is lost."""

    why: str = ""
    typed: str = ""
    mode: Literal["reply", "note"] = "reply"


def part_view(found: Whole, company: InForce, eyes: Eyes) -> TicketView:
    """As much of a ticket as its thread needs, for the part that is fetched again most often."""
    ticket = found.ticket
    return TicketView(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        subject=ticket.subject,
        state=state_tag(ticket.state, for_customer=False),
        live_id=str(ticket.id),
        key="",
        urls={"part": path(company, "ticket", ticket.number)},
        entries=entries(found, company, eyes, names_of(company, eyes)),
        language=ticket.language,
    )


@dataclass(frozen=True, slots=True)
class Names:
    """How the people and teams of a company are called, by their keys."""

    people: dict[int, str]
    teams: dict[str, str]
    readers: frozenset[int] = frozenset()
    """Who only reads the register: nothing is given to them."""


def names_of(company: InForce, eyes: Eyes) -> Names:
    """Who works for a company, by name, and its teams in the reader's language."""
    staff = Membership.objects.filter(company_id=company.id, user__is_active=True)
    teams = Team.objects.filter(company_id=company.id).order_by("slug")
    rows = list(staff.order_by("user__name").values_list("user_id", "user__name", "role"))
    return Names(
        {pk: name for pk, name, _role in rows},
        {team.slug: _team_name(team, eyes) for team in teams},
        frozenset(pk for pk, _name, role in rows if role == Membership.Role.REGISTER),
    )


def ticket_view(
    found: Whole, company: InForce, eyes: Eyes, refusal: Refusal | None = None
) -> TicketView:
    """Everything the middle pane shows."""
    ticket = found.ticket
    names = names_of(company, eyes)
    people = names.people
    return TicketView(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        subject=ticket.subject,
        state=state_tag(ticket.state, for_customer=False),
        live_id=str(ticket.id),
        key=secrets.token_urlsafe(12),
        urls=_acts(found, company),
        tags=tags(ticket, found.policy, eyes),
        assignee=person(people.get(ticket.assignee, "?"), ticket.assignee)
        if ticket.assignee
        else None,
        promises=[promise_view(s, eyes, found.occurrences) for s in found.standings],
        entries=entries(found, company, eyes, names),
        composer=_composer(found, eyes, refusal or Refusal()),
        language=ticket.language,
        agents=[
            Choice(value=str(pk), text=name, chosen=pk == ticket.assignee)
            for pk, name in people.items()
            if pk not in names.readers
        ],
        teams=[
            Choice(value=slug, text=title, chosen=slug == ticket.team)
            for slug, title in names.teams.items()
        ],
        topics=[
            Choice(value=t.name, text=t.title.for_(eyes.language), chosen=t.name == ticket.topic)
            for t in found.policy.topics.values()
        ],
    )


def _team_name(team: Team, eyes: Eyes) -> str:
    return str(team.title.get(eyes.language.split("-")[0]) or team.title.get("en", team.slug))


def _acts(found: Whole, company: InForce) -> dict[str, str]:
    """The acts that make sense now; the page draws no other."""
    state = found.ticket.state
    names = {"part": "ticket", "note": "note", "promises": "promises", "reply": "reply"}
    names["cause"] = "cause"
    if state not in DONE:
        names |= {
            "take": "take",
            "assign": "assign",
            "team": "team",
            "resolve": "resolve",
            "topic": "topic",
            "details": "details",
        }
    else:
        names["reopen"] = "reopen"
    if state == "resolved":
        names["close"] = "close"
    about = found.policy.topics.get(found.condition.topic)
    if complaint_topic(found.policy) and not (about and about.complaint):
        names["complaint"] = "complaint"
    if decidable(found):
        names["decision"] = "decision"
    if state not in DONE and extensions_for(found.policy, found.condition.topic, found.standings):
        names["extension"] = "extension"
    return {act: path(company, route, found.ticket.number) for act, route in names.items()}


def decidable(found: Whole) -> bool:
    """Whether this is a complaint that waits for its decision, in a company that writes them."""
    topic = found.policy.topics.get(found.condition.topic)
    complaint = topic is not None and topic.complaint
    undecided = found.condition.state not in DONE
    return complaint and undecided and DECISION in found.policy.notices


def _composer(found: Whole, eyes: Eyes, refusal: Refusal) -> ComposerView:
    address = address_of(found.ticket.company_id, found.ticket.customer)
    return ComposerView(
        key=secrets.token_urlsafe(18),
        text=refusal.typed,
        send_text=_("Send and wait"),
        error=refusal.why,
        mode=refusal.mode,
        to_text=_("To %(address)s") % {"address": address} if address else "",
        letters=[
            Choice(value=notice.name, text=notice.title.for_(eyes.language))
            for notice in awaited(found.policy, found.standings)
        ],
    )


def entries(
    found: Whole, company: InForce, eyes: Eyes, names: Names
) -> list[MessageView | EventLine]:
    """Messages and the events worth a line, in the order in which they were recorded."""
    messages = {str(message.id): message for message in found.messages}
    lines: list[MessageView | EventLine] = []
    for event in found.events:
        message = messages.pop(event.detail.get("message", ""), None)
        line = _line(event, found, eyes, names)
        if line is not None:
            lines.append(line)
        if message is not None:
            lines.append(message_view(message, found, company, eyes))
    return lines


def _line(event: Event, found: Whole, eyes: Eyes, names: Names) -> EventLine | None:
    words = _words(event, found, eyes, names)
    if not words:
        return None
    return EventLine(
        icon=EVENT_ICONS.get(event.kind, "circle"),
        text=words,
        at_text=times.short(event.at, eyes.now, eyes.language, eyes.zone),
        at_iso=event.at.astimezone(UTC).isoformat(),
    )


def _words(event: Event, found: Whole, eyes: Eyes, names: Names) -> str:
    """What an event says to an agent; empty where the message beside it says enough."""
    people = names.people
    who = people.get(event.actor or 0, "")
    detail = event.detail
    if event.kind == "received":
        channel = found.policy.channels.get(detail.get("channel", ""))
        name = channel.title.for_(eyes.language) if channel else detail.get("channel", "")
        return _("Received by %(channel)s") % {"channel": name}
    if event.kind == "assigned":
        whom = people.get(int(detail.get("person") or 0), "")
        if not whom:
            return _("%(who)s gave the request back") % {"who": who}
        if whom == who:
            return _("%(who)s took the request") % {"who": who}
        return _("%(who)s gave the request to %(whom)s") % {"who": who, "whom": whom}
    if event.kind == "notice_sent" and event.by == "system":
        return _("Letter sent: %(letter)s") % {"letter": _letter(detail, found, eyes)}
    if event.kind == "notice_failed":
        return _("Letter not delivered: %(letter)s") % {"letter": _letter(detail, found, eyes)}
    if event.kind == "topic_changed":
        topic = found.policy.topics.get(detail.get("topic", ""))
        name = topic.title.for_(eyes.language) if topic else ""
        return _("Topic changed to %(topic)s") % {"topic": name}
    if event.kind == "handed_over":
        slug = detail.get("team", "")
        team = names.teams.get(slug, slug)
        return _("%(who)s handed it over to %(team)s") % {"who": who, "team": team}
    if event.kind == "promise_extended":
        return _extended(detail, found, eyes)
    if event.kind == "promise_broken":
        promise = found.policy.promises.get(detail.get("promise", ""))
        name = promise.title.for_(eyes.language) if promise else ""
        return _("Promise broken: %(promise)s") % {"promise": name}
    plain = {
        "resolved": _("Marked as solved"),
        "closed": _("Closed"),
        "reopened": _("Opened again"),
        "confirmed": _("The customer confirmed the solution"),
        "complaint_raised": _("Raised as a complaint"),
        "decision_sent": _("The complaint was decided"),
        "points_listed": _("The points of the complaint were listed"),
        "cause_named": _("The root cause was named"),
        "details_asked": _("Details were asked for"),
        "parked": _("Set aside"),
        "unparked": _("Taken back into the queue"),
        "demoted": _("Put behind the others: fair use"),
        "restored": _("Fair use lifted"),
        "lane_changed": _("Moved to another lane"),
    }
    return plain.get(event.kind, "")


def _extended(detail: dict[str, str], found: Whole, eyes: Eyes) -> str:
    promise = found.policy.promises.get(detail.get("promise", ""))
    due = datetime.fromisoformat(detail["due"])
    return _("%(promise)s put off to %(due)s") % {
        "promise": promise.title.for_(eyes.language) if promise else detail.get("promise", ""),
        "due": times.long_day_and_time(due, eyes.language, eyes.zone),
    }


def _letter(detail: dict[str, str], found: Whole, eyes: Eyes) -> str:
    notice = found.policy.notices.get(detail.get("notice", ""))
    return notice.title.for_(eyes.language) if notice else detail.get("notice", "")


def message_view(message: Message, found: Whole, company: InForce, eyes: Eyes) -> MessageView:
    """A message as staff read it, with the details its form asked for."""
    name = message.author_name
    warning = ""
    if message.kind == "other":
        warning = _("From somebody who is not proved to be the customer.")
    elif message.kind == "in" and not found.ticket.verified and message.channel == "email":
        warning = _("The sender's address is not proved.")
    return MessageView(
        id=str(message.id),
        author=person(name, message.author or name),
        at_text=times.short(message.at, eyes.now, eyes.language, eyes.zone),
        at_iso=message.at.isoformat(),
        text=message.text,
        given=given(message, found.policy.topics.get(found.ticket.topic), eyes.language),
        quoted=message.quoted,
        mine=message.kind in {"out", "note"},
        note=message.kind == "note",
        files=[
            file_view(file, path(company, "file", file.id))
            for file in found.files.get(message.id, [])
        ],
        language=message.language,
        warning=warning,
    )


def panel(found: Whole, company: InForce, eyes: Eyes) -> CustomerPanel:
    """Who the customer is: their time now, language, account, and what they asked before."""
    customer, ticket = found.customer, found.ticket
    earlier = [t for t in requests_of(company.id, customer.id, 6) if t.id != ticket.id]
    zone = known_zone(ticket.zone or customer.zone) or company.policy.zone
    local = times.time_of(eyes.now, eyes.language, ZoneInfo(zone))
    facts = [
        Fact(term=_("Their time"), value=f"{local} · {times.zone_name(zone, eyes.language)}"),
        Fact(term=_("Language"), value=language_name(ticket.language)),
        Fact(term=_("Mail"), value=address_of(company.id, customer.id), code=True),
    ]
    if customer.account:
        facts.append(Fact(term=_("Account"), value=customer.account, code=True))
    return CustomerPanel(
        who=person(customer.name or _("Unknown"), customer.id),
        summary=_("Customer since %(year)s") % {"year": customer.since.year},
        facts=[fact for fact in facts if fact.value],
        earlier=[_earlier(other, company, eyes) for other in earlier[:5]],
    )


def language_name(code: str) -> str:
    """A language in the active language."""
    try:
        return str(get_language_info("zh-hans" if code == "zh" else code)["name_translated"])
    except KeyError:
        return code


def _earlier(ticket: Ticket, company: InForce, eyes: Eyes) -> RequestRow:
    return RequestRow(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        subject=ticket.subject,
        state=state_tag(ticket.state, for_customer=False),
        at_text=times.day_and_time(ticket.received_at, eyes.language, eyes.zone),
    )
