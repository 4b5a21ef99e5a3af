"""Asking: choose a topic, see what is promised, fill in what it needs, get a number at once."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.companies import published
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.policy import Channel, Topic
from ventanilla.people.actions.know import Contact
from ventanilla.people.guards import anyone, customer
from ventanilla.portal import cards, drafts
from ventanilla.portal.forms import AskForm
from ventanilla.portal.frame import eyes, masked, page
from ventanilla.portal.gates import OPEN, files_allowed, gate_text, must_sign_in, sign_in_text
from ventanilla.portal.letters import letters_of, letters_text
from ventanilla.portal.requests import main_promise, next_steps, remembered
from ventanilla.portal.visit import (
    lane_of,
    own_ticket,
    remember_ticket,
    signed_in_as,
    visitor,
)
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.files import uploads
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.frame import reader


@anyone
@require_safe
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """What is it about? Every topic with what it promises."""
    company = in_force(slug)
    look, lane = eyes(request, company), lane_of(request, company)
    topics = company.policy.topics.values()
    context = {
        "topics": [cards.topic_card(company, topic, look, lane) for topic in topics],
        "places": published.other_places(company.policy, look.language),
        "prohibitions": published.prohibitions(company.policy, look.language, published.FORM_ACTS),
    }
    return page(request, company, "portal/ask.html", context)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def ask_topic(request: HttpRequest, slug: str, topic: str) -> HttpResponse:
    """The form of one topic; a topic that takes no form says which channels take it."""
    company = in_force(slug)
    about = company.policy.topics.get(topic)
    if about is None:
        raise Http404(topic)
    look = eyes(request, company)
    channel = cards.form_channel(company.policy, topic)
    if channel is None:
        return _elsewhere(request, company, about, look)
    if _signs_in_first(request, company, channel):
        drafts.keep(request, company, about)
        return redirect("portal:sign_in", slug=slug)
    drafts.came_back(request, company)
    form = _form(request, company, about, channel)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            return _send(request, company, about, form)
        except KeyReusedError:
            problem = _("This form was sent before with other words. Please send it again.")
    return _form_page(request, company, about, channel, form, problem)


def _signs_in_first(request: HttpRequest, company: InForce, channel: Channel) -> bool:
    """Whether this visitor cannot go on before the mailed code (SB-05)."""
    if signed_in_as(request, company):
        return False
    who = must_sign_in(company.policy, channel)
    says_so = "yes" in request.POST.getlist("has_account")
    return who == "everybody" or (who == "customers" and says_so)


def _form(request: HttpRequest, company: InForce, about: Topic, channel: Channel) -> AskForm:
    """The form of a topic as sent, or with the words that waited for a sign-in."""
    policy, language = company.policy, reader(request).language
    signed_in = signed_in_as(request, company)
    asks = must_sign_in(policy, channel) == "customers"
    posted = request.method == "POST"
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
        | drafts.kept(request, company, about),
    )


def _form_page(
    request: HttpRequest,
    company: InForce,
    about: Topic,
    channel: Channel,
    form: AskForm,
    problem: str,
) -> HttpResponse:
    look, lane = eyes(request, company), lane_of(request, company)
    standing = cards.promised(company, about.name, channel.name, look.now, lane)
    promise = cards.promised_by(standing, look)
    signed_in = signed_in_as(request, company)
    key = secrets.token_urlsafe(18) if problem else request.POST.get("key", "")
    context = {
        "topic": cards.topic_card(company, about, look, lane),
        "form": form,
        "error": problem,
        "key": key or secrets.token_urlsafe(18),
        "promise_text": promise,
        "send_text": _("Send: %(promise)s") % {"promise": promise} if promise else _("Send"),
        "answers": [],
        "tips": [
            *gate_text(company.policy, look.language, signed_in=bool(signed_in)),
            *published.prohibitions(company.policy, look.language, frozenset({OPEN})),
        ],
        "letters_text": letters_text(request, company),
        "ways": [
            cards.channel_card(company, way, look)
            for way in company.policy.recommended(about.name)
            if way != channel and way.inbound and (not way.lanes or lane in way.lanes)
        ],
        "urls": {
            "ask": reverse("portal:ask_topic", args=[company.slug, about.name]),
            "topics": reverse("portal:ask", args=[company.slug]),
        },
    }
    status = 422 if form.errors or problem else 200
    return page(request, company, "portal/ask.html", context, status=status)


def _send(request: HttpRequest, company: InForce, about: Topic, form: AskForm) -> HttpResponse:
    channel = cards.form_channel(company.policy, about.name)
    if channel is None:
        raise Http404
    signed_in = signed_in_as(request, company)
    look = eyes(request, company)
    language, zone = letters_of(request, company)
    received = receive(
        Incoming(
            company=company,
            channel=channel.name,
            topic=about.name,
            contact=Contact(
                address=signed_in or form.cleaned_data["email"],
                name="" if signed_in else form.cleaned_data["name"],
                language=language,
                zone=zone,
                account=form.answers().get("account", ""),
            ),
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            fields=form.answers(),
            uploads=uploads(form.cleaned_data.get("files") or []),
            received_at=look.now,
            verified=bool(signed_in),
        ),
        look.now,
        key=request.POST.get("key", "")[:80],
    )
    drafts.forget(request, company)
    remember_ticket(request, company, received.ticket)
    return redirect("portal:sent", slug=company.slug, number=received.number)


def _elsewhere(request: HttpRequest, company: InForce, about: Topic, look: Eyes) -> HttpResponse:
    channels = [
        cards.channel_card(company, channel, look)
        for channel in company.policy.channels_for(about.name, lane_of(request, company))
        if channel.inbound
    ]
    context = {"topic": cards.topic_card(company, about, look), "channels": channels}
    return page(request, company, "portal/elsewhere.html", context)


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
