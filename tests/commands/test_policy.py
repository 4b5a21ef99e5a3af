"""The command ``ventanilla policy``."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.companies.proposing import SOONER, text_of
from ventanilla.cli import parser_of
from ventanilla.commands import policy_drafts
from ventanilla.companies.models import PolicyDraft
from ventanilla.people.models import Membership

COMPANIES = Path(__file__).resolve().parents[2] / "companies"


def run(*words: str) -> int:
    args = parser_of("policy").parse_args(words)
    return int(args.run(args))


def file_of(slug: str) -> str:
    return str(COMPANIES / slug / "policy.toml")


@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_check_accepts_the_samples(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", file_of(slug)) == 0
    assert "No mistakes." in capsys.readouterr().out


def test_check_lists_findings_with_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    run("check", file_of("exness"))
    lines = capsys.readouterr().out.splitlines()
    found = next(line for line in lines if "hours-differ" in line)
    assert found.startswith("contradiction hours-differ channel.chat.schedule: ")
    assert "120 hours a week; the table adds up to 134 hours" in found
    assert "EX-09" in found
    assert lines[-1].endswith("assumptions.")


def test_check_names_every_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(file_of("xm")).read_text(encoding="utf-8")
    text = text.replace('kind = "chat"', 'kind = "caht"').replace(
        'topics = ["complaint"]', 'topics = ["complain"]'
    )
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    assert run("check", str(path)) == 1
    out = capsys.readouterr().out
    assert f'{path}: channel.chat.kind: found "caht"; allowed: ' in out
    assert 'Did you mean "chat"?' in out
    assert 'promise.complaint_ack.topics: found "complain"' in out
    assert 'promise.complaint_answer.topics: found "complain"' in out
    assert out.endswith("3 mistakes.\n")


def test_check_reads_the_letters_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "xm"
    shutil.copytree(COMPANIES / "xm", folder)
    (folder / "letters/zh/receipt.txt").unlink()
    ack = folder / "letters/es/ack.txt"
    ack.write_text(ack.read_text(encoding="utf-8").replace("{handler}", "{handlre}"), "utf-8")
    answer = folder / "letters/ar/answer.txt"
    answer.write_text(answer.read_text(encoding="utf-8").replace("{body}", ""), "utf-8")
    assert run("check", str(folder / "policy.toml")) == 1
    out = capsys.readouterr().out
    assert "zh/receipt.txt: no such file" in out.replace("found ", "")
    assert 'Did you mean "handler"?' in out
    assert "notice.answer requires it" in out
    assert out.endswith("3 mistakes.\n")


def test_check_of_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(tmp_path / "none.toml")) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_due_prints_both_zones_and_the_working_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("due", file_of("roxom"), "ack", "--from", "2026-03-27T16:10-06:00") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "promise.ack (RX-06, RX-27, RX-48, RX-58): running"
    assert lines[1] == "due 2026-04-08T00:00-06:00 America/El_Salvador"
    assert lines[2] == "due 2026-04-08T06:00+00:00 UTC"
    assert any("Good Friday" in line for line in lines[3:])


def test_due_with_a_later_event(capsys: pytest.CaptureFixture[str]) -> None:
    later = "slot_agreed@2026-11-20T10:01+08:00=2026-11-24T10:00+08:00"
    start = "2026-11-20T10:00+08:00"
    assert run("due", file_of("exness"), "callback", "--from", start, "--event", later) == 0
    assert "due 2026-11-24T10:00+08:00 Asia/Shanghai" in capsys.readouterr().out


def test_due_in_another_language_tells_local_days(capsys: pytest.CaptureFixture[str]) -> None:
    start = "2026-03-27T16:10-06:00"
    assert run("due", file_of("roxom"), "ack", "--from", start, "--lang", "es") == 0
    assert "vie" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("akc", "--from", "2026-03-27T16:10-06:00"), 'no promise "akc".*Did you mean "ack"'),
        (("ack", "--from", "2026-03-27T16:10"), "--from: found .* offset is needed"),
        (("ack", "--from", "yesterday"), "--from: found .yesterday."),
        (
            ("ack", "--from", "2026-03-27T16:10-06:00", "--event", "paused"),
            "KIND@INSTANT is needed",
        ),
    ],
)
def test_due_of_what_cannot_be_asked(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("due", file_of("roxom"), *words) == 1
    assert re.search(message, capsys.readouterr().out)


def test_due_of_a_promise_without_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", file_of("etoro"), "answer", "--from", "2026-03-27T16:10+01:00") == 1
    assert "no clock" in capsys.readouterr().out


def test_diff_names_what_the_second_file_says_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = tmp_path / "next.toml"
    after.write_text(text_of("xm", "1.1", "2027-01-01", SOONER), encoding="utf-8")
    assert run("diff", file_of("xm"), str(after)) == 0
    lines = capsys.readouterr().out.splitlines()
    place = lines.index("changed promise.email_answer: First answer by e-mail")
    assert lines[place + 1] == "  time: how long: 24 hours \u2192 12 hours"
    assert "changed policy" in lines
    assert "  version: 1.0 \u2192 1.1" in lines
    assert run("diff", file_of("xm"), file_of("xm")) == 0
    assert capsys.readouterr().out == "Nothing differs.\n"


def test_diff_in_another_language_tells_titles_and_figures_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = tmp_path / "next.toml"
    after.write_text(text_of("xm", "1.1", "2027-01-01", SOONER), encoding="utf-8")
    assert run("diff", file_of("xm"), str(after), "--lang", "es") == 0
    out = capsys.readouterr().out
    assert "Primera respuesta por correo" in out
    assert "24 horas \u2192 12 horas" in out


def test_diff_of_a_file_that_cannot_be_used_names_its_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = tmp_path / "next.toml"
    after.write_text("[policy]\n", encoding="utf-8")
    assert run("diff", file_of("xm"), str(after)) == 1
    assert f"{after}: policy.languages" in capsys.readouterr().out


@pytest.fixture
def deciders(marta: Any, lucia: Any, monkeypatch: pytest.MonkeyPatch, own_policies: None) -> None:
    """Marta and Lucía decide about policies at XM; the commands run on the tests' database."""

    @contextmanager
    def here() -> Iterator[None]:
        yield

    monkeypatch.setattr(policy_drafts, "database", here)
    Membership.objects.filter(company__slug="xm").update(role="supervisor")


@pytest.fixture
def next_file(tmp_path: Path) -> str:
    day = datetime.now(UTC).date() + timedelta(days=9)
    path = tmp_path / "next.toml"
    path.write_text(text_of("xm", "1.1", day, SOONER), encoding="utf-8")
    return str(path)


@pytest.mark.django_db
@pytest.mark.usefixtures("deciders")
def test_a_policy_is_drafted_approved_and_listed(
    next_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, hers = ("--by", "marta@desk.test"), ("--by", "Lucia@desk.test")
    assert run("draft", "xm", next_file, *mine, "--note", "faster") == 0
    assert "version 1.1 is drafted for" in capsys.readouterr().out
    assert run("versions", "xm") == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0].startswith("1.0 (number 1): in force, from ")
    assert listed[1].startswith("1.1: waits for approval, for ")
    assert run("approve", "xm", "1.1", *mine) == 1
    assert "a second person" in capsys.readouterr().out
    assert run("approve", "xm", "1.1", *hers) == 0
    assert "version 1.1 (number 2) holds from" in capsys.readouterr().out
    run("versions", "xm")
    assert "1.1 (number 2): waits for its day" in capsys.readouterr().out
    assert run("withdraw", "xm", "1.1", *mine) == 0
    capsys.readouterr()
    run("versions", "xm")
    assert "1.1" not in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.usefixtures("deciders")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft", "xm", "FILE", "--by", "nobody@desk.test"), "no supervisor or admin of xm"),
        (("draft", "etoro", "FILE", "--by", "marta@desk.test"), "no supervisor or admin of etoro"),
        (("draft", "nowhere", "FILE", "--by", "marta@desk.test"), "There is no company 'nowhere'"),
        (("draft", "xm", "MISSING", "--by", "marta@desk.test"), "MISSING"),
        (
            ("approve", "xm", "7", "--by", "marta@desk.test"),
            "no draft of version 7; there are: none",
        ),
        (("versions", "nowhere"), "There is no company 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_done(
    next_file: str, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [next_file if word == "FILE" else word for word in words]
    assert run(*named) == 1
    assert said in capsys.readouterr().out
    assert not PolicyDraft.objects.exists()
