"""Taking part in a webinar: a seat, a calendar file, a question."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.channels.webinars import CONFIRMED, FILE, confirm, file_of
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.helpcentre.stock import help_of
from ventanilla.helpcentre.webinars import Guest, ask, take_seat, webinar_of
from ventanilla.people.guards import anyone
from ventanilla.portal.forms_webinar import QuestionForm, SeatForm
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.letters import letters_of
from ventanilla.portal.views.help import article_page
from ventanilla.portal.visit import signed_in_as
from ventanilla.portal.webinar import thread_of
from ventanilla.tickets.actions.send_letter import asked_too_often


@anyone
@require_POST
def seat(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Take a seat: the address gets a letter with all that is needed, and later a reminder.

    The answer is the same for an address that has a seat already.
    """
    company, now = in_force(slug), timezone.now()
    form = SeatForm(request.POST, signed_in=signed_in_as(request, company))
    if not form.is_valid():
        return article_page(request, company, name, seat_form=form)
    guest = _guest(request, company, form.address)
    try:
        _sit(company, name, guest, now)
    except LookupError as error:
        raise Http404(name) from error
    messages.success(request, _("You have a seat. We have written to you with all you need."))
    return redirect("portal:article", slug=slug, name=name)


@transaction.atomic
def _sit(company: InForce, name: str, guest: Guest, now: datetime) -> None:
    fresh = take_seat(company.id, name, guest, now)
    if fresh and not asked_too_often(company.id, CONFIRMED, guest.address, now):
        confirm(company.id, name, guest, now)


@anyone
@require_POST
def question(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Send a question to those who hold the webinar."""
    company, now = in_force(slug), timezone.now()
    form = QuestionForm(request.POST, signed_in=signed_in_as(request, company))
    if form.is_valid():
        try:
            guest = _guest(request, company, form.address)
            ask(company.id, name, guest, form.cleaned_data["text"], now)
        except LookupError as error:
            raise Http404(name) from error
        except ValueError as error:
            form.add_error("text", _(str(error)))
    if form.errors:
        return article_page(request, company, name, question_form=form)
    messages.success(request, _("Your question is with us. The answer will stand on this page."))
    return redirect("portal:article", slug=slug, name=name)


@anyone
@require_safe
def thread(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What was asked and answered, for a page that is open while the webinar lasts."""
    company = in_force(slug)
    about = help_of(company.id).articles.get(name)
    if about is None or about.webinar is None:
        raise Http404(name)
    context = {"thread": thread_of(company, name, eyes(request, company))}
    return page(request, company, "portal/article.html#thread", context)


@anyone
@require_safe
def calendar(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The webinar as a file for one's own calendar."""
    company, now = in_force(slug), timezone.now()
    try:
        article, webinar = webinar_of(company.id, name, now)
    except LookupError as error:
        raise Http404(name) from error
    made = file_of(company, article, webinar, eyes(request, company).language, now)
    head = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=head)


def _guest(request: HttpRequest, company: InForce, address: str) -> Guest:
    language, zone = letters_of(request, company)
    return Guest(address, language, zone)
