"""What the doctor sees, and that it says what to do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.commands.stage import runner
from ventanilla.commands import doctor
from ventanilla.companies.models import PolicyEvent, PolicyVersion
from ventanilla.people.models import User
from ventanilla.tickets.models import Outgoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsys, own_policies):
    monkeypatch.setattr(doctor.embedded, "refuse_unsafe", lambda url: None)
    return runner(doctor, monkeypatch, capsys)


def line(said, words):
    found = [row for row in said.splitlines() if words in row]
    assert len(found) == 1, said
    return found[0]


def test_what_is_well_is_said_to_be_well(run, marta, settings):
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    there = manifest.exists()
    manifest.touch()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE ventanilla_app")
    try:
        status, said = run()
    finally:
        if not there:
            manifest.unlink()
    assert "WRONG" not in said
    assert "All is well." in said
    assert status == 0
    assert "etoro, exness, roxom, shop, xm" in said
    assert "tables are up to date" in said
    assert "1 members of staff" in said


def test_a_role_that_could_change_the_record_is_wrong(run):
    status, said = run()
    assert status == 1
    found = line(said, "could change events")
    assert found.startswith("WRONG")
    assert "VENTANILLA_DATABASE_ROLE=ventanilla_app" in found


def test_a_desk_without_staff_or_companies_is_told_what_to_do(run):
    User.objects.update(is_active=False)
    for row in PolicyVersion.objects.all():
        PolicyEvent.objects.create(
            company=row.company, serial=row.serial, what="withdrawn", at=timezone.now()
        )
    _, said = run()
    assert line(said, "ventanilla staff").startswith("WRONG")
    assert line(said, "ventanilla company load").startswith("WRONG")


def test_it_says_how_answers_are_found_and_why_not_by_vectors(run, settings):
    settings.VECTORS = False
    _, said = run()
    assert "before anybody asks" in line(said, "has every index")
    assert "VENTANILLA_VECTORS=0" in line(said, "words and pieces of words only")


def test_letters_and_mails_that_do_not_move_are_seen(run, ask, company):
    from ventanilla.channels.models import Inbound

    ask("xm", "general", "form")
    Outgoing.objects.update(tries=3)
    Inbound.objects.create(
        mailbox="support@xm.test",
        source="lmtp",
        raw=b"x",
        digest="d",
        company=company("xm").id,
        tries=2,
        next_at=timezone.now() - timedelta(hours=1),
    )
    _, said = run()
    assert line(said, "1 letters wait after three tries").startswith("WRONG")
    assert line(said, "1 mails wait to be read").startswith("WRONG")


def test_a_server_that_may_lose_what_it_confirmed_is_wrong(run, monkeypatch):
    def unsafe(url):
        raise doctor.embedded.UnsafeServerError("fsync = off")

    monkeypatch.setattr(doctor.embedded, "refuse_unsafe", unsafe)
    status, said = run()
    assert status == 1
    assert line(said, "fsync = off").startswith("WRONG")
