"""CPU milliseconds of server processes, the database included, per unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil


def family(pids: list[int]) -> list[psutil.Process]:
    """Processes with all their children."""
    found = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            found += [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def cpu_ms(pids: list[int]) -> float:
    """User and system time of the processes so far, in milliseconds, children that ended included."""
    total = 0.0
    for process in family(pids):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total * 1000


def memory_mb(pids: list[int]) -> float:
    """Memory of the processes in MB; pages shared between them are counted once (PSS)."""
    total = 0.0
    for process in family(pids):
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1024 / 1024


@dataclass(slots=True)
class Reading:
    """What a block of work cost: ``cpu`` in milliseconds in all."""

    cpu: float = 0.0
    seconds: float = 0.0


@dataclass(slots=True)
class Line:
    """One row of the table: a work, its figure, its budget."""

    work: str
    figure: str
    budget: str
    kept: bool
    note: str = ""


@dataclass(slots=True)
class Table:
    """All rows, printed as they come."""

    lines: list[Line] = field(default_factory=list)

    def add(self, work: str, value: float, unit: str, budget: float, note: str = "") -> None:
        kept = value <= budget
        line = Line(work, f"{value:.3g} {unit}", f"<= {budget:g} {unit}", kept, note)
        self.lines.append(line)
        mark = "ok  " if kept else "OVER"
        print(
            f"{mark} {line.work:<44} {line.figure:>14}   {line.budget:<16} {line.note}", flush=True
        )


@contextmanager
def measured(pids: list[int]) -> Iterator[Reading]:
    """CPU and wall time of the block."""
    import time

    reading, before, started = Reading(), cpu_ms(pids), time.monotonic()
    yield reading
    reading.cpu = cpu_ms(pids) - before
    reading.seconds = time.monotonic() - started
