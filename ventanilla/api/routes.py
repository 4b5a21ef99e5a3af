"""The API: companies, topics, requests. Plain JSON, cursors, problems as RFC 9457 says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.core.exceptions import ValidationError as WrongError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, NinjaAPI, Path, Query, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import StringConstraints

from ventanilla.api.guard import Caller, TokenAuth
from ventanilla.api.shapes import (
    CompanyOut,
    DetailOut,
    Made,
    MessageOut,
    Problem,
    PromiseOut,
    ReplyIn,
    TicketIn,
    TicketOut,
    TicketPage,
    TicketWhole,
    TopicOut,
)
from ventanilla.core.policy import Channel, Policy, Topic
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.access import access_ticket
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.detail_field import field_of
from ventanilla.tickets.joined import goes_on_in
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import whole
from ventanilla.ui.reader import known_zone

PAGE = 50
Number = Annotated[str, StringConstraints(max_length=30, pattern=r"^[^\x00/]+$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[!-~]+$")]
Cursor = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]
PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class DeskAPI(NinjaAPI):
    """Says in its description what an error looks like: ``application/problem+json``."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content["application/problem+json"] = content.pop("application/json")
        return schema


api = DeskAPI(title="Ventanilla", version="1", auth=TokenAuth(), docs_url=None)


class Request(HttpRequest):
    """A request whose token was checked."""

    auth: Caller


def problem(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    """An error as ``application/problem+json``."""
    body = Problem(title=title, status=status, detail=detail)
    response = api.create_response(request, body.dict(), status=status)
    response["Content-Type"] = "application/problem+json"
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, "Refused", str(error))


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del error
    return problem(
        request, 401, "Not signed in", "Send a valid token: Authorization: Bearer vt_..."
    )


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [".".join(map(str, e["loc"][1:])) + ": " + e["msg"] for e in error.errors]
    return problem(request, 422, "Not understood", "; ".join(places)[:2000])


@api.exception_handler(Ticket.DoesNotExist)
def _missing(request: HttpRequest, error: Ticket.DoesNotExist) -> HttpResponse:
    del error
    return problem(request, 404, "Not found", "There is no such request for this token.")


@api.exception_handler(KeyReusedError)
def _reused(request: HttpRequest, error: KeyReusedError) -> HttpResponse:
    return problem(request, 422, "Key used before", str(error))


def form_of(policy: Policy, topic: str) -> Channel | None:
    """The channel under which a program's request counts: the form, else the first written one."""
    accepted = policy.channels_for(topic)
    forms = [c for c in accepted if c.kind in {"web-form", "portal"} and c.inbound]
    written = [c for c in accepted if c.inbound and c.written]
    return next(iter([*forms, *written, *accepted]), None)


@api.get("/company", response={200: CompanyOut, **PROBLEMS})
def company(request: Request) -> CompanyOut:
    """The company of the token."""
    policy = request.auth.company.policy
    return CompanyOut(
        slug=policy.slug,
        name=policy.company,
        languages=list(policy.languages),
        zone=policy.zone,
        policy=policy.version,
    )


@api.get("/topics", response={200: list[TopicOut], **PROBLEMS})
def topics(
    request: Request,
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en",
) -> list[TopicOut]:
    """What a request can be about, and the details each topic asks for."""
    return [
        TopicOut(
            key=topic.name,
            title=topic.title.for_(language),
            channels=list(topic.accepts),
            details=[
                DetailOut(
                    name=d.name, label=d.label.for_(language), kind=d.kind, required=d.required
                )
                for d in topic.details
            ],
        )
        for topic in request.auth.company.policy.topics.values()
    ]


def checked(topic: Topic, details: Mapping[str, str], language: str) -> dict[str, str]:
    """The details as they are kept: whoever mistypes one is told so in the policy's words (EX-50).

    Raises:
        HttpError: 422 with what is wrong, each with its place.
    """
    known = {d.name: d for d in topic.details}
    if unknown := sorted(set(details) - set(known)):
        raise HttpError(422, f"details: unknown {', '.join(unknown)}.")
    kept, wrong = {}, []
    for name, typed in details.items():
        try:
            kept[name] = str(field_of(known[name], language).clean(typed))
        except WrongError as error:
            wrong.append(f"details.{name}: {' '.join(error.messages)}")
    if wrong:
        raise HttpError(422, " ".join(wrong))
    return kept


@api.post("/tickets", response={201: Made, **PROBLEMS})
def create(
    request: Request,
    body: TicketIn,
    idempotency_key: Annotated[Key | None, Header(alias="Idempotency-Key")] = None,
) -> Status[Made]:
    """Open a request. The same ``Idempotency-Key`` gives the same answer, once."""
    caller = request.auth
    caller.need("tickets:write")
    policy = caller.company.policy
    if body.topic not in policy.topics:
        raise HttpError(422, f"topic: use one of {', '.join(policy.topics)}.")
    details = checked(policy.topics[body.topic], body.details, body.customer.language or "en")
    channel = form_of(policy, body.topic)
    if channel is None:
        raise HttpError(422, "topic: no written channel takes this.")
    now = timezone.now()
    received = receive(
        Incoming(
            company=caller.company,
            channel=channel.name,
            topic=body.topic,
            contact=Contact(
                body.customer.email,
                body.customer.name,
                body.customer.language,
                known_zone(body.customer.zone),
                body.customer.account,
            ),
            subject=body.subject,
            text=body.text,
            fields=details,
            received_at=now,
        ),
        now,
        key=idempotency_key or "",
    )
    return Status(201, Made(number=received.number, due=received.due))


@api.get("/tickets", response={200: TicketPage, **PROBLEMS})
def listing(request: Request, after: Annotated[Cursor | None, Query()] = None) -> TicketPage:
    """All requests, the newest first, by cursor."""
    caller = request.auth
    caller.need("tickets:read")
    found = Ticket.objects.filter(company_id=caller.company.id)
    if after is not None:
        found = found.filter(id__lt=min(int(after), 2**63 - 1))
    rows = list(found.order_by("-id")[: PAGE + 1])
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return TicketPage(items=[_line(row) for row in rows[:PAGE]], next=following)


@api.get("/tickets/{number}", response={200: TicketWhole, **PROBLEMS})
def read(request: Request, number: Annotated[Number, Path()]) -> TicketWhole:
    """One request with its promises and messages; notes of staff are never among them."""
    caller = request.auth
    caller.need("tickets:read")
    ticket = access_ticket(caller.person, caller.company.id, number)
    found = whole(ticket, timezone.now())
    return TicketWhole(
        **_line(ticket).dict(),
        goes_on_in=_onward(ticket),
        promises=[
            PromiseOut(
                name=s.promise.name,
                title=s.promise.title.for_(ticket.language),
                state=s.state,
                started=s.started,
                due=s.due,
                stopped=s.stopped,
            )
            for s in found.standings
        ],
        messages=[
            MessageOut(
                id=str(m.id),
                author="customer" if m.kind == "in" else "agent",
                name=m.author_name,
                at=m.at,
                text=m.text,
                request=found.joined.get(m.ticket, ticket).number,
            )
            for m in found.messages
            if m.kind in {"in", "out"}
        ],
    )


@api.post("/tickets/{number}/replies", response={201: Made, **PROBLEMS})
def reply(
    request: Request,
    number: Annotated[Number, Path()],
    body: ReplyIn,
    idempotency_key: Annotated[Key | None, Header(alias="Idempotency-Key")] = None,
) -> Status[Made]:
    """Add the customer's words to a request."""
    caller = request.auth
    caller.need("tickets:write")
    ticket = access_ticket(caller.person, caller.company.id, number)
    now = timezone.now()
    words = Words(
        contact=Contact(address_of(caller.company.id, ticket.customer), language=ticket.language),
        text=body.text,
        channel=ticket.channel,
        own=True,
        received_at=now,
    )
    done = follow_up(caller.company.id, ticket.id, words, now, key=idempotency_key or "")
    fresh = Ticket.objects.get(company_id=caller.company.id, id=done.ticket)
    return Status(201, Made(number=fresh.number, due=fresh.due_at))


def _onward(ticket: Ticket) -> str | None:
    """The number of the request in which a merged one goes on."""
    if ticket.merged_into is None:
        return None
    root = goes_on_in(ticket.company_id, ticket.id)
    return Ticket.objects.get(company_id=ticket.company_id, id=root).number


def _line(ticket: Ticket) -> TicketOut:
    return TicketOut(
        number=ticket.number,
        state=ticket.state,
        topic=ticket.topic,
        subject=ticket.subject,
        language=ticket.language,
        received=ticket.received_at,
        due=ticket.due_at,
    )
