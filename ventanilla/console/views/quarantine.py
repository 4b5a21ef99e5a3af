"""Mail that could not be understood or was too large: kept, shown, taken in by hand."""

from __future__ import annotations

from django.db.models import BinaryField, F, Func, IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.channels.email.admit import admit as admit_mail
from ventanilla.channels.email.headers import Headers
from ventanilla.channels.email.mail import UnreadableMailError
from ventanilla.channels.email.reasons import reason_of
from ventanilla.channels.email.structure import read
from ventanilla.channels.models import Inbound
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path
from ventanilla.people.guards import staff
from ventanilla.tickets.showing import Eyes, size_text
from ventanilla.ui import times
from ventanilla.ui.parts import Fact, QuarantineRow
from ventanilla.ui.phrases import render

HEAD = 20_000
"""Bytes of a mail that a page looks at: a list of a hundred may hold gigabytes."""


@staff
@require_safe
def quarantine(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, the newest first."""
    company = in_force(slug)
    look = eyes(request)
    rows = [item_row(item, company, look) for item in held(company)[:100]]
    return page(request, company, "console/quarantine.html", {"rows": rows}, nav_view="quarantine")


def held(company: InForce) -> QuerySet[Inbound]:
    """The mails of a company that wait in quarantine, the newest first; of each its beginning."""
    mine = Inbound.objects.filter(company=company.id, state="quarantine")
    beginning = Func(F("raw"), Value(1), Value(HEAD), function="substr", output_field=BinaryField())
    size = Func(F("raw"), function="octet_length", output_field=IntegerField())
    return mine.defer("raw").annotate(beginning=beginning, size=size).order_by("-id")


def item_row(item: Inbound, company: InForce, look: Eyes) -> QuarantineRow:
    """A held mail as a line: what its first headers say, and why it waits."""
    headers = _headers(bytes(item.beginning))  # type: ignore[attr-defined]
    return QuarantineRow(
        id=str(item.id),
        url=path(company, "quarantine_item", item.id),
        sender=(headers.text("from") or item.sender)[:120] or _("Unknown"),
        subject=headers.text("subject")[:160] or _("(no subject)"),
        at_text=times.short(item.received_at, look.now, look.language, look.zone),
        reason=render(reason_of(item.trouble), look.language, look.zone),
    )


def _headers(beginning: bytes) -> Headers:
    """The first headers, decoded; none where even they are beyond a limit of the parser."""
    head = beginning.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for lines in (head, b"\n".join(line for line in head.split(b"\n")[:50] if len(line) < 1000)):
        try:
            return read(lines + b"\n\n").headers
        except UnreadableMailError:
            continue
    return Headers(())


def item_of(company: InForce, number: int) -> Inbound:
    """A held mail of this company.

    Raises:
        Http404: when there is none.
    """
    item = held(company).filter(id=number).first()
    if item is None:
        raise Http404
    return item


@staff
@require_safe
def item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One held mail: its headers and the beginning of its text, as plain text."""
    company = in_force(slug)
    look = eyes(request)
    row = item_of(company, number)
    text = bytes(row.beginning).decode("utf-8", "replace")  # type: ignore[attr-defined]
    line = item_row(row, company, look)
    size = row.size  # type: ignore[attr-defined]
    context = {
        "item": line,
        "text": text.replace("\0", "\ufffd"),
        "cut": size > HEAD,
        "facts": [
            Fact(term=_("From"), value=line.sender),
            Fact(term=_("To"), value=row.mailbox, code=True),
            Fact(term=_("Envelope sender"), value=row.sender or "\u2014", code=True),
            Fact(term=_("Size"), value=size_text(size)),
            Fact(term=_("Received"), value=line.at_text),
        ],
        "files": [],
        "key": str(row.id),
        "urls": {
            "admit": path(company, "quarantine_admit", row.id),
            "refuse": path(company, "quarantine_refuse", row.id),
            "list": path(company, "quarantine"),
            "raw": path(company, "quarantine_raw", row.id),
        },
    }
    return page(request, company, "console/quarantine_item.html", context, nav_view="quarantine")


@staff
@require_safe
def raw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The bytes as they came, as a download."""
    del request
    row = item_of(in_force(slug), number)
    response = HttpResponse(bytes(row.raw), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{row.id}.eml"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


@staff
@require_POST
def admit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Open a ticket for a held mail, with the mail itself as a file; pressed twice, one ticket."""
    del request
    company = in_force(slug)
    known = Inbound.objects.filter(
        id=number, company=company.id, state__in=["quarantine", "released"]
    )
    if not known.exists():
        raise Http404
    return redirect("console:ticket", slug=slug, number=admit_mail(number, timezone.now()))


@staff
@require_POST
def refuse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Set a held mail aside; its bytes are kept."""
    del request
    row = item_of(in_force(slug), number)
    # A colleague may have let it in meanwhile: then it stays in.
    Inbound.objects.filter(id=row.id, state="quarantine").update(state="refused")
    return redirect("console:quarantine", slug=slug)
