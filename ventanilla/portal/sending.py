"""Sending what a form holds: one request, or one for each question that was found in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Channel, Topic
from ventanilla.core.questions import Question
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended
from ventanilla.people.actions.know import Contact
from ventanilla.portal.forms import AskForm
from ventanilla.portal.frame import eyes
from ventanilla.portal.known import read_before
from ventanilla.portal.letters import letters_of
from ventanilla.portal.visit import signed_in_as
from ventanilla.tickets.actions.receive import Incoming, Received, receive
from ventanilla.tickets.files import uploads
from ventanilla.tickets.once import taken

LONGEST_KEY = 80
LONGEST_SUBJECT = 150
MOST_KEYS = 5


def key_of(request: HttpRequest, number: int = 0) -> str:
    """The key that the page carried; of the second and later requests one of their own."""
    key = request.POST.get("key", "")[: LONGEST_KEY - 3]
    return f"{key}-{number}" if key and number else key


def sent_before(request: HttpRequest, company: InForce) -> bool:
    """Whether this form was sent already: what comes now is a repeat and gets the same answer."""
    key = key_of(request)
    return bool(key) and taken(company.id, "receive", key)


def showings(request: HttpRequest) -> list[str]:
    """The keys of what this visitor was shown before and beside the form."""
    values = request.GET if request.method == "GET" else request.POST
    found = (*values.getlist("s"), *values.getlist("shown"))
    return list(dict.fromkeys(key[:200] for key in found if key))[:MOST_KEYS]


@transaction.atomic
def send(
    request: HttpRequest,
    company: InForce,
    topic: Topic,
    channel: Channel,
    form: AskForm,
    parts: Sequence[Question],
) -> list[Received]:
    """Make a request of each part, all or none; without parts one of the whole.

    Raises:
        KeyReusedError: when the form was sent before with other words.
    """
    subject, text = form.cleaned_data["subject"], form.cleaned_data["text"]
    said = [(_subject(part), part.text) for part in parts] or [(subject, text)]
    keys = showings(request)
    known = read_before(company.id, keys)
    files = uploads(form.cleaned_data.get("files") or [])
    now = eyes(request, company).now
    received = [
        receive(
            Incoming(
                company=company,
                channel=channel.name,
                topic=topic.name,
                contact=_contact(request, company, form),
                subject=subject,
                text=text,
                fields=form.answers(),
                uploads=files,
                received_at=now,
                verified=bool(signed_in_as(request, company)),
                known=known,
            ),
            now,
            key=key_of(request, number),
        )
        for number, (subject, text) in enumerate(said)
    ]
    for key in keys:
        ended(key, company.id, Showing.Outcome.ASKED, received[0].ticket)
    return received


def _subject(part: Question) -> str:
    return part.own.strip().partition("\n")[0][:LONGEST_SUBJECT]


def _contact(request: HttpRequest, company: InForce, form: AskForm) -> Contact:
    signed_in = signed_in_as(request, company)
    language, zone = letters_of(request, company)
    return Contact(
        address=signed_in or form.cleaned_data["email"],
        name="" if signed_in else form.cleaned_data["name"],
        language=language,
        zone=zone,
        account=form.answers().get("account", ""),
    )
