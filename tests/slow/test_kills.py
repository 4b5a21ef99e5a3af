"""``kill -9`` at random moments: nothing acknowledged is lost, nothing is there twice.

``KILLS`` sets how many (100); ``SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.slow.intake import Intake
from tests.slow.supervisor import CLI, PYTHON, Fragile
from tools.desk import ROOT

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "100"))
BACK_S = 10.0


@dataclass(frozen=True)
class Verdict:
    """What became of the requests that were acknowledged."""

    heard: int
    lost: list[str]
    twice: list[str]


def judge(desk: Fragile, intake: Intake, within: float = 120) -> Verdict:
    """Wait until every stored mail is taken in, then count each acknowledged request."""
    with psycopg.connect(desk.url, autocommit=True) as database:
        end = time.monotonic() + within
        while time.monotonic() < end:
            row = database.execute(
                "SELECT count(*) FROM channels_inbound WHERE state = 'new'"
            ).fetchone()
            if row == (0,):
                break
            time.sleep(0.3)
        counted = dict(
            database.execute(
                "SELECT subject, count(*) FROM tickets_ticket GROUP BY subject"
            ).fetchall()
        )
    lost = sorted(subject for subject in intake.heard if subject not in counted)
    twice = sorted(subject for subject, times in counted.items() if times > 1)
    return Verdict(len(intake.heard), lost, twice)


@pytest.fixture
def folder() -> Iterator[Path]:
    (ROOT / ".data").mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="vt-kills-", dir=ROOT / ".data"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def chance() -> random.Random:
    seed = int(os.environ.get("SEED", "") or random.randrange(10**6))
    print(f"SEED={seed}")
    return random.Random(seed)


def test_no_kill_loses_or_doubles_a_request(folder, chance, capsys):
    slowest = 0.0
    with Fragile(folder) as desk:
        intake = Intake(desk)
        intake.start("api", "api", "form", "mail")
        for number in range(KILLS):
            time.sleep(chance.uniform(0, 0.8))
            name = chance.choice(["serve", "work", "postgres"])
            desk.kept[name].kill()
            took = desk.wait_until_well(BACK_S)
            slowest = max(slowest, took)
            with capsys.disabled():
                print(
                    f"{number + 1}: {name} back after {took:.1f} s, {len(intake.heard)} heard",
                    flush=True,
                )
        intake.finish()
        verdict = judge(desk, intake)
        checked = subprocess.run(
            [*CLI, "verify"], cwd=ROOT, env=desk.env, capture_output=True, text=True, check=False
        )
    with capsys.disabled():
        print(
            f"{verdict.heard} heard, {intake.repeats} tries repeated, back after {slowest:.1f} s at most"
        )
    assert slowest <= BACK_S
    assert verdict.heard > KILLS
    assert verdict.lost == []
    assert verdict.twice == []
    assert checked.returncode == 0, checked.stdout[-2000:]


def test_the_judge_catches_who_acknowledges_before_the_commit(folder, chance):
    hasty = [*PYTHON, "-m", "tests.slow.hasty_work"]
    with Fragile(folder, work=hasty) as desk:
        intake = Intake(desk)
        intake.start("mail", "mail")
        for _ in range(3):
            time.sleep(chance.uniform(0.5, 1.0))
            desk.kept["work"].kill()
            desk.wait_until_well(BACK_S)
        intake.finish()
        assert judge(desk, intake).lost != []
