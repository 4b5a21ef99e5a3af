"""Wall clocks and instants: where a local day begins, and which instants a wall clock shows.

Everything leaves here as a UTC datetime. A zone may skip an hour, half an hour or a whole day, and
may show the same hour twice; nothing here assumes that midnight exists or that a day has 24 hours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from ventanilla.core.tables import PolicyError, nearest

DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_MOST_OFFSET = timedelta(hours=26)  # no zone is ever further from UTC than this

type Piece = tuple[datetime, datetime, timedelta]


def read_zone(name: str, place: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        PolicyError: the name is not in the IANA database; the nearest name is offered.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        wanted = "an IANA zone such as Europe/Madrid is needed here"
        raise PolicyError(place, f'"{name}"', wanted, nearest(name, _zone_names())) from None


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


@lru_cache(maxsize=65536)
def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day is over: the next midnight, or what stands in for it.

    Where midnight is skipped it is the first instant of the next day; where the clock is set back
    across midnight it is the last time the day ends.
    """
    return _midnight(day + DAY, zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day (equal to its end for a day the zone skipped)."""
    return end_of_day(day - DAY, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (a wall clock, zone is apart)
    first, second = _readings(wall, zone)
    if first == second:
        return first
    if first > second:  # skipped
        return _change_between(second, first, zone)
    day_before_again = (second - _SECOND).astimezone(zone).date() < day
    return second if day_before_again else first


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the wall clock shows ``wall`` (naive) or, if skipped, later."""
    first, second = _readings(wall, zone)
    return first if first <= second else _change_between(second, first, zone)


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """``wall`` by the offsets before and after a change; both are equal on nearly every day."""
    local = wall.replace(tzinfo=zone)
    again = local.replace(fold=1)
    before, after = local.utcoffset(), again.utcoffset()
    utc = wall.replace(tzinfo=UTC)
    assert before is not None
    assert after is not None
    return utc - before, utc - after


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the one change of offset in ``(low, high]``, to the second."""
    new = _offset(high, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if middle <= low:
            middle = low + _SECOND
        if _offset(middle, zone) == new:
            high = middle
        else:
            low = middle
    return high


@lru_cache(maxsize=65536)
def pieces(day: date, zone: ZoneInfo) -> tuple[Piece, ...]:
    """The instants of a local day, as half-open stretches of one UTC offset each."""
    wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    (start, start_again), (end, end_again) = _readings(wall, zone), _readings(wall + DAY, zone)
    midnight = wall.replace(tzinfo=UTC)
    if start == start_again and end == end_again and end - start == DAY:
        return ((start, end, midnight - start),)
    return tuple(_broken_day(midnight, zone))


def _broken_day(midnight: datetime, zone: ZoneInfo) -> list[Piece]:
    low, last = midnight - _MOST_OFFSET, midnight + DAY + _MOST_OFFSET
    found: list[Piece] = []
    while low < last:
        offset = _offset(low, zone)
        high = low
        while high < last and _offset(high, zone) == offset:
            high += timedelta(minutes=15)
        if high < last:
            high = _change_between(high - timedelta(minutes=15), high, zone)
        start, end = max(low, midnight - offset), min(high, midnight + DAY - offset)
        if start < end:
            found.append((start, end, offset))
        low = high
    return found


@lru_cache(maxsize=4096)
def skipped_days(year: int, zone: ZoneInfo) -> tuple[date, ...]:
    """The dates a zone never had that year (Pacific/Apia has no 30 December 2011)."""
    months = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
    months.append(datetime(year, 12, 31, 23, tzinfo=UTC))
    offsets = [_offset(month, zone) for month in months]
    if max(offsets) - min(offsets) < timedelta(hours=20):
        return ()
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return tuple(day for day in days if day.year == year and not pieces(day, zone))
