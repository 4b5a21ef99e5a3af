"""Typed letters in words: their parts in the customer's language, and the text that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.core.letters import OUTCOMES, OUTCOMES_OF, REASONS, WRITTEN, Draft, Lack, Point
from ventanilla.core.policy import Policy
from ventanilla.tickets import models
from ventanilla.tickets.models import Message, Ticket
from ventanilla.ui import times
from ventanilla.ui.phrases import render, span_words


class IncompleteLetterError(ValueError):
    """A letter that may not go out yet; ``lacks`` says why, field by field."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__("; ".join(f"{lack.field}: {lack.why}" for lack in lacks))
        self.lacks = lacks


def lack_text(lack: Lack, language: str, zone: ZoneInfo) -> str:
    """Why a letter may not go out, in the reader's words."""
    return render(lack.why, language, zone)


@contextmanager
def speaking(ticket: Ticket) -> Iterator[str]:
    """The customer's language while a letter to them is put into words."""
    language = "zh-hans" if ticket.language == "zh" else ticket.language
    with translation.override(language):
        yield language


def raised(ticket: Ticket) -> tuple[Point, ...]:
    """The points of a complaint: as staff listed them, else the lines of the customer's form."""
    mine = {"company_id": ticket.company_id, "ticket": ticket.id}
    listed = models.Point.objects.filter(**mine).order_by("place")
    if found := tuple(Point(point.text, point.answer) for point in listed):
        return found
    first = Message.objects.filter(**mine, kind="in").order_by("id").first()
    lines = str(first.fields.get("points", "")).splitlines() if first else []
    return tuple(Point(line.strip()) for line in lines if line.strip())


def decision_parts(draft: Draft, policy: Policy, ticket: Ticket) -> dict[str, str]:
    """The fields of a decision as they are sent: every point with its answer beneath it."""
    with speaking(ticket) as language:
        answers = [f"{n}. {p.text}\n{p.answer.strip()}" for n, p in enumerate(draft.points, 1)]
        return {
            "points": "\n\n".join(answers),
            "actions": draft.parts.get("actions", "").strip(),
            "outcome": _(OUTCOMES[draft.outcome]),
            "justification": draft.parts.get("justification", "").strip(),
            "escalation": "\n".join(ladder(policy, language)),
        }


def letter_parts(draft: Draft, policy: Policy, ticket: Ticket) -> dict[str, str]:
    """The fields of any other typed letter, as they are sent."""
    parts = {name: text.strip() for name, text in draft.parts.items() if text.strip()}
    with speaking(ticket) as language:
        if draft.outcome:
            names = OUTCOMES_OF.get(draft.notice.name, OUTCOMES)
            parts["outcome"] = _(names[draft.outcome])
        if "escalation" in draft.notice.fields:
            parts["escalation"] = "\n".join(ladder(policy, language))
    return parts


def ladder(policy: Policy, language: str) -> list[str]:
    """Where a customer can turn after the decision, with the time they have (RX-17, XM-76)."""
    lines = []
    for step in policy.escalation:
        if not step.external or "decision_sent" not in step.opens_on:
            continue
        body = step.title.for_(language)
        if step.window is None:
            lines.append(_("You can turn to: %(body)s.") % {"body": body})
        else:
            time = span_words(step.window.text, language)
            lines.append(
                _("You can turn to: %(body)s. You have %(time)s from this letter.")
                % {"body": body, "time": time}
            )
        if place := ", ".join(part for part in (step.address, step.site) if part):
            lines[-1] += f"\n{place}"
    return lines


def extension_parts(reason: str, words: str, day: date, ticket: Ticket) -> dict[str, str]:
    """The fields of a letter that asks for more time."""
    with speaking(ticket) as language:
        name = _(REASONS[reason]) if reason in REASONS else reason.replace("_", " ")
        return {
            "reasons": f"{name}. {words.strip()}",
            "new_due": times.full_day(day, language),
        }


def as_text(parts: Mapping[str, str], ticket: Ticket) -> str:
    """A letter's parts under their headings, as the thread shows them to both sides."""
    with speaking(ticket):
        sections = [
            f"{_(heading)}\n{parts[name]}" for name, heading in WRITTEN.items() if parts.get(name)
        ]
        if parts.get("escalation"):
            sections.append(parts["escalation"])
    return "\n\n".join(sections)
