"""What stands on the page of a webinar: a seat while it is not over, questions, answers."""

from __future__ import annotations

from django.http import HttpRequest

from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Article
from ventanilla.helpcentre.webinars import answered
from ventanilla.portal.forms_webinar import QuestionForm, SeatForm
from ventanilla.portal.visit import signed_in_as
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times


def webinar_context(
    request: HttpRequest, company: InForce, about: Article, eyes: Eyes
) -> dict[str, object]:
    """Forms while it is not over, and the thread of what was asked and answered."""
    if about.webinar is None:
        return {}
    thread = thread_of(company, about.name, eyes)
    if about.webinar.ends <= eyes.now:
        return {"thread": thread}
    signed_in = signed_in_as(request, company)
    return {
        "thread": thread,
        "seat_form": SeatForm(signed_in=signed_in),
        "question_form": QuestionForm(signed_in=signed_in),
    }


def thread_of(company: InForce, name: str, eyes: Eyes) -> list[dict[str, str]]:
    """What was asked and answered, without the names of those who asked."""
    return [
        {
            "text": row.text,
            "answer": row.answer,
            "by": row.answered_name,
            "at_text": times.day_and_time(row.answered_at or row.at, eyes.language, eyes.zone),
        }
        for row in answered(company.id, name)
    ]
