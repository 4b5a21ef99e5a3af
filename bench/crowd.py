"""A company with very many requests, written by COPY: two years of a desk in four languages.

Four messages a request on average. Topics, teams and owners are as uneven as on a desk: a few have
most, and each kind has a rare one, the last. What is old is closed. Nothing is chained: search
reads no events.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model
from psycopg.types.json import Jsonb

from bench.speech import Speaker, speaker
from ventanilla.core.numbers import ALPHABET, SIGNS, make_number
from ventanilla.core.policy import Policy

SPAN = timedelta(days=730)
MESSAGES = 4
SPOKEN = {"es": 0.4, "en": 0.3, "zh": 0.15, "ar": 0.15}
RARE = "aguamarina"
"""A word of one request in a thousand, of no language's list."""
BATCH = 10_000
FIRST = 2 * 10**15


@dataclass(slots=True)
class Crowd:
    """What is to be written, and what stands out in it: things to search for."""

    company: int
    policy: Policy
    agents: list[int]
    teams: list[str]
    tickets: int
    now: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    number: str = ""
    """The number of a request in the middle."""

    def uneven(self, choices: Iterable[str | int]) -> str | int:
        """One of several: each a third as likely as the one before, so the last is rare."""
        found = list(choices)
        return self.chance.choices(found, [3.0**-place for place in range(len(found))])[0]


def fill(crowd: Crowd) -> float:
    """Write the whole crowd; returns the seconds it took. The index is made anew afterwards."""
    started = time.monotonic()
    speakers = {language: speaker(language, 1) for language in SPOKEN}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_words'")
        (index,) = cursor.fetchone() or ("",)
        cursor.execute("DROP INDEX search_words")
        for start in range(0, crowd.tickets, BATCH):
            rows: dict[type[Model], list[tuple[object, ...]]] = {}
            for n in range(start, min(start + BATCH, crowd.tickets)):
                language = crowd.chance.choices(list(SPOKEN), list(SPOKEN.values()))[0]
                for model, values in _request(crowd, n, speakers[language]):
                    rows.setdefault(model, []).append(values)
            for model, lines in rows.items():
                _copy(model, lines)
            print(f"     {start * MESSAGES:,} messages ...", end="\r", flush=True)
        cursor.execute(index)
        cursor.execute("VACUUM ANALYZE")  # else autovacuum does it while pages are measured
        cursor.execute("CHECKPOINT")
    return time.monotonic() - started


def _copy(model: type[Model], lines: list[tuple[object, ...]]) -> None:
    columns = ", ".join(str(column.column) for column in _columns(model))
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)


def _columns(model: type[Model]) -> list[Any]:
    return [f for f in model._meta.local_concrete_fields if f.column and not f.has_db_default()]


def _line(row: Model) -> tuple[type[Model], tuple[object, ...]]:
    """A row as COPY takes it."""
    model = type(row)
    values = ((f, getattr(row, f.attname)) for f in _columns(model))
    return model, tuple(Jsonb(v) if isinstance(f, JSONField) else v for f, v in values)


def _request(
    crowd: Crowd, n: int, who: Speaker
) -> Iterator[tuple[type[Model], tuple[object, ...]]]:
    """One request with its customer, messages, promise and terms; ``n`` counts in time."""
    from ventanilla.people.models import Address, Customer
    from ventanilla.tickets.models import PromiseRow, SearchEntry
    from ventanilla.tickets.search import entry

    of, name, at = {"company_id": crowd.company}, who.name(), _at(crowd, n)
    person = FIRST + n // 3  # three requests a customer
    if n % 3 == 0:
        yield _line(Customer(**of, id=person, name=name, language=who.language, since=at))
        yield _line(Address(**of, value=f"persona{n // 3}@correo.test", customer=person))
    row = _ticket(crowd, n, who, person)
    crowd.number = row.number if n == crowd.tickets // 2 else crowd.number
    said = list(_messages(crowd, row, who, name, n))
    row.snippet = said[0].text[:200]
    state = "running" if row.due_at else "broken" if n % 500 == 1 else "kept"
    of["ticket"] = row.id
    yield _line(row)
    yield _line(PromiseRow(**of, name="reply", policy=1, state=state, channel=row.channel))
    for message in said:
        yield _line(message)
    terms = entry(row, said, broken=state == "broken").values["words"]
    yield _line(SearchEntry(**of, at=at, words=" ".join(f"'{term}'" for term in terms)))


def _at(crowd: Crowd, n: int) -> datetime:
    return crowd.now - SPAN * (1 - n / crowd.tickets)


def _ticket(crowd: Crowd, n: int, who: Speaker, person: int) -> Any:
    from ventanilla.tickets.models import Ticket

    at, policy = _at(crowd, n), crowd.policy
    signs = iter(_signs(n))
    recent = n >= crowd.tickets * 0.9
    state = crowd.uneven(("closed", "resolved") if n % 50 else ("open", "waiting"))
    due = at + timedelta(days=1) if recent and state == "open" else None
    return Ticket(
        company_id=crowd.company,
        id=FIRST + n,
        number=make_number("SH", lambda _all: next(signs)),
        state=state if recent else "closed",
        topic=crowd.uneven(policy.topics),
        lane=crowd.uneven(policy.lanes),
        channel=crowd.uneven(policy.channels),
        assignee=crowd.uneven(crowd.agents),
        team=crowd.uneven(crowd.teams),
        language=who.language,
        policy=1,
        customer=person,
        subject=who.text(5)[:300],
        **dict.fromkeys(("received_at", "recorded_at", "changed_at", "answered_at"), at),
        sort_at=due or at,
        due_at=due,
        due_from=at,
        thread_key=f"{n:024}",
    )


def _messages(crowd: Crowd, row: Any, who: Speaker, name: str, n: int) -> Iterator[Any]:
    """From 1 to 10, ``MESSAGES`` on average: the more, the fewer requests have them."""
    from ventanilla.tickets.models import Message

    for place in range(crowd.chance.choices(range(1, 11), range(10, 0, -1))[0]):
        text = who.text(int(crowd.chance.lognormvariate(3, 0.6)) + 1)
        yield Message(
            company_id=crowd.company,
            ticket=row.id,
            id=row.id * 100 + place,
            kind="out" if place % 2 else "in",
            author_name="Marta Gil" if place % 2 else name,
            channel=row.channel,
            language=who.language,
            text=f"{text} {RARE}" if n % 1000 == 500 and not place else text,
            at=row.received_at,
        )


def _signs(n: int) -> Iterator[str]:
    """Signs of a number that no other ``n`` has, and that look like chance."""
    left = n * 15_485_863 % len(ALPHABET) ** (SIGNS - 1)
    for _ in range(SIGNS - 1):
        left, place = divmod(left, len(ALPHABET))
        yield ALPHABET[place]


def people(company: int, agents: int) -> Iterator[int]:
    """Members of staff who own requests."""
    from ventanilla.people.models import Membership, User

    for n in range(agents):
        user = User.objects.create(email=f"agent{n}@desk.test", name=f"Agent {n}")
        Membership.objects.create(company_id=company, user=user)
        yield user.pk
