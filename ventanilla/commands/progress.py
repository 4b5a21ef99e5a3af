"""How far long work has come, on standard error: a line that is overwritten on a terminal."""

from __future__ import annotations

import sys
from time import monotonic


class Progress:
    """Told after each piece how many of ``total`` are done."""

    def __init__(self, total: int, what: str) -> None:
        self.total, self.what = total, what
        self.begun = monotonic()
        self.on_terminal = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        """Show it."""
        spent = monotonic() - self.begun
        text = told(done, self.total, self.what, spent)
        sys.stderr.write(f"\r\x1b[K{text}" if self.on_terminal else f"{text}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave a terminal's line to what comes next."""
        if self.on_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def told(done: int, total: int, what: str, spent: float) -> str:
    """ "12,000 of 100,000 tickets, 2 min left", from the seconds spent so far."""
    text = f"{done:,} of {total:,} {what}"
    rest = spent / done * (total - done) if done else 0.0
    if rest <= 0:
        return text
    left = f"{round(rest / 60)} min" if rest >= 90 else f"{max(1, round(rest))} s"
    return f"{text}, {left} left"
