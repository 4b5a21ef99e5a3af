"""The returns of a company from the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
import time_machine

from tests.commands.stage import runner
from ventanilla.commands import returns
from ventanilla.tickets.models import ReturnCopy

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
def run(monkeypatch, capsys):
    return runner(returns, monkeypatch, capsys)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(AT, tick=False):
        yield


def test_it_lists_what_is_owed_with_its_dues_in_the_companys_zone(run):
    status, said = run("xm")
    assert status == 0
    lines = [line.split(maxsplit=3) for line in said.splitlines()]
    told = {(state, name, period): rest for state, name, period, rest in lines if state != "event"}
    monthly = told[("owed", "cy-cysec.monthly", "2026-11")]
    assert monthly.startswith("2026-12-06 00:00 EET")
    assert "Return (CySEC), to CySEC" in monthly
    assert told[("owed", "topics", "2026-11")].startswith("no day prescribed")
    assert ("coming", "cy-cysec.monthly", "2026-12") in told
    assert any(line[:2] == ["event", "eu-gdpr.breach"] for line in lines)


def test_it_makes_a_file_and_keeps_a_copy(run, tmp_path, ask):
    ask(
        "xm", "complaint", "form", at=datetime(2026, 11, 9, tzinfo=UTC),
        fields={"account": "7010411", "wanted": "x"},
    )  # fmt: skip
    path = tmp_path / "november.json"
    words = ("--make", "cy-cysec.monthly", "2026-11", "--as", "json", "--out", str(path))
    status, said = run("xm", *words)
    assert status == 0, said
    made = json.loads(path.read_text("utf-8"))
    assert {f["code"]: f["value"] for f in made["figures"]}["received"] == "1"
    copy = ReturnCopy.objects.get()
    assert (copy.made_by, copy.form) == (None, "json")
    assert copy.digest == sha256(path.read_bytes()).hexdigest()
    assert copy.digest in said
    assert "Nothing was sent." in said
    status, said = run("xm", *words)
    assert status == 1
    assert "is there already" in said


def test_a_file_may_be_in_another_language(run, tmp_path):
    path = tmp_path / "q.csv"
    status, _ = run(
        "roxom", "--make", "cnad", "2026-Q4", "--out", str(path), "--language", "es"
    )  # fmt: skip
    assert status == 0
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[1][0] == "Informe trimestral a la CNAD"


@pytest.mark.parametrize(
    "name, period, told",
    [
        ("cy-cysec.monthly", "2026-Q4", "no period of cy-cysec.monthly, 2026-12 is one"),
        ("cy-cysec.monthly", "soon", "write 2026-11, 2026-Q4"),
        ("cy-cysec.monthly", "2027-01", "has not begun"),
        ("eu-gdpr.breach", "2026-11", "the policy has topics, cy-cysec.monthly"),
    ],
)
def test_what_is_no_return_is_told_what_would_be_one(run, tmp_path, name, period, told):
    status, said = run("xm", "--make", name, period, "--out", str(tmp_path / "x.csv"))
    assert status == 1
    assert told in said
    assert not (tmp_path / "x.csv").exists()


def test_a_file_that_cannot_be_written_is_said_and_no_copy_is_kept(run, tmp_path):
    path = tmp_path / "nowhere" / "q.csv"
    status, said = run("roxom", "--make", "cnad", "2026-Q4", "--out", str(path))
    assert status == 1
    assert f"{path} cannot be written" in said
    assert not ReturnCopy.objects.exists()


def test_a_language_that_the_desk_does_not_speak_is_refused(run, tmp_path):
    path = tmp_path / "q.csv"
    words = ("--make", "cnad", "2026-Q4", "--out", str(path), "--language", "tlh")
    with pytest.raises(SystemExit):
        run("roxom", *words)
    assert not path.exists()


def test_an_unknown_company_is_named(run):
    assert run("acme") == (1, "There is no company acme.\n")
