"""Answers in a receipt: at most three, and only where the first may be offered as right."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ventanilla.channels.misplaced import misplaced, ways_text
from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.companies.letters import template
from ventanilla.helpcentre.answers import answers
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import shown
from ventanilla.helpcentre.stock import help_of
from ventanilla.tickets.models import Event, Message, Outgoing, Ticket

MOST = 3
NEARLY = 0.8
"""How sure a second answer is at least, as a share of the first."""
RECEIPT = "receipt"
NAMES, SHOWING, ABOUT = "known", "showing", "about"
"""Where the row keeps the names of the articles, the key of what was shown, and the topic that its
channel does not take."""


log = logging.getLogger("ventanilla.deliver")


def with_answers(row: Outgoing, now: datetime) -> None:
    """Look for answers once, before a receipt is first written; every repeat says the same.

    A complaint gets none: it is not a question. Nor does a company that leaves no place for them.
    A receipt is promised and its answers are not: it never waits for them.
    """
    try:
        _find(row, now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("no answers were found for the receipt %s", row.reference)


def _find(row: Outgoing, now: datetime) -> None:
    if row.letter != RECEIPT or row.ticket is None or NAMES in row.values:
        return
    company = in_force_by_id(row.company_id)
    if not help_of(company.id).articles or not _has_place(company, row.language):
        return
    ticket = Ticket.objects.get(company_id=row.company_id, id=row.ticket)
    names: list[str] = []
    if not ticket.complaint:
        names = _sure(company, ticket)
        row.values[ABOUT] = misplaced(company, ticket)
    row.values[NAMES] = ",".join(names)
    if names:
        place = Showing.Place.RECEIPT
        row.values[SHOWING] = shown(company.id, place, row.language, names, now)
    Outgoing.objects.filter(pk=row.pk).update(values=row.values)


def answers_text(row: Outgoing, company: InForce) -> str:
    """The answers of a row as a paragraph of its letter. That one is opened is noted."""
    known = help_of(company.id)
    fill = Filler(company, known, row.language).plain
    query = f"?{urlencode({'s': row.values[SHOWING]})}" if SHOWING in row.values else ""
    lines = []
    for name in filter(None, row.values.get(NAMES, "").split(",")):
        if article := known.articles.get(name):
            path = reverse("portal:article", args=[company.slug, name])
            title = fill(article.in_(row.language).title)
            lines.append(f"- {title}\n  {settings.PUBLIC_URL}{path}{query}")
    if lines:
        lines = [_("Perhaps this answers it at once:"), *lines]
    ways = ways_text(company, row.values.get(ABOUT, ""), row.language)
    return "\n".join([*([ways] if ways else []), *lines])


def _has_place(company: InForce, language: str) -> bool:
    return "{answers}" in template(company.slug, RECEIPT, language)[0]


def _sure(company: InForce, ticket: Ticket) -> list[str]:
    """The articles that answer a request's first words, where that is sure.

    With the first those that are nearly as sure; none that was read before and did not help.
    """
    said = Message.objects.filter(company_id=company.id, ticket=ticket.id, kind="in")
    text = said.order_by("id").values_list("text", flat=True).first() or ""
    best = answers(company, f"{ticket.subject}\n{text}", ticket.language, MOST)
    if not best.sure:
        return []
    least, read = best.found[0].probability * NEARLY, _read_before(ticket)
    near = [one.article.name for one in best.found if one.probability >= least]
    return [name for name in near if name not in read]


def _read_before(ticket: Ticket) -> set[str]:
    known = Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    details = known.filter(kind="answers_shown").values_list("detail", flat=True)
    return {name for detail in details for name in detail.get("read", "").split(",")}
