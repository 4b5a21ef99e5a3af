"""What a typed letter must hold before it may go out, and why it may not yet.

A decision answers every point that was raised, says what was done and gives its reasons; a letter
that asks for more time comes before the old due and names a new one within the cap (RX-11, RX-15,
RX-16, L-01, L-05 art. 6). Nothing here sends or stores: it says what is lacking, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Extension, Notice, Policy
from ventanilla.core.promises import Standing
from ventanilla.core.tokens import fold
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.core.zones import end_of_day

DECISION = "decision"
"""The letter that ends a complaint, by its name in every policy and pack."""

OUTCOMES = {
    "upheld": gettext_noop("Upheld"),
    "partly_upheld": gettext_noop("Partly upheld"),
    "not_upheld": gettext_noop("Not upheld"),
}
"""How a complaint ends, with the name that its decision gives it."""

ADMISSIBILITY = {
    "admissible": gettext_noop("Admitted"),
    "inadmissible": gettext_noop("Not admitted"),
}
"""Whether a complaint is looked into at all (L-05 art. 4, L-10)."""

OUTCOMES_OF = {DECISION: OUTCOMES, "admissibility": ADMISSIBILITY}
"""What each letter that says an outcome may say."""

CALLED = {
    "unfounded": frozenset({"not_upheld"}),
    "refused": frozenset({"not_upheld"}),
    "not_fully_satisfied": frozenset({"partly_upheld", "not_upheld"}),
}
"""Words of a policy's ``when`` that stand for outcomes; an outcome also stands for itself."""

REASONS = {
    "complexity": gettext_noop("The matter is complex"),
    "external_institution": gettext_noop("Another institution has to act first"),
    "investigation": gettext_noop("The investigation is not finished"),
    "number_of_requests": gettext_noop("There are many requests at once"),
    "outside_control": gettext_noop("Something outside our control"),
    "exceptional": gettext_noop("Exceptional circumstances"),
}
"""Reason codes of extensions that the desk can name; a policy may have others of its own."""

WRITTEN = {
    "points": gettext_noop("Points raised"),
    "actions": gettext_noop("What we did"),
    "outcome": gettext_noop("Decision"),
    "justification": gettext_noop("Reasons"),
    "reasons": gettext_noop("Why more time is needed"),
    "new_due": gettext_noop("New date"),
    "institution": gettext_noop("Institution"),
}
"""The fields of a letter that only a person can fill, with their headings, in their order."""

LONG_ENOUGH = 20
"""Letters that a reason has at least: shorter ones ("see above") explain nothing."""
LONG_ENOUGH_UNSPACED = 8
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_EMPTY = frozenset(
    {
        "according to our terms and conditions",
        "does not meet our requirements",
        "in accordance with our policies",
        "for reasons beyond our control",
        "de acuerdo con nuestros terminos y condiciones",
        "no cumple nuestros requisitos",
        "segun nuestra politica interna",
        "por motivos ajenos a nuestra voluntad",
        "根据我们的条款和条件",
        "不符合我们的要求",
        "وفقا للشروط والاحكام",
        "لا يستوفي متطلباتنا",
    }
)
"""Whole sentences, folded, that would fit any complaint and so answer none."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a customer raised, in their words, and what the decision says of it."""

    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter as far as it is written. ``parts`` are words by the name of their field."""

    notice: Notice
    parts: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason why a letter may not go out: the field, and for a point its place from 1."""

    field: str
    why: Phrase
    point: int = 0


def prescribed(notice: Notice, outcome: str = "") -> tuple[str, ...]:
    """The fields that a person has to fill for this letter, with those its outcome adds."""
    wanted = set(notice.fields)
    for word, fields in notice.when.items():
        if outcome and outcome in CALLED.get(word, {word}):
            wanted.update(fields)
    return tuple(name for name in WRITTEN if name in wanted)


def lacks(draft: Draft) -> tuple[Lack, ...]:
    """Everything that keeps a letter from going out; empty when it is complete."""
    found: list[Lack] = []
    for name in prescribed(draft.notice, draft.outcome):
        if name == "points":
            found.extend(_points(draft.points))
        elif name == "outcome":
            if draft.outcome not in OUTCOMES_OF.get(draft.notice.name, OUTCOMES):
                found.append(Lack(name, Phrase(gettext_noop("Choose the decision."))))
        elif name != "new_due":
            found.extend(_words(name, draft.parts.get(name, "")))
    return tuple(found)


def _points(points: Sequence[Point]) -> Iterable[Lack]:
    if not points:
        why = gettext_noop("List the points that the customer raised.")
        yield Lack("points", Phrase(why))
    for place, point in enumerate(points, start=1):
        if not point.answer.strip():
            why = gettext_noop("Point {place} has no answer yet.")
            yield Lack("points", Phrase(why, {"place": place}), place)
        elif says_nothing(point.answer, least=2):
            why = gettext_noop("The answer to point {place} would fit any complaint.")
            yield Lack("points", Phrase(why, {"place": place}), place)


def _words(name: str, text: str) -> Iterable[Lack]:
    if not text.strip():
        yield Lack(name, Phrase(gettext_noop("This is missing.")))
    elif name != "institution" and says_nothing(text):
        why = gettext_noop("This would fit any complaint. Say what is particular to this one.")
        yield Lack(name, Phrase(why))


def says_nothing(text: str, least: int = LONG_ENOUGH) -> bool:
    """Whether words are too few, or a stock sentence, to be a reason (L-09: no generic text)."""
    letters = len(_LETTER.findall(text))
    wanted = min(least, LONG_ENOUGH_UNSPACED) if _UNSPACED.search(text) else least
    return letters < wanted or fold(text).strip(" .!。") in _EMPTY


def other_letters(policy: Policy) -> tuple[Notice, ...]:
    """The typed letters of a policy that have no procedure of their own: a page for each.

    The decision, more time and a change of channel have theirs; the points belong to a decision.
    """
    own = {DECISION, policy.reply.change, *(e.notice for e in policy.extensions.values())}
    return tuple(
        notice
        for notice in policy.notices.values()
        if notice.name not in own and prescribed(notice) and "points" not in notice.fields
    )


def extensions_for(
    policy: Policy, topic: str, standings: Iterable[Standing]
) -> tuple[tuple[Extension, Standing], ...]:
    """The open promises of a ticket that the policy lets a letter put off, each with its rule.

    One that is broken is left out where the letter had to come before: it must not keep the
    others from being put off.
    """
    standing = {s.promise.name: s for s in standings if s.open and s.due is not None}
    return tuple(
        (rule, found)
        for rule in extension_rules(policy, topic)
        if (found := standing.get(rule.of))
        and not (rule.before_old_due and found.state == "broken")
    )


def extension_rules(policy: Policy, topic: str) -> tuple[Extension, ...]:
    """The extensions that a policy and its laws know for requests of a topic."""
    rules = policy.extensions.values()
    return tuple(rule for rule in rules if not rule.topics or topic in rule.topics)


def at_institution(occurrences: Iterable[Occurrence]) -> bool:
    """Whether an outside institution has to act first (RX-12)."""
    steps = [o.kind for o in occurrences if o.kind.startswith("external_step_")]
    return bool(steps) and steps[-1] == "external_step_opened"


def new_due(day: date, standing: Standing) -> datetime:
    """The instant (UTC) at which a promise that is put off to ``day`` falls due: that day's end.

    Raises:
        ValueError: for a promise without a clock, which has nothing to put off.
    """
    if standing.promise.clock is None:
        raise ValueError(standing.promise.name)
    return end_of_day(day, standing.promise.clock.zone)


def cap_of(
    rule: Extension, standing: Standing, occurrences: Sequence[Occurrence]
) -> datetime | None:
    """The last instant (UTC) to which a promise may be put off, counted from its own trigger.

    None where the policy sets no end.
    """
    clock = standing.promise.clock
    return due(replace(clock, span=rule.cap), occurrences) if clock and rule.cap else None


def extension_lacks(
    rule: Extension,
    standing: Standing,
    occurrences: Sequence[Occurrence],
    reason: str,
    day: date | None,
    now: datetime,
) -> tuple[Lack, ...]:
    """Why a promise may not be put off to ``day`` for ``reason`` (RX-10, RX-11, L-01, L-06)."""
    found = []
    if reason not in rule.reasons:
        found.append(
            Lack("reasons", Phrase(gettext_noop("Choose a reason that the policy allows.")))
        )
    old, cap = standing.due, cap_of(rule, standing, occurrences)
    if rule.before_old_due and (old is None or now >= old):
        why = gettext_noop("This was due {due} already: more time can only be asked for before.")
        found.append(Lack("new_due", Phrase(why, {"due": old or now})))
    elif day is None:
        found.append(Lack("new_due", Phrase(gettext_noop("Choose the new date."))))
    elif old is not None and new_due(day, standing) <= old:
        why = gettext_noop("The new date must be later than the old one, {due}.")
        found.append(Lack("new_due", Phrase(why, {"due": old})))
    elif cap is not None and new_due(day, standing) > cap:
        why = gettext_noop("The policy allows no date after {due}.")
        found.append(Lack("new_due", Phrase(why, {"due": cap})))
    return tuple(found)
