"""More time for a complaint: asked for before the old due, with reasons, within the cap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ventanilla.core.letters import Lack, extension_lacks, extensions_for, new_due, says_nothing
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Extension
from ventanilla.core.promises import Standing
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.complaints import must_have_address
from ventanilla.tickets.once import once
from ventanilla.tickets.typed import IncompleteLetterError, as_text, extension_parts


@dataclass(frozen=True, slots=True)
class MoreTime:
    """What the customer is told: a reason code of the policy, words, and the new last day.

    ``institution`` is who outside has to act first, where the letter of that reason names it.
    """

    reason: str
    words: str
    day: date | None
    institution: str = ""


def extend(
    company: int, ticket: int, user: User, more: MoreTime, now: datetime, *, key: str = ""
) -> None:
    """Put off every open promise that the policy lets this letter put off (RX-10, RX-11).

    A promise whose rule does not allow the reason keeps its due: a law's list may be shorter.

    The letter and the new due are one transaction: nobody waits longer without being told. The
    old due stays in the record beside the new one.

    Raises:
        IncompleteLetterError: when a reason, a date or words are lacking or not allowed.
        ValueError: when nothing of this ticket can be put off, or no address is known.
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """
    day = more.day.isoformat() if more.day else ""
    body = {"by": user.pk, "reason": more.reason, "words": more.words, "day": day}
    body["institution"] = more.institution

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            _extend(change, user, more)
        return {}

    once(company, f"extend {ticket:x}", key, body, effect)


def _extend(change: Change, user: User, more: MoreTime) -> None:
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    must_have_address(change)
    found = extensions_for(change.policy, change.condition.topic, change.standings())
    if not found:
        why = gettext_noop("Nothing here can be put off: more time is asked for before the due.")
        raise ValueError(why)
    allowed = [pair for pair in found if more.reason in pair[0].reasons] or list(found)
    letter = allowed[0][0].notice
    rules = [pair for pair in allowed if pair[0].notice == letter]
    named = "institution" in change.policy.notices[letter].fields
    lacking = _lacks(change, rules, more, named=named)
    if lacking or more.day is None:
        raise IncompleteLetterError(lacking)
    parts = extension_parts(more.reason, more.words, more.day, change.ticket)
    if named:
        parts["institution"] = more.institution.strip()
    for rule, standing in rules:
        change.record(
            "promise_extended",
            "human",
            actor=user.pk,
            promise=rule.of,
            reason=more.reason,
            was=_iso(standing.due or change.now),
            due=_iso(new_due(more.day, standing)),
        )
    text = as_text(parts, change.ticket)
    say(change, user, text, letter, parts=parts, kind="letter_written")


def _lacks(
    change: Change, rules: list[tuple[Extension, Standing]], more: MoreTime, *, named: bool
) -> tuple[Lack, ...]:
    found: dict[str, Lack] = {}
    for rule, standing in rules:
        for lack in extension_lacks(rule, standing, change.past, more.reason, more.day, change.now):
            found.setdefault(lack.field, lack)
    if says_nothing(more.words):
        why = gettext_noop("This would fit any complaint. Say what is particular to this one.")
        found.setdefault("words", Lack("words", Phrase(why)))
    if named and not more.institution.strip():
        found["institution"] = Lack("institution", Phrase(gettext_noop("Name the institution.")))
    return tuple(found.values())


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
