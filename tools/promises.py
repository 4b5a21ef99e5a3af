"""``make promises``: which of the 355 published rules are proven by a passing test.

The tests marked ``@pytest.mark.promise("RX-06", ...)`` are run. A row counts when every test
that names it passes; an id that does not exist, or a marked test that fails, fails the command.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Any

import pytest

ROWS = {"XM": 112, "ET": 21, "EX": 100, "RX": 76, "SB": 46}
NAMES = {"XM": "XM", "ET": "eToro", "EX": "Exness", "RX": "Roxom Markets", "SB": "E-shop builder"}
IDS = {f"{prefix}-{n:02d}" for prefix, count in ROWS.items() for n in range(1, count + 1)}


class Collector:
    """Remembers which test names which rows, and how each test ended."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, set[str]] = defaultdict(set)
        self.unknown: set[str] = set()
        self.passed: set[str] = set()
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, config: Any, items: list[Any]) -> None:
        marked = []
        for item in items:
            ids = {row for mark in item.iter_markers("promise") for row in mark.args}
            if not ids:
                continue
            marked.append(item)
            self.unknown |= ids - IDS
            for row in ids & IDS:
                self.rows[row].add(item.nodeid)
        config.hook.pytest_deselected(items=[item for item in items if item not in marked])
        items[:] = marked

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def proven(self) -> set[str]:
        """Rows of which every test passed; a skipped test proves nothing."""
        return {row for row, tests in self.rows.items() if tests <= self.passed - self.failed}


def report(found: Collector) -> None:
    """A table per company, then the total."""
    proven = found.proven()
    print(f"\n{'company':<16} {'rows':>5} {'proven':>7} {'open':>5}")
    for prefix, count in ROWS.items():
        done = sorted(row for row in proven if row.startswith(f"{prefix}-"))
        print(f"{NAMES[prefix]:<16} {count:>5} {len(done):>7} {count - len(done):>5}")
    if "-v" in sys.argv:
        for prefix in ROWS:
            print(f"\n{NAMES[prefix]}, proven:")
            print("  " + " ".join(sorted(row for row in proven if row.startswith(f"{prefix}-"))))
    print(f"\n{len(proven)} of {sum(ROWS.values())} rows proven")


def main() -> int:
    """Run the marked tests and report."""
    found = Collector()
    status = pytest.main(["-q", "-p", "no:cacheprovider", "-m", "not slow"], plugins=[found])
    report(found)
    for row in sorted(found.unknown):
        print(f"{row}: there is no such row")
    return 1 if found.unknown or found.failed or status not in {0, 5} else 0


if __name__ == "__main__":
    sys.exit(main())
