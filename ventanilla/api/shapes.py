"""What programs send and get, as the OpenAPI description says it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

type Line = Annotated[
    str, StringConstraints(min_length=1, max_length=150, pattern=r"^[^\x00]*\S[^\x00]*$")
]
type Words = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, pattern=r"^[^\x00]*\S[^\x00]*$")
]
type Mail = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")
]
type Code = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")]


class Strict(Schema):
    """No field that we do not know: a misspelt one is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class CompanyOut(Schema):
    slug: str
    name: str
    languages: list[str]
    zone: str
    policy: str


class DetailOut(Schema):
    name: str
    label: str
    kind: str
    required: bool


class TopicOut(Schema):
    key: str
    title: str
    channels: list[str]
    details: list[DetailOut]


class PromiseOut(Schema):
    name: str
    title: str
    state: Literal["running", "paused", "kept", "broken", "void"]
    started: datetime
    due: datetime | None
    stopped: datetime | None


class MessageOut(Schema):
    id: str
    author: Literal["customer", "agent"]
    name: str
    at: datetime
    text: str
    request: str = Field(description="the number under which it was said")


class TicketOut(Schema):
    number: str
    state: str
    topic: str
    subject: str
    language: str
    received: datetime
    due: datetime | None


class TicketWhole(TicketOut):
    goes_on_in: str | None = Field(description="the number of the request it was merged into")
    promises: list[PromiseOut]
    messages: list[MessageOut]


class TicketPage(Schema):
    items: list[TicketOut]
    next: str | None = Field(description="cursor of the next page; null on the last one")


class CustomerIn(Strict):
    email: Mail
    name: Code = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    zone: Code = ""
    account: Code = ""


class TicketIn(Strict):
    topic: Code
    subject: Line
    text: Words
    customer: CustomerIn
    details: dict[str, Code] = Field(default_factory=dict, max_length=30)


class ReplyIn(Strict):
    text: Words


class Made(Schema):
    number: str
    due: datetime | None
