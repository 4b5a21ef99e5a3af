"""A letter of the outbox in words: its company's template, filled for its recipient."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.channels.answering import answers_text
from ventanilla.channels.letters_of_the_house import HOUSE, house_letter
from ventanilla.channels.webinars import LETTERS as WEBINARS
from ventanilla.channels.webinars import values_of as webinar_values
from ventanilla.companies.inforce import InForce
from ventanilla.companies.letters import Letter, write
from ventanilla.core.promises import shown
from ventanilla.people.models import Customer
from ventanilla.tickets.addresses import link_token
from ventanilla.tickets.models import Message, Outgoing, Ticket
from ventanilla.tickets.queries import standings_of
from ventanilla.ui import times

LEFT_OUT = "left-out"
"""Stands in the place of a link's key, where others than the recipient read the letter."""


def worded(row: Outgoing, company: InForce, ticket: Ticket | None) -> Letter:
    """The letter in its recipient's language and zone. Its link opens nothing yet: see ``keyed``.

    It says what was so when the row was made, whenever it is written again.
    """
    form = settings.PUBLIC_URL + reverse("portal:ask", args=[company.slug])
    values = {**row.values, "company": company.policy.company, "form_link": form}
    if row.letter in WEBINARS:
        values |= webinar_values(row)
    if ticket is not None:
        values |= _values(row, company, ticket)
    if row.letter in HOUSE:
        return house_letter(row.letter, row.language, values)
    return write(company.slug, row.letter, row.language, values)


def keyed(letter: Letter, company: InForce, ticket: Ticket, recipient: str) -> Letter:
    """The letter for its recipient alone: its link opens the request."""
    link = _link(company, link_token(ticket, recipient))
    return replace(letter, body=letter.body.replace(_link(company, LEFT_OUT), link))


def _link(company: InForce, token: str) -> str:
    return settings.PUBLIC_URL + reverse("portal:open", args=[company.slug, token])


def _values(row: Outgoing, company: InForce, ticket: Ticket) -> dict[str, str]:
    language = "zh-hans" if row.language == "zh" else row.language
    zone = ZoneInfo(ticket.zone or company.policy.zone)
    topic = company.policy.topics.get(ticket.topic)
    customer = Customer.objects.get(company_id=row.company_id, id=ticket.customer)
    message = None
    if row.message is not None:
        message = Message.objects.get(company_id=row.company_id, id=row.message)
    with translation.override(language):
        return {
            "number": ticket.number,
            "name": customer.name or row.recipient.split("@")[0],
            "topic": topic.title.for_(row.language) if topic else "",
            "promise": _promise(ticket, language, zone, row.created_at),
            "link": _link(company, LEFT_OUT),
            "received_at": times.long_day_and_time(ticket.received_at, language, zone),
            "body": message.text if message else "",
            "details": message.text if message else "",
            "handler": message.author_name if message else "",
            "answers": answers_text(row, company),
            **(message.parts if message else {}),
        }


def _promise(ticket: Ticket, language: str, zone: ZoneInfo, at: datetime) -> str:
    """Day, date and time of the next answer in the customer's zone, or that it takes its turn."""
    standing = shown(standings_of(ticket, at))
    if standing is None or standing.due is None:
        return _("as soon as it is your turn")
    when = times.long_day_and_time(standing.due, language, zone)
    where = times.zone_name(zone.key, language)
    return _("%(when)s (%(place)s time)") % {"when": when, "place": where}
