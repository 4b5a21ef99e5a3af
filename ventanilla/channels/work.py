"""The worker: it parses and delivers mail, watches promises and returns, makes anchors.

Each job is a loop of its own over rows, so a mail server that hangs never delays a promise. A
loop that fails says so and goes on; whatever it had taken is taken again when its lease runs out.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

import psycopg
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from ventanilla.channels.deliver import deliver_due
from ventanilla.channels.email.intake import take_in
from ventanilla.channels.email.smtp import Courier
from ventanilla.channels.reading import Place, read_some
from ventanilla.channels.webinars import remind
from ventanilla.companies.begun import note_begun
from ventanilla.helpcentre.embedding import embed_some
from ventanilla.tickets.anchor import anchor_due
from ventanilla.tickets.fairuse import note_fair_use
from ventanilla.tickets.watch import close_silent, note_broken, note_returns
from ventanilla.tickets.writing import CHANNEL

log = logging.getLogger("ventanilla.work")
PAUSE_S = 1.0
SILENCE_EVERY_S = 300.0
RETURNS_EVERY_S = 300.0
ANCHORS_EVERY_S = 60.0
POLICIES_EVERY_S = 10.0
WEBINARS_EVERY_S = 60.0
FAIR_USE_EVERY_S = 30.0
VECTORS_EVERY_S = 5.0


@dataclass(slots=True)
class Loop:
    """One job, done again and again: at once while there is work, else at a signal or a second."""

    name: str
    job: Callable[[], int]
    stop: threading.Event
    wake: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                done = self.job()
            except DatabaseError as error:
                log.warning("%s waits for PostgreSQL: %s", self.name, error)
                connection.close()
                done = 0
            except Exception:
                log.exception("%s failed; it goes on", self.name)
                done = 0
            if not done:
                self.wake.wait(PAUSE_S)
                self.wake.clear()
        connection.close()


def loops(stop: threading.Event) -> list[Loop]:
    """All jobs of a worker."""
    courier = Courier(settings.SMTP_URL)
    anchored: dict[int, datetime] = {}
    embedded: dict[int, int] = {}
    read: dict[int, Place] = {}
    return [
        Loop("mail in", lambda: take_in(timezone.now()), stop),
        Loop("mail out", lambda: deliver_due(timezone.now(), courier), stop),
        Loop("promise clock", lambda: note_broken(timezone.now()), stop),
        Loop("silence", _every(SILENCE_EVERY_S, lambda: close_silent(timezone.now())), stop),
        Loop("returns", _every(RETURNS_EVERY_S, lambda: note_returns(timezone.now())), stop),
        Loop(
            "anchors", _every(ANCHORS_EVERY_S, lambda: anchor_due(timezone.now(), anchored)), stop
        ),
        Loop("fair use", _every(FAIR_USE_EVERY_S, lambda: note_fair_use(timezone.now())), stop),
        Loop("webinars", _every(WEBINARS_EVERY_S, lambda: remind(timezone.now())), stop),
        Loop("vectors", _every(VECTORS_EVERY_S, lambda: embed_some(embedded), again=True), stop),
        Loop(
            "questions",
            _every(VECTORS_EVERY_S, lambda: read_some(read, timezone.now()), again=True),
            stop,
        ),
        Loop("policies", _every(POLICIES_EVERY_S, lambda: note_begun(timezone.now())), stop),
    ]


def _every(seconds: float, job: Callable[[], int], *, again: bool = False) -> Callable[[], int]:
    """A job that runs only now and then; ``again``: at once where it had something to do."""
    last = [float("-inf")]

    def sometimes() -> int:
        if monotonic() - last[0] < seconds:
            return 0
        last[0] = monotonic()
        done = job()
        if done and again:
            last[0] = float("-inf")
        return done

    return sometimes


def listen(wakers: list[Loop], stop: threading.Event) -> None:
    """Wake the loops when something was committed; without it they look every second anyway."""
    while not stop.is_set():
        try:
            with psycopg.connect(settings.DATABASE_URL, autocommit=True) as ear:
                ear.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set():
                    for note in ear.notifies(timeout=1.0):
                        json.loads(note.payload)
                        for loop in wakers:
                            loop.wake.set()
        except (psycopg.Error, OSError) as error:
            log.warning("waiting for PostgreSQL: %s", error)
            stop.wait(1.0)


def work(stop: threading.Event) -> None:
    """Run every job until ``stop`` is set."""
    jobs = loops(stop)
    threads = [threading.Thread(target=job.run, name=job.name) for job in jobs]
    threads.append(threading.Thread(target=listen, args=(jobs, stop), name="listen"))
    for thread in threads:
        thread.start()
    stop.wait()
    for job in jobs:
        job.wake.set()
    for thread in threads:
        thread.join(timeout=30)
