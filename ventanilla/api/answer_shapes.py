"""What programs ask of a help centre, and get."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from ventanilla.api.shapes import Strict

type Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
type Question = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*\S[^\x00]*$")
]
type Name = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class QuestionIn(Strict):
    question: Question
    language: Language | None = Field(
        default=None, description="of the reader; without it the company's first language"
    )
    limit: int = Field(default=3, ge=1, le=10)


class AnswerOut(Schema):
    name: str
    title: str
    answer: str
    language: str = Field(description="in which title and answer are")
    url: str = Field(description="the page of the article; that it is opened is noted")
    probability: float = Field(description="how probably it answers the question, 0 to 1")
    sure: bool = Field(description="whether it may be offered as the answer")


class AnswersOut(Schema):
    key: str = Field(description="stands for what was shown: say later what came of it")
    sure: bool = Field(description="false: there is no sure answer, and what follows comes near")
    mark: float = Field(description="so probable must an answer be to be sure")
    answers: list[AnswerOut]


class OutcomeIn(Strict):
    outcome: Literal["opened", "solved", "unsolved", "asked"]
    article: Name | None = Field(default=None, description="which one was opened, or meant")
    ticket: Annotated[str, StringConstraints(max_length=30, pattern=r"^[^\x00/]+$")] | None = Field(
        default=None, description="the number of the request that was sent all the same"
    )


class ArticleLine(Schema):
    name: str
    section: str
    kind: Literal["article", "video", "webinar"]
    languages: list[str]
    checked: date = Field(description="when a person last held it against the facts")
    language: str
    title: str
    answer: str
    url: str


class ArticlePage(Schema):
    items: list[ArticleLine]
    next: str | None = Field(description="cursor of the next page; null on the last one")


class ArticleWhole(ArticleLine):
    body: str = Field(description="the text in Markdown, with absolute links")
    topics: list[str]
    related: list[str]
    link: str = Field(description="of a video or a webinar; else empty")
