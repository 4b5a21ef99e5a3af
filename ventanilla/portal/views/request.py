"""One request: its promise, its steps, its messages; reply, confirm, open again."""

from __future__ import annotations

import secrets
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.lifecycle import DONE
from ventanilla.people.actions.know import Contact, find
from ventanilla.people.codes import prove
from ventanilla.people.guards import anyone, customer
from ventanilla.portal.cards import form_channel
from ventanilla.portal.forms import ReplyForm
from ventanilla.portal.frame import eyes, masked, page
from ventanilla.portal.gates import files_allowed
from ventanilla.portal.joined import notes
from ventanilla.portal.procedure import procedure
from ventanilla.portal.requests import fair_text, main_promise, next_steps
from ventanilla.portal.visit import own_ticket, remember_ticket, signed_in_as, visitor
from ventanilla.tickets.access import may_see
from ventanilla.tickets.actions import confirm, reopen
from ventanilla.tickets.actions.escalate import ask_escalation
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.addresses import RequestLink, read_link
from ventanilla.tickets.files import uploads
from ventanilla.tickets.joined import relatives
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import Whole, whole
from ventanilla.tickets.showing import Eyes, file_view, given, paper_of, person, state_tag
from ventanilla.ui import times
from ventanilla.ui.parts import MessageView


@customer
@require_safe
def request_page(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The whole request; with ``?part=`` just the part that changed."""
    company = in_force(slug)
    ticket = own_ticket(request, company, number)
    part = request.GET.get("part", "")
    if part in {"state", "messages"}:
        context = _context(request, company, ticket, None)
        return render(request, f"portal/request.html#{part}", context)
    return _show(request, company, ticket, None)


def _show(
    request: HttpRequest, company: InForce, ticket: Ticket, form: ReplyForm | None, error: str = ""
) -> HttpResponse:
    context = _context(request, company, ticket, form) | {"error": error}
    status = 422 if error or (form is not None and form.errors) else 200
    return page(request, company, "portal/request.html", context, status=status)


def _context(
    request: HttpRequest, company: InForce, ticket: Ticket, form: ReplyForm | None
) -> dict[str, object]:
    look = eyes(request, company)
    who = visitor(request, company)
    found = whole(ticket, look.now, lambda other: may_see(who, other))
    merged = ticket.merged_into is not None
    allowed = files_allowed(company.policy, signed_in=bool(signed_in_as(request, company)))
    paths = {
        name: reverse(f"portal:{route}", args=[company.slug, ticket.number])
        for name, route in (("part", "request"), ("reply", "reply"))
    }
    if ticket.state == "resolved":
        paths["close"] = reverse("portal:confirm", args=[company.slug, ticket.number])
    if ticket.state in DONE and not merged:
        paths["reopen"] = reverse("portal:reopen", args=[company.slug, ticket.number])
    paths["stream"] = f"/live/{company.slug}"
    paths |= complaint_path(company)
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "fair_text": fair_text(found, look.language),
        "state": state_tag(ticket.state, for_customer=True),
        "promise": None if merged else main_promise(found, look),
        "notes": notes(found, company, who),
        "steps": [] if merged else next_steps(found, look),
        "entries": [message_view(m, found, company, look) for m in _visible(found)],
        "form": None if merged else form or ReplyForm(files_allowed=allowed),
        "key": request.POST.get("key") or secrets.token_urlsafe(18),
        "send_text": _("Send"),
        "closed_text": _closed_text(ticket),
        "mail_to": masked(address_of(company.id, ticket.customer)),
        "procedure": procedure(found, company, look),
        "live_id": str(ticket.id),
        "complaint_text": complaint_text(company, look),
        "urls": paths,
    }


def _closed_text(ticket: Ticket) -> str:
    if ticket.state == "resolved":
        return _("We think this is solved. Tell us if it is not: just write below.")
    if ticket.state == "closed":
        return _("This request is closed. Write below if the matter comes back.")
    return ""


def complaint_path(company: InForce) -> dict[str, str]:
    """Where a complaint is written, if the policy has such a topic."""
    found = (t for t in company.policy.topics.values() if t.complaint)
    topic = next(found, None)
    if topic is None:
        return {}
    return {"complaint": reverse("portal:ask_topic", args=[company.slug, topic.name])}


def complaint_text(company: InForce, look: Eyes) -> str:
    """What the company promises to somebody who complains, from the policy."""
    topics = {t.name for t in company.policy.topics.values() if t.complaint}
    texts = [
        promise.text.for_(look.language) or promise.title.for_(look.language)
        for promise in company.policy.promises.values()
        if topics & set(promise.topics) and promise.shown
    ]
    return " ".join(texts[:2])


def _visible(found: Whole) -> list[Message]:
    """What the customer may read: never a note, never a stranger's words."""
    return [m for m in found.messages if m.kind in {"in", "out"}]


def message_view(message: Message, found: Whole, company: InForce, look: Eyes) -> MessageView:
    """A message as its customer reads it."""
    mine = message.kind == "in"
    other = found.joined.get(message.ticket)
    home = other or found.ticket
    name = _("You") if mine else (message.author_name.split() or [""])[0]
    if not mine:
        name = _("%(agent)s, %(company)s") % {"agent": name, "company": company.policy.company}
    return MessageView(
        id=str(message.id),
        author=person(name, message.author),
        at_text=times.day_and_time(message.at, look.language, look.zone),
        at_iso=message.at.isoformat(),
        text=message.text,
        given=given(message, found.policy.topics.get(home.topic), look.language),
        quoted=message.quoted,
        mine=mine,
        files=[
            file_view(file, reverse("portal:file", args=[company.slug, file.id]))
            for file in found.files.get(message.id, [])
        ]
        + paper_of(message, _paper_url(company, home, message)),
        via=_("from %(number)s") % {"number": home.number} if other else "",
        language=message.language,
    )


def _paper_url(company: InForce, ticket: Ticket, message: Message) -> str:
    return reverse("portal:letter", args=[company.slug, ticket.number, message.id])


@customer
@require_POST
def reply(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The customer writes again."""
    company = in_force(slug)
    ticket = own_ticket(request, company, number)
    allowed = files_allowed(company.policy, signed_in=bool(signed_in_as(request, company)))
    form = ReplyForm(request.POST, request.FILES, files_allowed=allowed)
    if not form.is_valid():
        return _show(request, company, ticket, form)
    channel = form_channel(company.policy, ticket.topic)
    look = eyes(request, company)
    words = Words(
        contact=Contact(address="", language=ticket.language),
        text=form.cleaned_data["text"],
        channel=channel.name if channel else ticket.channel,
        own=True,
        received_at=look.now,
        uploads=uploads(form.cleaned_data.get("files") or []),
    )
    try:
        done = follow_up(company.id, ticket.id, words, look.now, request.POST.get("key", "")[:80])
    except KeyReusedError:
        error = _("This form was sent before with other words. Please send it again.")
        return _show(request, company, ticket, form, error)
    if done.fresh_ticket:
        remember_ticket(request, company, done.ticket)
    # Words for a merged request go on in another, which this browser may not be allowed to see.
    number = done.number if done.fresh_ticket else ticket.number
    return redirect("portal:request", slug=slug, number=number)


@customer
@require_POST
def confirm_solved(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The customer says that it is solved."""
    return _act(request, slug, number, "confirm")


@customer
@require_POST
def open_again(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The customer says that it is not."""
    return _act(request, slug, number, "reopen")


@customer
@require_POST
def escalate(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The customer asks for somebody more senior (XM-89, XM-102, EX-99)."""
    company = in_force(slug)
    ticket = own_ticket(request, company, number)
    with suppress(ValueError):  # pressed twice, or solved since: the page shows how it stands
        now = eyes(request, company).now
        ask_escalation(company.id, ticket.id, request.POST.get("to", ""), now)
    return redirect("portal:request", slug=slug, number=number)


def _act(request: HttpRequest, slug: str, number: str, act: str) -> HttpResponse:
    company = in_force(slug)
    ticket = own_ticket(request, company, number)
    now = eyes(request, company).now
    try:
        if act == "confirm":
            confirm.confirm(company.id, ticket.id, now)
        else:
            reopen.reopen(company.id, ticket.id, None, now)
    except ValueError:
        pass  # pressed twice, or already so: the page shows how it stands
    return redirect("portal:request", slug=slug, number=number)


def _opened_by(link: RequestLink, ticket: Ticket) -> list[Ticket]:
    """What a link opens: its request, and those that are one with it, for their own customer."""
    owner = find(link.company, link.address)
    if owner is None or owner.id != ticket.customer:
        return [ticket]
    return [*(one for one in relatives([ticket]) if one.id != ticket.id), ticket]


@anyone
@require_safe
def open_link(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A link from a mail: swapped for a cookie at once, so that no secret stays in the address."""
    company = in_force(slug)
    link = read_link(token)
    found = None
    if link is not None and link.company == company.id:
        found = Ticket.objects.filter(company_id=company.id, id=link.ticket).first()
    if found is None or link is None:
        context = {
            "heading": _("This link has run out"),
            "text": _("With your request number and your mail address we send you a new one."),
            "actions": [{"url": reverse("portal:find", args=[slug]), "text": _("Find my request")}],
        }
        return page(request, company, "portal/message.html", context, status=404)
    prove(company.id, link.address, eyes(request, company).now)
    for one in _opened_by(link, found):
        remember_ticket(request, company, one.id)
    return redirect("portal:request", slug=slug, number=found.number)
