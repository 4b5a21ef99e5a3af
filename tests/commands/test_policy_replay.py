"""The command ``ventanilla policy replay``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.companies.proposing import SOONER, text_of
from tests.tickets.trying import MONDAY, NOW, SOONER_TEXT, answered
from ventanilla.cli import parser_of
from ventanilla.commands import policy_replay
from ventanilla.commands.progress import told
from ventanilla.companies.drafts import Author, propose, withdraw
from ventanilla.companies.models import PolicyDraft
from ventanilla.tickets.actions.reply import reply

pytestmark = pytest.mark.django_db
ANA = Author(101, "Ana")


def run(*words: str) -> int:
    args = parser_of("policy").parse_args(["replay", *words])
    return int(args.run(args))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command runs on the tests' database, on a day of their own."""

    @contextmanager
    def database() -> Iterator[None]:
        yield

    monkeypatch.setattr(policy_replay, "database", database)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sooner(tmp_path: Path) -> str:
    path = tmp_path / "next.toml"
    path.write_text(SOONER_TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def two(ask: Any, marta: Any) -> tuple[Any, Any]:
    """Two mails to XM, answered after ten and after twenty hours."""
    return answered(ask, marta, 10), answered(ask, marta, 20)


def test_of_two_answers_the_slower_would_have_been_late_and_is_named(
    two: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sooner, "--since", "2026-11-01") == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0].startswith("xm: 2 tickets received since 2026-11-01, ")
    assert f"  kept, would have been broken: 1 ({two[1].number})" in lines
    assert two[0].number not in out
    place = lines.index("promise.email_answer: First answer by e-mail")
    assert re.fullmatch(r"  now +2 +2 +0 +0 +0 +0 +10 hours +20 hours +20 hours", lines[place + 2])
    assert re.match(r"  by 1\.1 +2 +1 +1 +0 ", lines[place + 3])


def test_the_policy_in_force_makes_no_difference(
    two: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "same.toml"
    path.write_text(text_of("xm", "1.1", "2026-12-01"), encoding="utf-8")
    assert run(str(path), "--since", "2026-11-01") == 0
    out = capsys.readouterr().out
    assert "Nothing would have been otherwise." in out
    assert "  both " in out
    assert "would have been broken" not in out


def test_a_draft_is_tried_as_its_file_is(
    two: Any, own_policies: None, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    propose("xm", SOONER_TEXT, ANA, NOW)
    run(sooner, "--since", "2026-11-01")
    by_file = capsys.readouterr().out
    assert run("--draft", "1.1", "--company", "xm", "--since", "2026-11-01") == 0
    assert capsys.readouterr().out == by_file


def test_json_says_the_same_for_programs(
    two: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sooner, "--since", "2026-11-01", "--until", "2026-11-20", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    mail = next(p for p in found["promises"] if p["name"] == "email_answer")
    assert found["tickets"] == 2
    assert mail["differences"] == {"broken": {"count": 1, "examples": [two[1].number]}}
    assert (mail["now"]["kept"], mail["new"]["kept"], mail["new"]["broken"]) == (2, 1, 1)
    assert mail["now"]["seconds_to_keep"] == {"p50": 36000, "p95": 72000, "worst": 72000}
    assert found["until"] == "2026-11-20"


def test_the_newest_alone_are_said_to_be(
    two: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sooner, "--since", "2026-11-01", "--limit", "1") == 0
    assert "xm: the newest 1 of 2 tickets" in capsys.readouterr().out


def test_days_are_those_of_the_company(
    two: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, count in ((("2026-11-16", "2026-11-16"), 2), (("2026-11-17", "2026-11-20"), 0)):
        assert run(sooner, "--since", words[0], "--until", words[1]) == 0
        assert f"xm: {count} tickets" in capsys.readouterr().out


def test_another_policy_is_tried_on_a_companys_tickets_and_what_it_lacks_is_named(
    two: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    etoro = Path(__file__).resolve().parents[2] / "companies" / "etoro" / "policy.toml"
    assert run(str(etoro), "--company", "xm", "--since", "2026-11-01") == 0
    out = capsys.readouterr().out
    assert "channel.email: no such channel" in out
    assert two[0].number in out


def test_what_is_usual_is_shown_as_a_rate(
    ask: Any, marta: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (ask("xm", "general", "chat", MONDAY) for _ in range(2))
    for ticket, minutes in ((first, 2), (second, 30)):
        at = MONDAY + timedelta(minutes=minutes)
        reply(ticket.company_id, ticket.id, marta, "Hecho.", at)
    assert run(sooner, "--since", "2026-11-01") == 0
    out = capsys.readouterr().out
    assert "  now, a rate: 50.0% kept; the goal is 90% over 30 days: missed" in out


def test_a_time_without_tickets_is_told_so(sooner: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sooner, "--since", "2026-11-01") == 0
    assert "There is nothing to try it on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the file of a policy, or a draft"),
        (("FILE", "--draft", "1.1"), "Name the file of a policy, or a draft"),
        (("--draft", "1.1"), "name its company"),
        (("--draft", "7", "--company", "xm"), "no draft of version 7; there are: none"),
        (("FILE", "--company", "nowhere"), "There is no company 'nowhere'"),
        (("FILE", "--until", "2026-10-31"), "2026-10-31 is before --since 2026-11-01"),
        (("missing.toml",), "missing.toml: cannot be read"),
    ],
)
def test_what_cannot_be_tried_is_said(
    sooner: str, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [sooner if word == "FILE" else word for word in words]
    assert run(*named, "--since", "2026-11-01") == 1
    assert said in capsys.readouterr().out


def test_a_policy_with_mistakes_is_not_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(SOONER_TEXT.replace("cy-cysec@1", "cy-cysek@1"), encoding="utf-8")
    assert run(str(path), "--since", "2026-11-01") == 1
    assert 'Did you mean "cy-cysec"?' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "yesterday"), 'found "yesterday"; a day is needed'),
        (("--since", "0001-01-01"), 'found "0001-01-01"; a day is needed'),
        (("--since", "2026-11-01", "--until", "9999-12-31"), 'found "9999-12-31"'),
        (("--since", "2026-11-01", "--limit", "0"), "a number from 1"),
    ],
)
def test_words_that_are_no_day_or_number_are_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run("x.toml", *words)
    assert said in capsys.readouterr().err


def test_progress_is_told_when_asked_for_and_not_on_a_pipe(
    two: Any, sooner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(sooner, "--since", "2026-11-01")
    assert capsys.readouterr().err == ""
    run(sooner, "--since", "2026-11-01", "--progress")
    assert capsys.readouterr().err == "2 of 2 tickets\n"


@pytest.mark.parametrize(
    ("done", "spent", "text"),
    [
        (12_000, 18.0, "12,000 of 100,000 tickets, 2 min left"),
        (50_000, 30.0, "50,000 of 100,000 tickets, 30 s left"),
        (100_000, 60.0, "100,000 of 100,000 tickets"),
        (0, 0.0, "0 of 100,000 tickets"),
    ],
)
def test_progress_says_how_much_is_left(done: int, spent: float, text: str) -> None:
    assert told(done, 100_000, "tickets", spent) == text


def test_a_draft_that_was_withdrawn_is_none(
    own_policies: None, company: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = propose("xm", text_of("xm", "1.1", "2026-12-01", SOONER), ANA, NOW)
    withdraw(draft.pk, company("xm").id, ANA, NOW)
    assert run("--draft", "1.1", "--company", "xm", "--since", "2026-11-01") == 1
    assert "There is no draft of version 1.1" in capsys.readouterr().out
    assert PolicyDraft.objects.count() == 1
