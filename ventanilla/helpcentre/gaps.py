"""What customers ask and no article answers: in groups, those that became requests first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.companies.inforce import InForce
from ventanilla.core.answers.asked import Asked, phrasings
from ventanilla.core.answers.groups import Group
from ventanilla.helpcentre.gap_rows import questions_since
from ventanilla.helpcentre.marks import mark_of
from ventanilla.helpcentre.partition import groups_of
from ventanilla.helpcentre.readings import digest, rows, sure_of, sures

LOOKED_BACK = timedelta(days=90)
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Gaps:
    """The groups in their order; ``unread``: requests whose words are still to be read."""

    groups: tuple[Group, ...]
    unread: int


def gaps(
    company: InForce, requests: Mapping[int, Asked], complaints: Collection[int], now: datetime
) -> Gaps:
    """What was asked within 90 days and had no sure answer.

    ``requests`` are the openings of the requests of that time by their ids. A matter counts once:
    by the first words that were typed for it, else by those of its request. A complaint is no
    question for the help centre.
    """
    typed, told = _typed(company, complaints, now - LOOKED_BACK)
    rest = [one for ticket, one in requests.items() if ticket not in told]
    known, mark = sures(company.id), mark_of(company)
    written = phrasings(rest)
    lacking = [one for one in written if known.get(digest(one.key), mark) < mark]
    unread = sum(digest(one.key) not in known for one in written)
    asked = phrasings([*typed, *(one for phrasing in lacking for one in phrasing.asked)])
    read = sum(digest(one.key) in known for one in asked)
    found = groups_of(company.id, "gaps", asked, read)
    return Gaps(tuple(sorted(found, key=_weight)), unread)


def _typed(
    company: InForce, complaints: Collection[int], since: datetime
) -> tuple[list[Asked], set[int]]:
    """The questions that had no sure answer, and the requests that are accounted for by one.

    Whoever said that it solved the matter had an answer; a request after a sure answer is no gap.
    """
    seen, mark = questions_since(company.id, since), mark_of(company)
    told = {one.ticket for one in seen if one.ticket and one.sure >= mark} | {*complaints}
    found = []
    for one in reversed(seen):
        if one.sure >= mark or one.solved or one.ticket in told:
            continue
        if one.ticket is not None:
            told.add(one.ticket)
        found.append(Asked(one.question, one.language, one.at, sent=one.sent))
    return found, told


def _weight(group: Group) -> tuple[int, int, str]:
    return -group.sent, -group.count, group.phrasings[0].key


def still_open(company: InForce, groups: Sequence[Group]) -> Iterator[Group]:
    """Those that no article of now answers; some at a time, so that a page asks no more than it
    shows."""
    mark = mark_of(company)
    for start in range(0, len(groups), AT_ONCE):
        some = groups[start : start + AT_ONCE]
        asked = [one for group in some for one in group.examples]
        made = rows(company.id, [one.key for one in asked])
        read = {
            one.key: sure_of(company, one.text, row) for one, row in zip(asked, made, strict=True)
        }
        yield from (one for one in some if not _answered(one, read, mark))


def _answered(group: Group, sure: Mapping[str, float], mark: float) -> bool:
    """Whether an article surely answers more than half of its examples."""
    found = [sure[one.key] >= mark for one in group.examples]
    return 2 * sum(found) > len(found)
