"""Say what this installation has and lacks."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from ventanilla import embedded
from ventanilla.commands.start import database, say

HELP = "Look at database, files, mail, companies and staff; exit status 1 when something is wrong."

type Finding = tuple[bool, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(args: argparse.Namespace) -> int:
    del args
    wrong = 0
    with database() as url:
        for good, words in findings(url):
            wrong += not good
            say(f"{'ok   ' if good else 'WRONG'}  {words}")
    say(f"\n{wrong} thing(s) to put right." if wrong else "\nAll is well.")
    return 1 if wrong else 0


def findings(url: str) -> Iterator[Finding]:
    """Each thing looked at, with what to do where it is wrong."""
    yield from _database(url)
    yield from _files()
    yield from _desk()
    yield from _mail()
    yield from _answers()


def _database(url: str) -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        embedded.refuse_unsafe(url)
        yield True, "PostgreSQL keeps what it confirms"
    except embedded.UnsafeServerError as error:
        yield False, str(error)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        yield True, f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT has_table_privilege(current_user, 'tickets_event', 'UPDATE')")
        may_change = bool(cursor.fetchone()[0])
    yield (
        not may_change,
        "this database role cannot change events"
        if not may_change
        else "this database role could change events: set VENTANILLA_DATABASE_ROLE=ventanilla_app",
    )
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield not plan, "tables are up to date" if not plan else "run `ventanilla migrate`"


def _files() -> Iterator[Finding]:
    from django.conf import settings

    data = Path(settings.DATA)
    free = shutil.disk_usage(data if data.exists() else data.parent).free / 1024**3
    yield free > 1, f"{free:.0f} GB free in {data}"
    built = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield (
        built,
        "front end is built" if built else "run `make build`, then `ventanilla up` or collect",
    )


def _desk() -> Iterator[Finding]:
    from ventanilla.companies.inforce import companies
    from ventanilla.people.models import User

    found = [company.slug for company in companies()]
    yield (
        bool(found),
        f"companies: {', '.join(found)}" if found else "run `ventanilla company load`",
    )
    staff = User.objects.filter(is_active=True).count()
    yield (
        staff > 0,
        f"{staff} members of staff" if staff else "run `ventanilla staff` to invite one",
    )


def _mail() -> Iterator[Finding]:
    from django.utils import timezone

    from ventanilla.channels.models import Inbound
    from ventanilla.tickets.models import Outgoing

    now = timezone.now()
    late = Outgoing.objects.filter(state="pending", tries__gt=2)[:1000].count()
    yield late == 0, f"{late} letters wait after three tries" if late else "no letter is stuck"
    dead = Outgoing.objects.filter(state="dead")[:1000].count()
    yield True, f"{dead} letters could not be delivered"
    waiting = Inbound.objects.filter(state="new", next_at__lt=now, tries__gt=1)[:1000].count()
    yield (
        waiting == 0,
        f"{waiting} mails wait to be read: is `ventanilla work` running?"
        if waiting
        else "no mail waits to be read",
    )
    held = Inbound.objects.filter(state="quarantine")[:1000].count()
    yield True, f"{held} mails in quarantine"


def _answers() -> Iterator[Finding]:
    from ventanilla.helpcentre.embedding import waiting
    from ventanilla.helpcentre.hindrance import hindrance
    from ventanilla.helpcentre.indexes import warm

    started = time.monotonic()
    warm()
    took = time.monotonic() - started
    yield (
        True,
        f"answers: `serve` has every index {took:.1f} s after it starts, before anybody asks",
    )
    if why := hindrance():
        words = "answers: by words and pieces of words only, in the languages of the articles"
        yield True, f"{words}; {why}"
        return
    yield True, "answers: by words, pieces of words and sentence vectors"
    rest = waiting()
    yield (
        True,
        f"{rest} texts wait to be embedded: by `ventanilla work`, or by `ventanilla help index`"
        if rest
        else "no text waits to be embedded",
    )
