"""Articles beside a ticket: what answers the customer's last words, in their language and ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from ventanilla.companies.inforce import InForce
from ventanilla.console.answers_met import met
from ventanilla.console.answers_words import Beside, beside
from ventanilla.console.article_parts import Preview, preview
from ventanilla.core.articles import Article
from ventanilla.core.asked import Said, asked
from ventanilla.helpcentre.answers import Answer, Answers, answers
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import shown, shown_beside, typed_on
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.showing import Eyes

LIMIT = 3
LONGEST = 200
FAINT = 0.03
"""What is less probable is not worth an agent's look, but for the nearest of all (0 to 1)."""
LAST = 40
"""Messages of a thread that are looked at, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """What is shown; ``seen`` is the newest message it answers, ``key`` stands for the showing."""

    articles: list[Beside]
    sure: bool
    typed: str
    asked: bool
    seen: int
    key: str


def pane(company: InForce, ticket: Ticket, look: Eyes, typed: str = "", key: str = "") -> Pane:
    """The nearest articles for what the customer last asked, or for what the agent typed."""
    thread = _thread(company, ticket)
    said = [Said(row.text, row.kind == Message.Kind.IN) for row in thread]
    question = typed or asked(ticket.subject, said)
    found = answers(company, question, ticket.language, LIMIT) if question else None
    known = met(company, ticket, (row.text for row in thread if row.kind == Message.Kind.OUT))
    return Pane(
        articles=[
            beside(
                company,
                ticket,
                one,
                look,
                sure=bool(found and found.offers(one)),
                way=known.get(one.article.name, ""),
            )
            for one in _near(found)
        ],
        sure=bool(found and found.sure),
        typed=typed,
        asked=bool(question),
        seen=thread[-1].id if thread else 0,
        key=_noted(company, ticket, look, typed, key, found) if found else "",
    )


def newest(company: InForce, ticket: Ticket) -> int:
    """The newest message that may change what is shown; 0 where there is none."""
    thread = _thread(company, ticket)
    return thread[-1].id if thread else 0


def whole(company: InForce, ticket: Ticket, article: Article, look: Eyes) -> list[Preview]:
    """An article with all its words: in the customer's language, then in ours.

    Its links open beside the ticket, so that nothing of an answer is lost.
    """
    codes = dict.fromkeys(article.read_in(code) for code in (ticket.language, look.language))
    found = (preview(company, code, article.words[code]) for code in codes)
    return [replace(one, body=_away(one.body)) for one in found]


def _away(body: SafeString) -> SafeString:
    return mark_safe(body.replace("<a href", '<a target="_blank" href'))  # noqa: S308 - was clean


def _thread(company: InForce, ticket: Ticket) -> list[Message]:
    kinds = (Message.Kind.IN, Message.Kind.OUT)
    rows = Message.objects.filter(company_id=company.id, ticket=ticket.id, kind__in=kinds)
    return list(rows.order_by("-id")[:LAST])[::-1]


def _near(found: Answers | None) -> list[Answer]:
    """The nearest one, and what else may be meant."""
    all_of = found.found if found else ()
    return [one for n, one in enumerate(all_of) if not n or one.probability >= FAINT]


def _noted(
    company: InForce, ticket: Ticket, look: Eyes, typed: str, key: str, found: Answers
) -> str:
    """Note what is shown; a search that is typed on is one showing."""
    names = [one.article.name for one in _near(found)]
    first = found.found[0].probability if found.found else 0.0
    if not typed:
        return shown_beside(company.id, ticket.id, ticket.language, names, look.now, sure=first)
    if typed_on(key, company.id, typed, names, first):
        return key
    return shown(
        company.id,
        Showing.Place.CONSOLE,
        ticket.language,
        names,
        look.now,
        question=typed,
        sure=first,
        ticket=ticket.id,
    )
