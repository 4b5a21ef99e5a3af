"""The complaint register as files: what is filtered, for a spreadsheet or for a program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, path
from ventanilla.console.lines import names_of
from ventanilla.console.register_forms import filter_form, query_of
from ventanilla.people.guards import register_reader
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.register import Line, lines
from ventanilla.tickets.register_filter import complaints
from ventanilla.tickets.register_sheet import csv_of, json_of

CHUNK = 500
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


@register_reader
@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """What is filtered, as CSV for a spreadsheet."""
    return _file(request, slug, "csv")


@register_reader
@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """What is filtered, as JSON."""
    return _file(request, slug, "json")


def _file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    company, look = in_force(slug), eyes(request)
    form = filter_form(request, company.policy, look.language)
    wanted = form.wanted()
    if form.errors:  # the page says beside the field what is wrong
        return redirect(f"{path(company, 'register')}?{query_of(form)}")
    tickets = complaints(company.id, wanted, look.zone, look.now)
    people = names_of(company, look).people
    every = _every(company, list(tickets), look.now)
    content = (
        csv_of(every, people, look.language, look.now)
        if kind == "csv"
        else json_of(every, people, look.now)
    )
    name = f"register-{company.slug}-{look.now.astimezone(look.zone):%Y-%m-%d}.{kind}"
    return download(content, TYPES[kind], name)


def _every(company: InForce, tickets: list[Ticket], now: datetime) -> Iterator[Line]:
    for start in range(0, len(tickets), CHUNK):
        yield from lines(company.id, tickets[start : start + CHUNK], now)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that is kept nowhere on its way and never shown as a page."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
