"""Customers sign in with a code that is mailed to them; they have no password to lose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.lifecycle import DONE
from ventanilla.people import codes
from ventanilla.people.actions.know import fold_address
from ventanilla.people.guards import anyone, customer
from ventanilla.portal import drafts
from ventanilla.portal.cards import form_channel
from ventanilla.portal.forms import CodeForm, MailForm
from ventanilla.portal.frame import eyes, masked, page
from ventanilla.portal.gates import must_sign_in, sign_in_text
from ventanilla.portal.requests import rows_of
from ventanilla.portal.visit import forget, remember_customer, signed_in_as, visitor
from ventanilla.tickets.actions.send_letter import asked_too_often, send_letter
from ventanilla.tickets.showing import state_tag
from ventanilla.ui.frame import reader


def _asked(slug: str) -> str:
    return f"asked:{slug}"


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """First the address, then the six digits; known and unknown addresses look alike.

    Who was sent here from the ask form comes back to it, with the words typed there (SB-05).
    """
    company = in_force(slug)
    mail = str(request.session.get(_asked(slug), ""))
    if request.method != "POST":
        return _show(request, company, CodeForm() if mail else MailForm(), mail)
    if "code" in request.POST and mail:
        return _check(request, company, mail)
    form = MailForm(request.POST)
    if not form.is_valid():
        return _show(request, company, form, "")
    mail = fold_address(form.cleaned_data["mail"])
    request.session[_asked(slug)] = mail
    _mail_code(request, company, mail)
    return redirect("portal:sign_in", slug=slug)


def _check(request: HttpRequest, company: InForce, mail: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        now = eyes(request, company).now
        if codes.redeem(company.id, mail, form.cleaned_data["code"], now):
            request.session.pop(_asked(company.slug), None)
            remember_customer(request, company, mail)
            topic = drafts.waiting(request, company)
            if topic is not None:
                return redirect("portal:ask_topic", slug=company.slug, topic=topic.name)
            return redirect("portal:mine", slug=company.slug)
        form.add_error("code", _("This is not the code, or it has run out. Ask for a new one."))
    return _show(request, company, form, mail)


def _show(
    request: HttpRequest, company: InForce, form: MailForm | CodeForm, mail: str
) -> HttpResponse:
    paths = {
        "code": reverse("portal:sign_in", args=[company.slug]),
        "again": reverse("portal:another_code", args=[company.slug]),
    }
    topic = drafts.waiting(request, company)
    channel = form_channel(company.policy, topic.name) if topic else None
    why = ""
    if topic and channel:
        why = sign_in_text(company.policy, channel, reader(request).language)
        if must_sign_in(company.policy, channel) == "customers":
            paths["without"] = reverse("portal:ask_topic", args=[company.slug, topic.name])
    context = {"form": form, "mail": masked(mail), "why": why, "urls": paths}
    status = 422 if form.errors else 200
    return page(request, company, "portal/code.html", context, status=status)


def _mail_code(request: HttpRequest, company: InForce, mail: str) -> None:
    now = eyes(request, company).now
    if asked_too_often(company.id, "code", mail, now):
        return
    code = codes.issue(company.id, mail, now)
    if code is not None:
        language = reader(request).language.split("-", 1)[0]
        send_letter(company.id, "code", mail, language, now, code=code)


@anyone
@require_POST
def another_code(request: HttpRequest, slug: str) -> HttpResponse:
    """A new code; the one before is worth nothing then."""
    company = in_force(slug)
    mail = str(request.session.get(_asked(slug), ""))
    if mail:
        _mail_code(request, company, mail)
    return redirect("portal:sign_in", slug=slug)


@customer
@require_POST
def sign_out(request: HttpRequest, slug: str) -> HttpResponse:
    """This browser sees nothing of this company any more."""
    company = in_force(slug)
    forget(request, company)
    return redirect("portal:home", slug=slug)


@customer
@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """All requests of whoever is signed in: open and closed, each with its state (ET-15)."""
    company = in_force(slug)
    if not signed_in_as(request, company):
        return redirect("portal:sign_in", slug=slug)
    rows = rows_of(visitor(request, company), company, eyes(request, company))
    ended = {state_tag(state, for_customer=True).text for state in DONE}
    context = {
        "open": [row for row in rows if row.state.text not in ended],
        "closed": [row for row in rows if row.state.text in ended],
    }
    return page(request, company, "portal/mine.html", context, here="mine")
