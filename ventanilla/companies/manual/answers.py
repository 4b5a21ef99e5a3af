"""How answers go out, and what each letter holds."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ventanilla.companies.manual.letterwords import COPY, LETTER, OUTCOME, REPLY
from ventanilla.companies.manual.shapes import Block, Line, Section, lines, section
from ventanilla.companies.manual.words import word
from ventanilla.companies.published import BETWEEN
from ventanilla.core.policy import Notice, Policy

COMPLAINT_LETTERS = ("ack", "extension", "new_date", "decision")
"""Letters that a complaint brings; the others may come with any request."""


def answers(policy: Policy, language: str) -> Section | None:
    """By which way answers go out, and what each letter holds (RX-14, RX-59, RX-60)."""
    reply = policy.reply
    says = [word(REPLY, reply.channel), word(COPY, reply.copy) if reply.copy in COPY else ""]
    if reply.change:
        says.append(_("If another channel is needed we tell you beforehand which one and why."))
    letters = [n for n in policy.notices.values() if n.name not in COMPLAINT_LETTERS]
    return section(
        "answers",
        _("How we answer"),
        Block(facts=letters_held(letters, language), title=_("What our letters hold")),
        lead=" ".join(filter(None, says)),
    )


def letters_held(notices: Iterable[Notice], language: str) -> list[tuple[str, tuple[Line, ...]]]:
    found = []
    for notice in notices:
        held = [_named(notice.fields)]
        held += [f"{word(OUTCOME, name)}: {_named(more)}" for name, more in notice.when.items()]
        held.append(_("In writing, in a form you can keep") if notice.medium == "durable" else "")
        found.append((notice.title.for_(language), lines(*held)))
    return found


def _named(fields: tuple[str, ...]) -> str:
    return BETWEEN.join(word(LETTER, name) for name in fields)
