"""The background job: what customers typed is read for its meaning, a few questions at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.companies.inforce import InForce, companies
from ventanilla.core.answers.asked import Asked, phrasings
from ventanilla.helpcentre.gap_rows import questions_after
from ventanilla.helpcentre.gaps import LOOKED_BACK
from ventanilla.helpcentre.readings import digest, read, there, throw_away
from ventanilla.tickets.ids import first_id
from ventanilla.tickets.openings import openings_after

AT_ONCE, LOOKED_AT = 16, 200
SETTLED = timedelta(minutes=2)
"""What is typed into a search is noted while it grows: so old, it is whole."""


@dataclass(slots=True)
class Place:
    """Up to which showing and which request of a company everything has been read."""

    showing: int
    ticket: int


def read_some(done: dict[int, Place], now: datetime) -> int:
    """Read a few questions of the first company that has some unread; how many.

    ``done`` remembers how far each company has come.
    """
    for company in companies():
        if company.id not in done:
            throw_away(company.id, now)
            done[company.id] = Place(0, first_id(now - LOOKED_BACK))
        place = done[company.id]
        if count := _showings(company, place, now) or _tickets(company, place, now):
            return count
    return 0


def _showings(company: InForce, place: Place, now: datetime) -> int:
    until, since = now - SETTLED, now - LOOKED_BACK
    rows = questions_after(company.id, place.showing, since, until, LOOKED_AT)
    count = _read(company, (asked for _number, asked in rows), now)
    if rows and not count:
        place.showing = rows[-1][0]
        return len(rows)
    return count


def _tickets(company: InForce, place: Place, now: datetime) -> int:
    rows = openings_after(company.id, place.ticket, LOOKED_AT)
    count = _read(company, (one.asked for one in rows), now)
    if rows and not count:
        place.ticket = rows[-1].ticket
        return len(rows)
    return count


def _read(company: InForce, asked: Iterable[Asked], now: datetime) -> int:
    """Read a few of these that nobody has read; how many, 0 when all are."""
    said = phrasings(asked)
    known = there(company.id, [digest(one.key) for one in said])
    some = [one for one in said if digest(one.key) not in known][:AT_ONCE]
    read(company, some, now)
    return len(some)
