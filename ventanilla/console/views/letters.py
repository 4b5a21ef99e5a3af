"""Typed letters: what is prescribed stands on the page, and what is lacking is named there."""

from __future__ import annotations

import secrets

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.letter_forms import DecisionForm, ExtensionForm, PointsForm
from ventanilla.console.ticket import decidable, ticket_view
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.letters import Lack, cap_of, extensions_for
from ventanilla.people.guards import staff
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.list_points import list_points
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import Whole, whole
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.typed import IncompleteLetterError, lack_text, ladder, raised
from ventanilla.ui import times
from ventanilla.ui.parts import Fact

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
    notice = found.policy.notices["decision"]
    form = DecisionForm(points, notice, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.POST.get("key", "")[:80]
        act = (company.id, found.ticket.id, user_of(request), form.draft(), timezone.now())
        try:
            decide(*act, key=key)
        except IncompleteLetterError as error:
            _say(form, error.lacks, look)
        except KeyReusedError:
            form.add_error(None, _("This was sent before with other words. Look at the thread."))
        except ValueError as error:
            form.add_error(None, _(str(error)))
        else:
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
        ladder=ladder(found.policy, look.language),
        button=_("Send the decision"),
        post=path(company, "decision", number),
    )


@staff
@require_POST
def points(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """List what the complaint raises, then go on with the decision."""
    company = in_force(slug)
    found, _look = _found(request, company, number)
    form = PointsForm(request.POST)
    if decidable(found) and form.is_valid():
        try:
            act = (company.id, found.ticket.id, user_of(request), form.lines(), timezone.now())
            list_points(*act)
            return redirect("console:decision", slug=slug, number=number)
        except ValueError as error:
            form.add_error("points", _(str(error)))
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
    """Ask for more time, while it may still be asked for."""
    company = in_force(slug)
    found, look = _found(request, company, number)
    rules = extensions_for(found.policy, found.condition.topic, found.standings)
    if not rules:
        raise Http404(number)
    reasons = dict.fromkeys(code for rule, _standing in rules for code in rule.reasons)
    form = ExtensionForm(tuple(reasons), request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        more = MoreTime(typed["reason"], typed["words"], typed["day"])
        here = company.id, found.ticket.id, user_of(request), more, timezone.now()
        try:
            extend(*here, key=request.POST.get("key", "")[:80])
        except IncompleteLetterError as error:
            _say(form, error.lacks, look)
        except KeyReusedError:
            form.add_error(None, _("This was sent before with other words. Look at the thread."))
        except ValueError as error:
            form.add_error(None, _(str(error)))
        else:
            return redirect("console:ticket", slug=slug, number=number)
    return _page(
        request,
        company,
        found,
        form,
        heading=_("Ask for more time"),
        facts=_dues(found, look),
        button=_("Send the letter and move the date"),
        post=path(company, "extension", number),
    )


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


def _dues(found: Whole, look: Eyes) -> list[Fact]:
    """Each promise that would be put off: when it is due, and how far it may go."""
    facts = []
    for rule, standing in extensions_for(found.policy, found.condition.topic, found.standings):
        if standing.due is None:
            continue
        cap = cap_of(rule, standing, found.occurrences)
        words = times.long_day_and_time(standing.due, look.language, look.zone)
        if cap is not None:
            latest = times.long_day_and_time(cap, look.language, look.zone)
            words = _("%(due)s; at the latest %(cap)s") % {"due": words, "cap": latest}
        facts.append(Fact(term=standing.promise.title.for_(look.language), value=words))
    return facts


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
        "key": request.POST.get("key") or secrets.token_urlsafe(18),
        "said": [message.text for message in found.messages if message.kind == "in"],
        "urls": {"post": post, "points": path(company, "points", found.ticket.number)},
        **more,
    }
    status = 422 if form.errors else 200
    return page(request, company, "console/letter.html", context, status=status)
