"""A trial of a policy on recorded tickets as lines to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ventanilla.core.rates import Tally, window_of
from ventanilla.core.replay import CHANGES, Change
from ventanilla.core.trial import Outcome, Side, Some, Trial

STATES = ("kept", "broken", "running", "paused", "void")
TIMES = ("p50", "p95", "worst")
CHANGED: dict[Change, str] = {
    "broken": "kept, would have been broken",
    "overdue": "still open, would be broken already",
    "kept": "broken, would have been kept",
    "owed": "newly owed",
    "gone": "no more owed",
    "other": "otherwise",
}
STRANGE = {
    "topic": "no such topic: only promises to every topic are owed",
    "lane": "no such lane: counted in the default lane",
    "channel": "no such channel: only promises on every channel are owed",
    "letter": "no such letter: what was sent keeps no promise of the new policy that names another",
    "extension": "more time was given that the new policy does not allow: left out",
    "clock": "cannot be counted on these tickets: left out",
}
UNPROVEN = "waits for what no recorded ticket knew, so the record cannot show whether it is kept"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: whose tickets of which days, and how many there are in all."""

    slug: str
    since: date
    until: date | None
    found: int


def lines(trial: Trial, asked: Asked) -> Iterator[str]:
    """The trial, promise by promise."""
    until = f" until {asked.until}" if asked.until else ""
    newest = "the newest " if trial.tickets < asked.found else ""
    of = f" of {asked.found:,}" if newest else ""
    yield (
        f"{asked.slug}: {newest}{trial.tickets:,}{of} tickets received since {asked.since}{until}, "
        f"{trial.events:,} events, by version {trial.new.version} and by their own."
    )
    for name, outcome in trial.in_order():
        yield ""
        yield from _promise(name, outcome, trial.new.version)
    for misfit, some in trial.strange():
        yield ""
        yield f"{misfit.kind}.{misfit.name}: {STRANGE[misfit.kind]}. {_some(some)}"
    for name in trial.unproven():
        yield ""
        yield f"promise.{name}: {UNPROVEN}."
    if not trial.tickets:
        yield "There is nothing to try it on. Take an earlier --since."
    elif not trial.differs:
        yield ""
        yield "Nothing would have been otherwise."


def _promise(name: str, outcome: Outcome, version: str) -> Iterator[str]:
    promise = outcome.after.promise or outcome.before.promise
    yield f"promise.{name}: {promise.title.for_('en') if promise else ''}"
    head = "".join(f"{word:>9}" for word in ("owed", *STATES))
    yield f"  {'':<14}{head}{''.join(f'{word:>12}' for word in TIMES)}"
    now, then = _figures(outcome.before), _figures(outcome.after)
    if now == then and not outcome.changes:
        yield f"  {'both':<14}{now}"
    else:
        yield f"  {'now':<14}{now}"
        yield f"  {f'by {version}':<14}{then}"
    yield from _rates(outcome, version)
    for change in CHANGES:
        if some := outcome.changes.get(change):
            yield f"  {CHANGED[change]}: {_some(some)}"


def _figures(side: Side) -> str:
    counts = (side.states.total(), *(side.states[state] for state in STATES))
    times = [_amount(took) for took in side.times()] or ["-"] * len(TIMES)
    return "".join(f"{n:>9,}" for n in counts) + "".join(f"{text:>12}" for text in times)


def _rates(outcome: Outcome, version: str) -> Iterator[str]:
    for label, side in (("now", outcome.before), (f"by {version}", outcome.after)):
        if side.rate is None or side.promise is None:
            continue
        share, asked = side.rate.tally.permille, 100 * (side.rate.goal or 0)
        goal = f"the goal is {asked:.4g}% over {window_of(side.promise).text}"
        if share is None:
            yield f"  {label}, a rate: none ended; {goal}"
        else:
            reached = "reached" if side.rate.met else "missed"
            yield f"  {label}, a rate: {share / 10:.1f}% kept; {goal}: {reached}"


def _some(some: Some) -> str:
    more = ", ..." if some.count > len(some.numbers) else ""
    return f"{some.count:,} ({', '.join(some.numbers)}{more})"


def _amount(span: timedelta) -> str:
    from ventanilla.ui.times import amount

    return amount(span)


def as_json(trial: Trial, asked: Asked) -> Iterator[str]:
    """The same as one JSON object; times in seconds, shares from 0 to 1."""
    whole = {
        "company": asked.slug,
        "version": trial.new.version,
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat() if asked.until else None,
        "judged_at": trial.now.isoformat(),
        "tickets": trial.tickets,
        "tickets_in_time": asked.found,
        "events": trial.events,
        "promises": [
            {
                "name": name,
                "now": _side(outcome.before),
                "new": _side(outcome.after),
                "differences": {c: _examples(some) for c, some in outcome.changes.items()},
            }
            for name, outcome in trial.in_order()
        ],
        "without_a_word": [
            {"kind": misfit.kind, "name": misfit.name, **_examples(some)}
            for misfit, some in trial.strange()
        ],
        "unproven": list(trial.unproven()),
    }
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def _side(side: Side) -> dict[str, Any]:
    times: list[int | None] = [int(took.total_seconds()) for took in side.times()]
    rate = side.rate
    return {
        "owed": side.states.total(),
        **{state: side.states[state] for state in STATES},
        "seconds_to_keep": dict(zip(TIMES, times or [None] * len(TIMES), strict=True)),
        **({"share": _share(rate.tally), "goal": rate.goal} if rate is not None else {}),
    }


def _share(tally: Tally) -> float | None:
    return tally.kept / tally.number if tally.number else None


def _examples(some: Some) -> dict[str, Any]:
    return {"count": some.count, "examples": list(some.numbers)}
