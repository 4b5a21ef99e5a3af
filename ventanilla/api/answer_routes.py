"""The help centre for programs: ask it, and say what came of an answer."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone
from ninja import Path, Query, Router, Status
from ninja.errors import HttpError
from pydantic import StringConstraints

from ventanilla.api.answer_shapes import (
    AnswerOut,
    AnswersOut,
    OutcomeIn,
    QuestionIn,
)
from ventanilla.api.article_routes import READ, caller_of, filler_of, url_of
from ventanilla.api.routes import PROBLEMS, Request
from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.answers import Answer, answers
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, noted, opened, shown
from ventanilla.tickets.access import access_ticket

WRITE = "answers:write"
Key = Annotated[str, StringConstraints(max_length=200, pattern=r"^[!-.0-~]+$")]
router = Router()


@router.post("/answers", response={200: AnswersOut, **PROBLEMS})
def ask(request: Request, body: QuestionIn) -> AnswersOut:
    """What the help centre answers to a question in any language. What was shown is noted."""
    company = caller_of(request, READ).company
    return _answers(company, body)


@router.get("/answers", response={200: AnswersOut, **PROBLEMS})
def ask_by_address(request: Request, asked: Annotated[QuestionIn, Query()]) -> AnswersOut:
    """The same for whoever can only get."""
    company = caller_of(request, READ).company
    return _answers(company, asked)


@router.post("/answers/{key}/outcome", response={204: None, **PROBLEMS})
def outcome(request: Request, key: Annotated[Key, Path()], body: OutcomeIn) -> Status[None]:
    """What came of it: an article was opened, solved the matter, did not, or a request was sent."""
    caller = caller_of(request, WRITE)
    company = caller.company.id
    known = noted(key, company)
    if known.place != Showing.Place.PROGRAM:
        raise HttpError(404, "No answers were given under this key.")
    if body.article is not None and body.article not in known.shown:
        raise HttpError(422, f"article: use one of {', '.join(known.shown) or 'none'}.")
    if body.outcome == "opened" and body.article is None:
        raise HttpError(422, "article: name the one that was opened.")
    ticket = access_ticket(caller.person, company, body.ticket).id if body.ticket else None
    if body.article is not None:
        opened(key, company, body.article, timezone.now())
    if body.outcome != "opened":
        ended(key, company, Showing.Outcome(body.outcome), ticket)
    return Status(204, None)


def _answers(company: InForce, asked: QuestionIn) -> AnswersOut:
    code = asked.language or company.policy.languages[0]
    found = answers(company, asked.question, code, asked.limit)
    key = shown(
        company.id,
        Showing.Place.PROGRAM,
        code,
        [one.article.name for one in found.found],
        timezone.now(),
        question=asked.question,
        sure=found.found[0].probability if found.found else 0.0,
    )
    return AnswersOut(
        key=key,
        sure=bool(found.sure),
        mark=found.mark,
        answers=[_answer(company, one, code, key, sure=found.offers(one)) for one in found.found],
    )


def _answer(company: InForce, one: Answer, code: str, key: str, *, sure: bool) -> AnswerOut:
    language = one.article.read_in(code)
    fill = filler_of(company, language).plain
    return AnswerOut(
        name=one.article.name,
        title=fill(one.words.title),
        answer=fill(one.words.answer),
        language=language,
        url=url_of(company, one.article.name, s=key, lang=language),
        probability=round(one.probability, 4),
        sure=sure,
    )
