"""A whole ticket as an agent sees it: promises with working-out, thread, composer, customer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.console.joined import joint_acts
from ventanilla.console.lines import Names, line_of, names_of
from ventanilla.console.rows import parked_text, tags
from ventanilla.core.fairuse import MARK, rules
from ventanilla.core.letters import DECISION, extensions_for
from ventanilla.core.lifecycle import DONE
from ventanilla.core.parking import REASONS
from ventanilla.tickets.complaints import complaint_topic
from ventanilla.tickets.letters import address_of, awaited
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.queries import Whole, requests_of
from ventanilla.tickets.showing import (
    Eyes,
    file_view,
    given,
    paper_of,
    person,
    promise_view,
    state_tag,
)
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
        composer=None if ticket.state == "merged" else _composer(found, eyes, refusal or Refusal()),
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
        marks=[
            Choice(value=rule.name, text=rule.says.for_(eyes.language))
            for rule in rules(found.policy.fair_use, MARK)
        ],
        aside=parked_text(ticket, found.policy, eyes) if ticket.state == "parked" else "",
        reasons=[Choice(value=code, text=_(why.title)) for code, why in REASONS.items()],
    )


def _acts(found: Whole, company: InForce) -> dict[str, str]:
    """The acts that make sense now; the page draws no other."""
    state = found.ticket.state
    if state == "merged":
        names = {"part": "ticket", "promises": "promises", **joint_acts(found)}
        return _paths(company, found, names)
    names = {"part": "ticket", "note": "note", "promises": "promises", "reply": "reply"}
    names["case"] = "case"
    names["cause"] = "cause"
    names["answers"] = "answers"
    if state not in DONE:
        names |= {
            "take": "take",
            "assign": "assign",
            "team": "team",
            "resolve": "resolve",
            "topic": "topic",
            "details": "details",
        } | joint_acts(found)
    else:
        names["reopen"] = "reopen"
    if state == "resolved":
        names["close"] = "close"
    about = found.policy.topics.get(found.condition.topic)
    if complaint_topic(found.policy) and not (about and about.complaint):
        names["complaint"] = "complaint"
    if found.condition.demoted:
        names["lift"] = "lift"
    elif state not in DONE and rules(found.policy.fair_use, MARK):
        names["fair_use"] = "fair_use"
    if decidable(found):
        names["decision"] = "decision"
    if state not in DONE and extensions_for(found.policy, found.condition.topic, found.standings):
        names["extension"] = "extension"
    return _paths(company, found, names)


def _paths(company: InForce, found: Whole, names: dict[str, str]) -> dict[str, str]:
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
    lines: list[tuple[datetime, MessageView | EventLine]] = []
    for event in (*found.events, *found.joined_events):
        message = messages.pop(event.detail.get("message", ""), None)
        own = event.ticket == found.ticket.id  # of the requests taken in, only what was said
        line = line_of(event, found, eyes, names) if own else None
        if line is not None:
            lines.append((event.at, line))
        if message is not None:
            lines.append((message.at, message_view(message, found, company, eyes)))
    if found.joined:
        lines.sort(key=lambda line: line[0])
    return [line for _at, line in lines]


def message_view(message: Message, found: Whole, company: InForce, eyes: Eyes) -> MessageView:
    """A message as staff read it, with the details its form asked for."""
    name = message.author_name
    other = found.joined.get(message.ticket)
    home = other or found.ticket
    warning = ""
    if message.kind == "other":
        warning = _("From somebody who is not proved to be the customer.")
    elif message.kind == "in" and not home.verified and message.channel == "email":
        warning = _("The sender's address is not proved.")
    return MessageView(
        id=str(message.id),
        author=person(name, message.author or name),
        at_text=times.short(message.at, eyes.now, eyes.language, eyes.zone),
        at_iso=message.at.isoformat(),
        text=message.text,
        given=given(message, found.policy.topics.get(home.topic), eyes.language),
        quoted=message.quoted,
        mine=message.kind in {"out", "note"},
        note=message.kind == "note",
        files=[
            file_view(file, path(company, "file", file.id))
            for file in found.files.get(message.id, [])
        ]
        + paper_of(message, path(company, "letter", home.number, message.id)),
        language=message.language,
        via=_("from %(number)s") % {"number": home.number} if other else "",
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
