"""Asking: choose a topic, see what is promised, fill in what it needs, get a number at once."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.companies import published
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.policy import Channel, Topic
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, noted
from ventanilla.people.guards import anyone, customer
from ventanilla.portal import cards, drafts
from ventanilla.portal.beside import Beside, beside
from ventanilla.portal.forms import LONGEST_TEXT, AskForm
from ventanilla.portal.frame import eyes, masked, page
from ventanilla.portal.gates import OPEN, files_allowed, gate_text, must_sign_in, sign_in_text
from ventanilla.portal.known import LONGEST, Known, carry, first_steps
from ventanilla.portal.letters import letters_text
from ventanilla.portal.noting import may_note
from ventanilla.portal.probable import probable
from ventanilla.portal.requests import main_promise, next_steps, remembered
from ventanilla.portal.sending import LONGEST_SUBJECT, send, sent_before, showings
from ventanilla.portal.visit import (
    lane_of,
    own_ticket,
    remember_ticket,
    signed_in_as,
    visitor,
)
from ventanilla.portal.ways import later_text, recommended, refused_text, taking, way_card
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.frame import reader


@anyone
@require_safe
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """What is it about? Every topic with what it promises, and the way there with one's words.

    ``q``: what it is about in words; the probable topics then stand above all of them, with the
    ways that take each. ``?part=probable``: only those, for a script.
    """
    company = in_force(slug)
    look, lane = eyes(request, company), lane_of(request, company)
    about = request.GET.get("q", request.GET.get("about", "")).strip()[:LONGEST]
    key = request.GET.get("s", "")[:200]
    found = {"about": about, "key": key, "probable": probable(company, about, key, look, lane)}
    if request.GET.get("part") == "probable":
        return page(request, company, "portal/ask.html#probable", found)
    topics = company.policy.topics.values()
    shown = [cards.topic_card(company, topic, look, lane) for topic in topics]
    context = {
        **found,
        "topics": [replace(card, url=carry(card.url, about, key)) for card in shown],
        "places": published.other_places(company.policy, look.language),
        "prohibitions": published.prohibitions(company.policy, look.language, published.FORM_ACTS),
    }
    return page(request, company, "portal/ask.html", context)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def ask_topic(request: HttpRequest, slug: str, topic: str) -> HttpResponse:
    """The form of one topic; ``look``: what is known already, before anything is sent."""
    company = in_force(slug)
    about = company.policy.topics.get(topic)
    if about is None:
        raise Http404(topic)
    look = eyes(request, company)
    channel = cards.form_channel(company.policy, topic)
    if channel is None:
        return _elsewhere(request, company, about, look)
    if "look" in request.POST:
        return _looked(request, company, about, channel)
    if _signs_in_first(request, company, channel):
        drafts.keep(request, company, about)
        return redirect("portal:sign_in", slug=slug)
    drafts.came_back(request, company)
    form = _form(request, company, about, channel)
    if not form.is_bound:
        return _form_page(request, company, about, channel, form, Beside())
    offers = _beside(request, company, about)
    problem = ""
    if form.is_valid():
        held_up = not request.FILES and not sent_before(request, company)
        if held_up and "as" not in request.POST and offers.untold(request.POST.get("told", "")):
            return _form_page(request, company, about, channel, form, offers, waits=True)
        try:
            return _send(request, company, about, channel, form, offers)
        except KeyReusedError:
            problem = _("This form was sent before with other words. Please send it again.")
    return _form_page(request, company, about, channel, form, offers, problem)


def _beside(request: HttpRequest, company: InForce, about: Topic) -> Beside:
    """What there is to say about the words of the form, whether or not it can be sent."""
    subject = request.POST.get("subject", "")[:LONGEST_SUBJECT]
    text = request.POST.get("text", "")[:LONGEST_TEXT]
    who, look = visitor(request, company), eyes(request, company)
    key, note = request.POST.get("shown", "")[:200], may_note(request)
    return beside(company, who, about, look, subject, text, key, note=note)


def _looked(request: HttpRequest, company: InForce, about: Topic, channel: Channel) -> HttpResponse:
    """The form as it was typed with what is known about it; ``part``: only that, for a script."""
    offers = _beside(request, company, about)
    if "part" in request.POST:
        answer = render(request, "portal/beside.html", {"beside": offers})
        answer["Cache-Control"] = "no-store"
        return answer
    form = _form(request, company, about, channel, asked=False)
    return _form_page(request, company, about, channel, form, offers)


def _signs_in_first(request: HttpRequest, company: InForce, channel: Channel) -> bool:
    """Whether this visitor cannot go on before the mailed code (SB-05)."""
    if signed_in_as(request, company):
        return False
    who = must_sign_in(company.policy, channel)
    says_so = "yes" in request.POST.getlist("has_account")
    return who == "everybody" or (who == "customers" and says_so)


def _form(
    request: HttpRequest, company: InForce, about: Topic, channel: Channel, *, asked: bool = True
) -> AskForm:
    """The form of a topic as sent, or with the words that are known before anything is typed.

    They waited for a sign-in, or were typed into the search; not ``asked``: they are in the form
    already and nobody wants to know yet whether they will do.
    """
    policy, language = company.policy, reader(request).language
    signed_in = signed_in_as(request, company)
    asks = must_sign_in(policy, channel) == "customers"
    posted = request.method == "POST" and asked
    linked = {name for record in policy.records.values() for name in record.links} - {"account"}
    person = visitor(request, company).customer
    before = remembered(company, person, linked) if person and linked else {}
    return AskForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        topic=about,
        language=language,
        signed_in=signed_in,
        files_allowed=files_allowed(policy, signed_in=bool(signed_in)),
        account_text=sign_in_text(policy, channel, language) if asks else "",
        linked=linked,
        initial={f"d-{name}": value for name, value in before.items()}
        | _carried(request, company)
        | drafts.kept(request, company, about)
        | ({} if asked else request.POST.dict()),
    )


def _carried(request: HttpRequest, company: InForce) -> dict[str, str]:
    """The question that somebody typed before they came to the form (WCAG 3.3.7)."""
    about = request.GET.get("about", "").strip()[:LONGEST]
    if not about and (key := request.GET.get("s", "")):
        about = noted(key[:200], company.id).question
    return {"subject": about[:LONGEST_SUBJECT], "text": about} if about else {}


def _form_page(
    request: HttpRequest,
    company: InForce,
    about: Topic,
    channel: Channel,
    form: AskForm,
    offers: Beside,
    problem: str = "",
    *,
    waits: bool = False,
) -> HttpResponse:
    """The form; ``waits``: it could be sent, but something is to be looked at first."""
    look, lane = eyes(request, company), lane_of(request, company)
    standing = cards.promised(company, about.name, channel.name, look.now, lane)
    promise = cards.promised_by(standing, look)
    signed_in = signed_in_as(request, company)
    key = secrets.token_urlsafe(18) if problem else request.POST.get("key", "")
    first = request.method == "GET"
    tried = Known()
    if first:
        tried = first_steps(company, look, about.name, away=True, note=may_note(request))
    came = [*_came_with(request), drafts.kept(request, company, about).get("s", ""), tried.key]
    context = {
        "topic": cards.topic_card(company, about, look, lane),
        "form": form,
        "error": problem,
        "key": key or secrets.token_urlsafe(18),
        "promise_text": promise,
        "send_text": _("Send: %(promise)s") % {"promise": promise} if promise else _("Send"),
        "beside": offers,
        "waits": waits,
        "tried": tried,
        "showings": [key for key in dict.fromkeys(came) if key],
        "tips": [
            *gate_text(company.policy, look.language, signed_in=bool(signed_in)),
            *published.prohibitions(company.policy, look.language, frozenset({OPEN})),
        ],
        "letters_text": letters_text(request, company),
        "ways": [
            way_card(company, about, way, look, lane)
            for way in recommended(company, about, lane)
            if way != channel
        ],
        "refused": refused_text(company, about, look, lane),
        "urls": {
            "ask": reverse("portal:ask_topic", args=[company.slug, about.name]),
            "topics": reverse("portal:ask", args=[company.slug]),
            "solved": reverse("portal:solved", args=[company.slug, about.name]),
        },
    }
    status = 422 if form.errors or problem or waits else 200
    return page(request, company, "portal/ask.html", context, status=status)


def _came_with(request: HttpRequest) -> list[str]:
    """The showings that led here; that of the form itself stands in its own part."""
    values = request.GET if request.method == "GET" else request.POST
    return list(dict.fromkeys(key[:200] for key in values.getlist("s") if key))


def _send(
    request: HttpRequest,
    company: InForce,
    about: Topic,
    channel: Channel,
    form: AskForm,
    offers: Beside,
) -> HttpResponse:
    """Send as one, or as several where its writer wants that."""
    many = offers.parts if request.POST.get("as") == "many" else ()
    received = send(request, company, about, channel, form, many)
    drafts.forget(request, company)
    for one in reversed(received):
        remember_ticket(request, company, one.ticket)
    if len(received) > 1:
        numbers = ", ".join(one.number for one in received)
        said = _("Each of your questions has a number of its own: %(numbers)s.")
        messages.success(request, said % {"numbers": numbers})
    return redirect("portal:sent", slug=company.slug, number=received[0].number)


def _elsewhere(request: HttpRequest, company: InForce, about: Topic, look: Eyes) -> HttpResponse:
    lane = lane_of(request, company)
    ways = taking(company, about, lane)
    tried = first_steps(company, look, about.name, note=may_note(request))
    context = {
        "topic": cards.topic_card(company, about, look),
        "channels": [way_card(company, about, channel, look, lane) for channel in ways],
        "later": later_text(company, about, look, lane),
        "refused": refused_text(company, about, look, lane),
        "tried": tried,
        "urls": {"solved": reverse("portal:solved", args=[company.slug, about.name])},
    }
    return page(request, company, "portal/elsewhere.html", context)


@anyone
@require_POST
def solved(request: HttpRequest, slug: str, topic: str) -> HttpResponse:
    """What was shown before or beside the form solved it: nothing is sent, and we say goodbye."""
    company = in_force(slug)
    if topic not in company.policy.topics:
        raise Http404(topic)
    for key in showings(request) if may_note(request) else ():
        ended(key, company.id, Showing.Outcome.SOLVED)
    drafts.forget(request, company)
    messages.success(request, _("Good that it is solved. You have sent nothing, and need not."))
    return redirect("portal:home", slug=slug)


@customer
@require_safe
def sent(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The number, the promise, and what happens next."""
    company = in_force(slug)
    ticket = own_ticket(request, company, number)
    look = eyes(request, company)
    all_of_it = whole(ticket, look.now)
    context = {
        "number": ticket.number,
        "promise": main_promise(all_of_it, look),
        "mail_to": masked(address_of(company.id, ticket.customer)),
        "steps": next_steps(all_of_it, look),
        "prepare": [],
        "request_url": reverse("portal:request", args=[slug, ticket.number]),
    }
    return page(request, company, "portal/confirmation.html", context)
