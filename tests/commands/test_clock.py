"""``ventanilla clock``: lines in, lines out, and no line that stops the next."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from ventanilla.commands import clock as command

RECEIVED = {"kind": "received", "at": "2026-03-27T16:10:00-06:00"}
ACK: dict[str, Any] = {
    "id": "D-01",
    "zone": "America/El_Salvador",
    "clock": {"from": "received", "span": "5 business_days", "calendar": "sv"},
    "calendars": {"sv": {"holidays": "SV"}},
    "schedules": {},
    "events": [RECEIVED],
}


def answers(*lines: Any) -> list[dict[str, Any]]:
    desk = command.Desk()
    texts = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
    return [json.loads(json.dumps(desk.answer(text))) for text in texts]


@pytest.mark.promise("RX-06")
def test_a_due_with_its_working_out() -> None:
    (answer,) = answers(ACK)
    assert answer["id"] == "D-01"
    assert answer["due"] == "2026-04-08T06:00:00Z"
    assert "2026-04-03 not counted: holiday: Good Friday" in answer["working"]
    assert "earlier" not in answer


def test_null_while_it_does_not_run() -> None:
    paused = {"kind": "paused", "at": "2026-03-30T10:00:00-06:00"}
    table = {**ACK["clock"], "pause": "suspend"}
    waiting, stopped = answers(
        {**ACK, "events": []}, {**ACK, "clock": table, "events": [RECEIVED, paused]}
    )
    assert waiting["due"] is None
    assert stopped["due"] is None
    assert "paused since" in stopped["working"][-1]


def test_an_amendment_keeps_the_old_due_unless_it_was_not_yet_known() -> None:
    closure = {"day": "2026-03-31", "published": "2026-03-30", "name": "Strike"}
    line = {**ACK, "calendars": {"sv": {"holidays": "SV", "closures": [closure]}}}
    now, then = answers(line, {**line, "as_of": "2026-03-29T12:00:00Z"})
    assert now["due"] == "2026-04-09T06:00:00Z"
    assert now["earlier"] == [
        {
            "due": "2026-04-08T06:00:00Z",
            "reason": "2026-03-31 became a closed day (Strike), published 2026-03-30",
        }
    ]
    assert then["due"] == "2026-04-08T06:00:00Z"


def test_events_carry_by_and_detail() -> None:
    slot = {"slot": "2026-03-30T10:00:00-06:00"}
    event = {"kind": "slot_agreed", "at": RECEIVED["at"], "by": "human", "detail": slot}
    line = {**ACK, "clock": {"from": "slot_agreed", "span": "agreed_slot"}, "events": [event]}
    assert answers(line)[0]["due"] == "2026-03-30T16:00:00Z"


@pytest.mark.parametrize(
    ("change", "hints"),
    [
        ({"zone": "America/El_Salvado"}, ["zone", "America/El_Salvador"]),
        ({"zone": "../../etc/passwd"}, ["zone", "IANA"]),
        ({"zone": None}, ["zone", "nothing"]),
        ({"clock": None}, ["clock"]),
        ({"clock": {"from": "received", "span": "5 dayz"}}, ["clock.span", "dayz", '"days"']),
        ({"clock": {**ACK["clock"], "rol": "none"}}, ["clock.rol", '"roll"']),
        ({"calendars": {"sv": {"holidays": "SW"}}}, ["calendars.sv.holidays", "SW"]),
        ({"calendars": []}, ["calendars"]),
        ({"schedules": {"s": {"week": {"daily": "closed"}}}}, ["schedules.s", "no open window"]),
        ({"events": [{"kind": "received", "at": "2026-03-27T16:10:00"}]}, ["events[0].at"]),
        ({"events": [{"kind": "received", "at": "yesterday"}]}, ["events[0].at", "yesterday"]),
        ({"events": [{"kind": "received", "at": 5}]}, ["events[0].at", "5"]),
        ({"events": [{**RECEIVED, "by": "nobody"}]}, ["events[0].by", "customer"]),
        ({"events": [{**RECEIVED, "detail": {"slot": 5}}]}, ["events[0].detail"]),
        ({"events": [{**RECEIVED, "bye": "human"}]}, ["events[0].bye", '"by"']),
        ({"events": {}}, ["events", "a list"]),
        ({"event": []}, ["event", '"events"']),
        ({"events": [{"kind": "received", "at": "9999-12-30T00:00:00Z"}]}, ["range"]),
    ],
)
def test_a_wrong_line_is_answered_and_the_next_one_too(
    change: dict[str, Any], hints: list[str]
) -> None:
    wrong, right = answers({**ACK, **change}, ACK)
    assert wrong["id"] == "D-01"
    assert "due" not in wrong
    for hint in hints:
        assert hint in wrong["error"]
    assert right["due"] == "2026-04-08T06:00:00Z"


@pytest.mark.parametrize("line", ["{", "", "[1]", '"id"', "null", b"\xff\xfe{}", "[" * 100_000])
def test_what_is_no_question_is_answered_without_an_id(line: str | bytes) -> None:
    wrong, right = answers(line, ACK)
    assert wrong["id"] is None
    assert wrong["error"]
    assert "due" in right


def test_a_table_read_once_is_kept_and_another_is_not_taken_for_it() -> None:
    desk = command.Desk()
    for _ in range(2):
        assert desk.answer(json.dumps(ACK))["due"] == "2026-04-08T06:00:00Z"
    other = {**ACK, "calendars": {"sv": {"holidays": "SV", "closures": ["2026-03-30"]}}}
    assert desk.answer(json.dumps(other))["due"] == "2026-04-09T06:00:00Z"
    shop = {"week": {"mon-fri": "09:00-18:00", "holiday": "closed"}, "calendar": "sv"}
    line = {
        **ACK,
        "clock": {"from": "received", "span": "9 open_hours", "schedule": "shop"},
        "schedules": {"shop": shop},
    }
    assert desk.answer(json.dumps(line))["due"] == "2026-03-30T22:10:00Z"
    amended = {**line, "calendars": other["calendars"]}
    assert desk.answer(json.dumps(amended))["due"] == "2026-03-31T22:10:00Z"


def test_the_command_answers_each_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{json.dumps(ACK)}\n\n{{\n"))
    assert command.main([]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["due"] == "2026-04-08T06:00:00Z"
    assert second["id"] is None


def test_an_answer_comes_before_the_next_question() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ventanilla.commands.clock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(json.dumps(ACK) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["due"] == "2026-04-08T06:00:00Z"
        process.stdin.close()
        assert process.wait() == 0


def test_the_command_needs_no_django() -> None:
    code = (
        "import sys, ventanilla.commands.clock\n"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
