"""Typed letters: what is prescribed stands on the page, and what is lacking is named there."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.letter_forms import DecisionForm, ExtensionForm, LetterForm, PointsForm
from ventanilla.console.ticket import decidable, ticket_view
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.letters import (
    DECISION,
    Lack,
    at_institution,
    cap_of,
    extension_rules,
    extensions_for,
    other_letters,
)
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Extension
from ventanilla.core.promises import Standing
from ventanilla.people.guards import staff
from ventanilla.people.models import User
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.list_points import list_points
from ventanilla.tickets.actions.write_letter import write_letter
from ventanilla.tickets.areas import not_checked
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import Whole, whole
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.typed import IncompleteLetterError, lack_text, ladder, raised
from ventanilla.ui import times
from ventanilla.ui.parts import Fact

type Act = Callable[[User, datetime, str], None]
"""One act of the record: who does it, when, and the key of the form."""

FIELDS = {"reasons": "reason", "new_due": "day"}
"""Where the page names a field otherwise than the letter."""


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Write the decision on a complaint; it is sent only when nothing prescribed is lacking."""
    company = in_force(slug)
    found, look = _found(request, company, number)
    if not decidable(found):
        raise Http404(number)
    points = raised(found.ticket)
    form = DecisionForm(points, found.policy.notices[DECISION], request.POST or None)

    def act(user: User, now: datetime, key: str) -> None:
        decide(company.id, found.ticket.id, user, form.draft(), now, key=key)

    if _done(request, form, act, look):
        return redirect("console:ticket", slug=slug, number=number)
    listing = PointsForm(initial={"points": "\n".join(point.text for point in points)})
    return _page(
        request,
        company,
        found,
        form,
        heading=_("Decision on the complaint"),
        points_form=listing,
        points_known=bool(points),
        blocked=_blocked(request, company, found),
        ladder=ladder(found.policy, look.language),
        button=_("Send the decision"),
        post=path(company, "decision", number),
    )


@staff
@require_POST
def points(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """List what the complaint raises, then go on with the decision."""
    company = in_force(slug)
    found, look = _found(request, company, number)
    if not decidable(found):
        raise Http404(number)
    form = PointsForm(request.POST)

    def act(user: User, now: datetime, key: str) -> None:
        del key  # the same list twice is the same list
        list_points(company.id, found.ticket.id, user, form.lines(), now)

    if _done(request, form, act, look):
        return redirect("console:decision", slug=slug, number=number)
    return _page(
        request,
        company,
        found,
        form,
        heading=_("Decision on the complaint"),
        button=_("Keep these points"),
        post=path(company, "points", number),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Ask for more time. Whoever sends too late is told so, and keeps the words."""
    company = in_force(slug)
    found, look = _found(request, company, number)
    open_now = extensions_for(found.policy, found.condition.topic, found.standings)
    rules = extension_rules(found.policy, found.condition.topic)
    if not rules or (not open_now and request.method != "POST"):
        raise Http404(number)
    reasons = dict.fromkeys(code for rule in rules for code in rule.reasons)
    known = _institution(found) if _names_one(found, rules) else None
    form = ExtensionForm(tuple(reasons), request.POST or None, institution=known)

    def act(user: User, now: datetime, key: str) -> None:
        typed = form.cleaned_data
        whom = typed.get("institution", "")
        more = MoreTime(typed["reason"], typed["words"], typed["day"], whom)
        extend(company.id, found.ticket.id, user, more, now, key=key)

    if _done(request, form, act, look):
        return redirect("console:ticket", slug=slug, number=number)
    return _page(
        request,
        company,
        found,
        form,
        heading=_("Ask for more time"),
        facts=list(dict.fromkeys(_due(rule, standing, found, look) for rule, standing in open_now)),
        button=_("Send the letter and move the date"),
        post=path(company, "extension", number),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, number: str, letter: str) -> HttpResponse:
    """Write any other typed letter of the policy."""
    company = in_force(slug)
    found, look = _found(request, company, number)
    notice = next((n for n in other_letters(found.policy) if n.name == letter), None)
    if notice is None or found.condition.state in DONE:
        raise Http404(letter)
    form = LetterForm(notice, request.POST or None)

    def act(user: User, now: datetime, key: str) -> None:
        write_letter(company.id, found.ticket.id, user, form.draft(), now, key=key)

    if _done(request, form, act, look):
        return redirect("console:ticket", slug=slug, number=number)
    return _page(
        request,
        company,
        found,
        form,
        heading=notice.title.for_(look.language),
        button=_("Send the letter"),
        post=path(company, "write", number, letter),
        ladder=ladder(found.policy, look.language) if "escalation" in notice.fields else (),
    )


def _names_one(found: Whole, rules: tuple[Extension, ...]) -> bool:
    """Whether a letter of these rules names an outside institution."""
    letters = (found.policy.notices[rule.notice] for rule in rules)
    return any("institution" in letter.fields for letter in letters)


def _institution(found: Whole) -> str:
    """The institution that has to act first, as it was written down; empty where none has to."""
    if not at_institution(found.occurrences):
        return ""
    opened = [e for e in found.events if e.kind == "external_step_opened"][-1]
    said = {str(message.id): message.text for message in found.messages}
    return said.get(opened.detail.get("message", ""), "")


def _blocked(request: HttpRequest, company: InForce, found: Whole) -> str:
    """Why the decision may not go out yet whatever it says (RX-32); empty where it may."""
    past, user = found.occurrences, user_of(request).pk
    why = not_checked(found.policy, company.id, found.condition, past, user, "send_decision")
    return _(why) if why else ""


def _done(request: HttpRequest, form: forms.Form, act: Act, look: Eyes) -> bool:
    """Whether a form was sent and its act done; what speaks against it is put into the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(user_of(request), timezone.now(), request.POST.get("key", "")[:80])
    except IncompleteLetterError as error:
        _say(form, error.lacks, look)
    except KeyReusedError:
        again = _("This was sent before with other words. Look at the thread, then send again.")
        form.add_error(None, again)
    except ValueError as error:
        form.add_error(None, _(str(error)))
    return not form.errors


def _found(request: HttpRequest, company: InForce, number: str) -> tuple[Whole, Eyes]:
    look = eyes(request)
    return whole(ticket_of(request, company, number), look.now), look


def _say(form: forms.Form, lacks: tuple[Lack, ...], look: Eyes) -> None:
    """Put each reason beside the field where it can be mended."""
    for lack in lacks:
        name = f"point-{lack.point}" if lack.point else FIELDS.get(lack.field, lack.field)
        place = name if name in form.fields else None
        if place is None or place not in form.errors:
            form.add_error(place, lack_text(lack, look.language, look.zone))


def _due(rule: Extension, standing: Standing, found: Whole, look: Eyes) -> Fact:
    """A promise that would be put off: when it is due, and how far it may go."""

    def said(at: datetime | None) -> str:
        return times.long_day_and_time(at, look.language, look.zone) if at else ""

    words, latest = said(standing.due), said(cap_of(rule, standing, found.occurrences))
    if latest:
        words = _("%(due)s; at the latest %(cap)s") % {"due": words, "cap": latest}
    return Fact(term=standing.promise.title.for_(look.language), value=words)


def _page(
    request: HttpRequest,
    company: InForce,
    found: Whole,
    form: forms.Form,
    *,
    heading: str,
    button: str,
    post: str,
    **more: object,
) -> HttpResponse:
    context = {
        "ticket": ticket_view(found, company, eyes(request)),
        "form": form,
        "heading": heading,
        "button": button,
        "key": secrets.token_urlsafe(18),  # what was refused did nothing: its key is not needed
        "said": [message.text for message in found.messages if message.kind == "in"],
        "urls": {"post": post, "points": path(company, "points", found.ticket.number)},
        **more,
    }
    status = 422 if form.errors else 200
    return page(request, company, "console/letter.html", context, status=status)
