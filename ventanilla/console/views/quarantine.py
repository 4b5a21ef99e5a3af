"""Mail that could not be understood or was too large: kept, shown, taken in by hand."""

from __future__ import annotations

import email.policy
from email.parser import BytesHeaderParser

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.channels.email.admit import admit as admit_mail
from ventanilla.channels.models import Inbound
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path
from ventanilla.people.guards import staff
from ventanilla.tickets.showing import Eyes, size_text
from ventanilla.ui import times
from ventanilla.ui.parts import Fact, QuarantineRow

HEAD = 16_384


@staff
@require_safe
def quarantine(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, the newest first."""
    company = in_force(slug)
    look = eyes(request)
    rows = [item_row(item, company, look) for item in held(company)[:100]]
    return page(request, company, "console/quarantine.html", {"rows": rows}, nav_view="quarantine")


def held(company: InForce) -> QuerySet[Inbound]:
    """The mails of a company that wait in quarantine, the newest first."""
    return Inbound.objects.filter(company=company.id, state="quarantine").order_by("-id")


def item_row(item: Inbound, company: InForce, look: Eyes) -> QuarantineRow:
    """A held mail as a line; only the first headers are read, and never decoded twice."""
    head = BytesHeaderParser(policy=email.policy.compat32).parsebytes(bytes(item.raw)[:HEAD])
    return QuarantineRow(
        id=str(item.id),
        url=path(company, "quarantine_item", item.id),
        sender=str(head.get("From", item.sender))[:120] or _("Unknown"),
        subject=str(head.get("Subject", ""))[:160] or _("(no subject)"),
        at_text=times.short(item.received_at, look.now, look.language, look.zone),
        reason=item.trouble,
    )


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
    raw = bytes(row.raw)
    text = raw[:20_000].decode("utf-8", "replace")
    context = {
        "item": item_row(row, company, look),
        "text": text,
        "facts": [
            Fact(term=_("To"), value=row.mailbox, code=True),
            Fact(term=_("Envelope sender"), value=row.sender or "\u2014", code=True),
            Fact(term=_("Size"), value=size_text(len(raw))),
            Fact(term=_("Why it waits"), value=row.trouble),
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
    """Open a ticket for a held mail, with the mail itself as a file."""
    row = item_of(in_force(slug), number)
    del request
    return redirect("console:ticket", slug=slug, number=admit_mail(row.id, timezone.now()))


@staff
@require_POST
def refuse(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Set a held mail aside; its bytes are kept."""
    del request
    company = in_force(slug)
    row = item_of(company, number)
    Inbound.objects.filter(id=row.id).update(state="refused")
    return redirect("console:quarantine", slug=slug)
