"""Days in a row that counted or did not, told in as few sentences as a reader can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.words import Phrase, Value, gettext_noop

MANY_RUNS = 14
_MOST_RUNS = 60
_MINUTE, _SECOND = timedelta(minutes=1), timedelta(seconds=1)
NO_TIME = timedelta(0)


@dataclass(slots=True)
class Run:
    """Days in a row that counted (``why`` is None) or did not, for one reason."""

    first: date
    last: date
    why: Phrase | None
    days: int = 1
    time: timedelta = NO_TIME
    left_out: bool = False


def say(sentence: str, **values: Value | ZoneInfo) -> Phrase:
    """A sentence with its values; a zone is shown by its name."""
    plain = {key: str(v) if isinstance(v, ZoneInfo) else v for key, v in values.items()}
    return Phrase(sentence, plain)


def runs_of(
    days: Iterable[tuple[date, Phrase | None, timedelta]], joined: bool = True
) -> Iterator[Run]:
    """Days in a row of one kind; counted days stay apart where they are not ``joined``."""
    run: Run | None = None
    for day, why, time in days:
        if run is not None and run.why == why and (joined or why is not None):
            run.last, run.days, run.time = day, run.days + 1, run.time + time
            continue
        if run is not None:
            yield run
        run = Run(day, day, why, 1, time)
    if run is not None:
        yield run


def tell(runs: list[Run]) -> Iterator[Phrase]:
    """The sentences of the runs: weekends are folded away in long ones, the longest summed up."""
    if len(runs) > MANY_RUNS:
        runs = _without_weekends(runs)
    if len(runs) > _MOST_RUNS:
        yield _summary(runs)
        return
    for run in runs:
        if run.why is None:
            yield _counted(run)
        elif run.first == run.last:
            yield say(gettext_noop("{day} not counted: {why}"), day=run.first, why=run.why)
        else:
            sentence = gettext_noop("{first} to {last} not counted: {why}")
            yield say(sentence, first=run.first, last=run.last, why=run.why)


def _summary(runs: list[Run]) -> Phrase:
    counted = sum(run.days for run in runs if run.why is None)
    sentence = gettext_noop("{first} to {last}: {days} days counted, the others are closed")
    return say(sentence, first=runs[0].first, last=runs[-1].last, days=counted)


def _counted(run: Run) -> Phrase:
    if run.time:
        amount = _amount(run.time)
        if run.first == run.last:
            return say(gettext_noop("{day} counted: {amount}"), day=run.first, amount=amount)
        sentence = gettext_noop("{first} to {last} counted: {amount}")
        return say(sentence, first=run.first, last=run.last, amount=amount)
    if run.first == run.last:
        return say(gettext_noop("{day} counted"), day=run.first)
    if run.left_out:
        sentence = gettext_noop("{first} to {last} counted without weekends: {days} days")
    else:
        sentence = gettext_noop("{first} to {last} counted: {days} days")
    return say(sentence, first=run.first, last=run.last, days=run.days)


def _without_weekends(runs: list[Run]) -> list[Run]:
    """Join counted runs between which only weekends lie."""
    joined: list[Run] = []
    for run in runs:
        before = joined[-2:]
        is_joint = len(before) == 2 and before[0].why is run.why is None
        if is_joint and before[1].why == Phrase("weekend"):
            joined.pop()
            run.first, run.days = before[0].first, before[0].days + run.days
            joined[-1], run.left_out = run, True
        else:
            joined.append(run)
    return joined


def _amount(time: timedelta) -> Phrase:
    if time % _MINUTE:
        return say(gettext_noop("{count} s"), count=time // _SECOND)
    return say(gettext_noop("{count} min"), count=time // _MINUTE)
