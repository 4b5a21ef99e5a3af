"""Where a page promises less than a law pack that its policy names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from ventanilla.core.calendars import NothingToCountError
from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy.duties import Extension, Promise
from ventanilla.core.policy.findings import Finding, contradiction, gap, rough_minutes
from ventanilla.core.policy.laws import Pack
from ventanilla.core.policy.model import Policy
from ventanilla.core.words import Phrase, gettext_noop

_YEAR = 366
_DAY = timedelta(days=1)


def lint_laws(policy: Policy, page: Policy) -> Iterator[Finding]:
    """Every finding of the packs joined to ``policy`` against ``page``, which has none joined."""
    for pack in policy.laws:
        yield from _confirm(pack)
        yield from _unmatched(policy, pack)
        joined = [p for p in policy.promises.values() if p.rule and p.name in _names(pack)]
        for promise in joined:
            yield from _against_page(page, promise)
            yield from _against_extensions(page, pack, promise)
        yield from _letters(page, pack, joined)
        yield from _steps(page, pack)
        yield from _numbers(page, pack)


def _names(pack: Pack) -> set[str]:
    return {duty.promise.name for duty in pack.promises.values()}


def _confirm(pack: Pack) -> Iterator[Finding]:
    """A pack is nobody's advice: what a lawyer must look at, in every language."""
    words = gettext_noop("A lawyer must confirm this law pack before use. Not confirmed: {points}.")
    points = "; ".join(pack.law.unconfirmed) or "-"
    phrase = Phrase(words, {"points": points})
    yield Finding("law-unconfirmed", f"laws/{pack.name}", (pack.law.id,), phrase, "assumption")


def _unmatched(policy: Policy, pack: Pack) -> Iterator[Finding]:
    for duty in pack.promises.values():
        if duty.promise.name not in policy.promises:
            words = gettext_noop(
                "The law speaks of requests about {about}; no topic or channel here is for them."
            )
            place = f"promise.{duty.promise.name}"
            yield gap("law-unmatched", place, duty.promise.rows, words, about=duty.about)


def _against_page(page: Policy, law: Promise) -> Iterator[Finding]:
    """Later dues and pauses of the page, and duties it is silent about."""
    if law.clock is None or law.of_others:
        return
    same = [p for p in page.promises.values() if p.duty == law.duty and _meet(p, law)]
    place, span = f"promise.{law.name}", law.span.text if law.span else ""
    if not any(own.clock for own in same):
        words = gettext_noop('The page promises no time for "{duty}"; {rule} gives {law}.')
        yield gap("law-unpublished", place, law.rows, words,
                  duty=law.duty, rule=law.rule, law=span)  # fmt: skip
    for own in same:
        rows = (*own.rows, law.rule)
        found = _latest(own, law, page.effective)
        if found is not None:
            words = gettext_noop(
                'The page promises less than the law: "{page}" against "{law}" of {rule}. For what '
                "comes on {day} it ends {days} days later."
            )
            yield contradiction(
                "law-stricter", f"promise.{own.name}", rows, words,
                page=own.span.text if own.span else "", law=span, rule=law.rule,
                day=found[0], days=found[1],
            )  # fmt: skip
        if own.clock and own.clock.pause.how != "never" and law.clock.pause.how == "never":
            words = gettext_noop("The page stops this clock while it waits; {rule} does not.")
            place = f"promise.{own.name}.clock.pause"
            yield contradiction("law-never-pauses", place, rows, words, rule=law.rule)


def _meet(own: Promise, law: Promise) -> bool:
    """Whether some request is owed both."""
    pairs = ((own.topics, law.topics), (own.channels, law.channels))
    return all(not one or not other or set(one) & set(other) for one, other in pairs)


def _latest(own: Promise, law: Promise, first: date) -> tuple[date, int] | None:
    """The day of a year on which the page ends furthest behind the law, and by how many days.

    Both clocks are asked for every day, since neither span says which is the longer: five days are
    fewer than five business days, but not two working days fewer than a weekend.
    """
    one, other = own.clock, law.clock
    if one is None or other is None or one.start != other.start:
        return None
    worst: tuple[timedelta, date] = (timedelta(0), first)
    start = max(first, law.binds_from or first)
    for number in range(_YEAR):
        day = start + number * _DAY
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=other.zone)
        try:
            ends = [due(clock, [Occurrence(one.start, noon)]) for clock in (one, other)]
        except (NothingToCountError, ValueError):
            return None
        if ends[0] is not None and ends[1] is not None and ends[0] - ends[1] > worst[0]:
            worst = (ends[0] - ends[1], day)
    return (worst[1], max(1, worst[0].days)) if worst[0] else None


def _against_extensions(page: Policy, pack: Pack, law: Promise) -> Iterator[Finding]:
    """An extension of the page with a later end than the law's, or where the law has none."""
    if law.clock is None or law.of_others:
        return
    allowed = [e for e in pack.extensions.values() if e.of == law.name]
    for extension in page.extensions.values():
        own = page.promises.get(extension.of)
        if own is None or own.duty != law.duty or not _meet(own, law):
            continue
        if not _within(extension, allowed):
            words = gettext_noop("The page puts this off {page}; {rule} allows {law}.")
            yield contradiction(
                "law-caps-extension", f"extension.{extension.name}", (*extension.rows, law.rule),
                words, rule=law.rule, page=_end(extension),
                law=_end(allowed[0]) if allowed else Phrase(gettext_noop("no extension")),
            )  # fmt: skip


def _end(extension: Extension) -> Phrase:
    if extension.cap is None:
        return Phrase(gettext_noop("without an end"))
    return Phrase(gettext_noop("up to {span}"), {"span": extension.cap.text})


def _within(own: Extension, allowed: list[Extension]) -> bool:
    if not allowed or (own.cap is None and allowed[0].cap is not None):
        return False
    cap = allowed[0].cap
    return cap is None or own.cap is None or rough_minutes(own.cap) <= rough_minutes(cap)


def _letters(page: Policy, pack: Pack, joined: Iterable[Promise]) -> Iterator[Finding]:
    """Letters the law's promises wait for: missing, or with less in them than the law asks."""
    promises = list(joined)
    names = {e.notice for e in pack.extensions.values() if e.of in {p.name for p in promises}}
    for promise in promises:
        if all(ending.kind == "notice" for ending in promise.stop.any):
            letters = [ending.name for ending in promise.stop.any]
            names.update(letters if not set(letters) & set(page.notices) else ())
        names.update(e.name for e in promise.stop.any if e.name in page.notices)
    for name in sorted(names):
        asked, own = pack.notices.get(name), page.notices.get(name)
        if own is None:
            words = gettext_noop('{rule} waits for a letter "{letter}" that this policy lacks.')
            yield gap("law-letter-missing", f"notice.{name}", (pack.law.id,), words,
                      rule=pack.law.id, letter=name)  # fmt: skip
            continue
        lacking = sorted(set(asked.fields) - set(own.fields)) if asked else []
        if lacking:
            words = gettext_noop("{rule} asks more of this letter: {fields}.")
            yield gap("law-letter-fields", f"notice.{name}.fields", (*own.rows, pack.law.id), words,
                      rule=pack.law.id, fields=", ".join(lacking))  # fmt: skip


def _numbers(page: Policy, pack: Pack) -> Iterator[Finding]:
    for record in pack.records.values():
        if "{code" in record.number and not page.register_code:
            words = gettext_noop(
                "{rule} numbers complaints with the firm's code; policy.register_code is empty."
            )
            yield gap("law-register-code", "policy.register_code", (pack.law.id,), words,
                      rule=pack.law.id)  # fmt: skip


def _steps(page: Policy, pack: Pack) -> Iterator[Finding]:
    known = {step.kind for step in page.escalation if step.external}
    missing = [step.to for step in pack.escalation if step.kind not in known]
    if missing:
        words = gettext_noop("{rule} names who can be turned to outside; the page does not: {who}.")
        yield gap("law-step-missing", "escalation", (pack.law.id,), words,
                  rule=pack.law.id, who=", ".join(missing))  # fmt: skip
