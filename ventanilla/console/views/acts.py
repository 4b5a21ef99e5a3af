"""What agents do: each act is one call of the record, then the ticket is shown as it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypedDict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from ventanilla.companies.inforce import InForce, in_force, policy_of
from ventanilla.console.frame import path, user_of
from ventanilla.console.rows import following
from ventanilla.console.ticket import Refusal
from ventanilla.console.views.inbox import show, ticket_of
from ventanilla.core.words import gettext_noop
from ventanilla.people.guards import staff
from ventanilla.people.models import User
from ventanilla.tickets.actions.ask_details import ask_details
from ventanilla.tickets.actions.assign import assign as assign_to
from ventanilla.tickets.actions.change_topic import change_topic
from ventanilla.tickets.actions.close import close as close_ticket
from ventanilla.tickets.actions.demote import demote, restore
from ventanilla.tickets.actions.hand_over import hand_over
from ventanilla.tickets.actions.note import note as add_note
from ventanilla.tickets.actions.park import park as park_ticket
from ventanilla.tickets.actions.park import unpark as unpark_ticket
from ventanilla.tickets.actions.raise_complaint import raise_complaint
from ventanilla.tickets.actions.reopen import reopen as reopen_ticket
from ventanilla.tickets.actions.reply import reply as send_reply
from ventanilla.tickets.actions.resolve import resolve as resolve_ticket
from ventanilla.tickets.files import Upload, refused, uploads
from ventanilla.tickets.letters import sendable
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.once import KeyReusedError

type Act = Callable[[InForce, Ticket, User, datetime], None]


def do(request: HttpRequest, slug: str, number: str, act: Act, *, then: str = "") -> HttpResponse:
    """Do one act on a ticket this agent may see; what goes wrong is said where they wrote."""
    company = in_force(slug)
    row = ticket_of(request, company, number)
    problem = ""
    try:
        if any("\0" in value for value in request.POST.values()):
            raise ValueError(gettext_noop("A sign in your words cannot be kept. It was left out."))
        act(company, row, user_of(request), timezone.now())
    except KeyReusedError:
        problem = _("This was sent before with other words. Look at the thread, then send again.")
    except ValueError as error:
        problem = _(str(error))
    if not problem and then:
        return redirect(then)
    if not problem and not request.headers.get("HX-Request"):
        return redirect("console:ticket", slug=slug, number=number)
    fresh = ticket_of(request, company, number)
    if not problem:
        return show(request, company, fresh)
    typed = request.POST.get("text", "").replace("\0", "")
    mode: Literal["reply", "note"] = "note" if request.POST.get("then") == "note" else "reply"
    return show(request, company, fresh, Refusal(problem, typed, mode))


def plain(verb: Callable[..., object], *words: object) -> Act:
    """An act that wants the ticket, who does it, perhaps a word more, and the time."""

    def act(company: InForce, row: Ticket, user: User, now: datetime) -> None:
        verb(company.id, row.id, user, *words, now)

    return act


class Sent(TypedDict):
    """What goes with the words of a form."""

    uploads: tuple[Upload, ...]
    key: str


def _sent(request: HttpRequest) -> Sent:
    """The files and the key of a form.

    Raises:
        ValueError: when there are too many files, or one is too large.
    """
    given = request.FILES.getlist("files")
    if trouble := refused(given):
        raise ValueError(trouble)
    return {"uploads": uploads(given), "key": _key(request)}


def _back(request: HttpRequest, slug: str) -> str:
    """The board, where the act was pressed there; "" means the ticket itself."""
    back = request.POST.get("back", "")
    return back if back.startswith(path(in_force(slug), "board")) else ""


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:80]


@staff
@require_POST
def reply(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Send the words, as the pressed button says.

    ``then`` is "wait" (the ticket waits for the customer), "open" (it stays open), "resolve", or
    the name of a letter of the policy that the words complete (RX-06: an acknowledgement).
    """
    text, then = request.POST.get("text", ""), request.POST.get("then", "wait")

    def act(company: InForce, row: Ticket, user: User, now: datetime) -> None:
        here = company.id, row.id, user, text, now
        sent = _sent(request)
        if then == "resolve":
            if not text.strip():
                raise ValueError(gettext_noop("A reply needs words."))
            resolve_ticket(*here, **sent)
        elif then in {"wait", "open"}:
            send_reply(*here, wait=then == "wait", **sent)
        elif sendable(policy_of(company.id, row.policy), then) is not None:
            send_reply(*here, letter=then, **sent)
        else:
            raise ValueError(gettext_noop("There is no such letter. Choose one from the menu."))

    return do(request, slug, number, act)


@staff
@require_POST
def note(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Keep words among staff."""
    text = request.POST.get("text", "")

    def act(company: InForce, row: Ticket, user: User, now: datetime) -> None:
        add_note(company.id, row.id, user, text, now, key=_key(request))

    return do(request, slug, number, act)


@staff
@require_POST
def take(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take the ticket oneself."""
    return do(
        request,
        slug,
        number,
        lambda company, row, user, now: assign_to(company.id, row.id, user, user.pk, now),
        then=_back(request, slug),
    )


@staff
@require_POST
def assign(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Give the ticket to a colleague, or back."""
    chosen = request.POST.get("agent", "")
    try:
        person = int(chosen) if chosen else None
    except ValueError as error:
        raise Http404 from error
    return do(request, slug, number, plain(assign_to, person), then=_back(request, slug))


@staff
@require_POST
def team(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Hand the ticket over to a team."""
    chosen, why = request.POST.get("team", ""), request.POST.get("note", "")
    return do(
        request,
        slug,
        number,
        lambda company, row, user, now: hand_over(company.id, row.id, user, chosen, now, why),
    )


@staff
@require_POST
def details(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Ask for what is missing: the agent's words, or the topic's details not yet given."""
    text = request.POST.get("text", "")

    def act(company: InForce, row: Ticket, user: User, now: datetime) -> None:
        names, words = _missing(company, row)
        ask_details(company.id, row.id, user, text or words, names, now, **_sent(request))

    return do(request, slug, number, act)


def _missing(company: InForce, row: Ticket) -> tuple[tuple[str, ...], str]:
    """The details of the topic that no message has given yet, in the customer's language."""
    topic = company.policy.topics.get(row.topic)
    wanted = topic.details if topic else ()
    given: set[str] = set()
    for fields in Message.objects.filter(company_id=company.id, ticket=row.id).values_list(
        "fields", flat=True
    ):
        given.update(fields)
    missing = [detail for detail in wanted if detail.name not in given]
    with override("zh-hans" if row.language == "zh" else row.language):
        lines = [f"- {detail.label.for_(row.language)}" for detail in missing]
        if not lines:
            lines = [_("Please tell us more about what happened.")]
    return tuple(detail.name for detail in missing), "\n".join(lines)


@staff
@require_POST
def resolve(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Mark the ticket solved; with ``next``, go on to the next one."""
    then = ""
    if request.POST.get("next"):
        company = in_force(slug)
        after = following(company, number)
        then = path(company, "ticket", after) if after else path(company, "inbox")
    return do(request, slug, number, plain(resolve_ticket, ""), then=then)


@staff
@require_POST
def topic(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Put right what the ticket is about."""
    chosen = request.POST.get("topic", "")
    return do(request, slug, number, plain(change_topic, chosen))


@staff
@require_POST
def complaint(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """This is a complaint: one step, from any topic, channel and state."""
    return do(request, slug, number, plain(raise_complaint))


@staff
@require_POST
def fair_use(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Put the request behind others for an agent's mark of the policy's fair use (SB-24)."""
    why = request.POST.get("why", "")
    return do(request, slug, number, plain(demote, why))


@staff
@require_POST
def lift(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Lift fair use from this request, for good."""
    return do(request, slug, number, plain(restore))


@staff
@require_POST
def park(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Set the request aside for a reason of the list (SB-42)."""
    why = request.POST.get("why", "")
    return do(request, slug, number, plain(park_ticket, why))


@staff
@require_POST
def unpark(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take the request back into the queue."""
    return do(request, slug, number, plain(unpark_ticket))


@staff
@require_POST
def close(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Close for good, where the policy allows it."""
    return do(request, slug, number, plain(close_ticket))


@staff
@require_POST
def reopen(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Open the ticket again."""
    return do(request, slug, number, plain(reopen_ticket))
