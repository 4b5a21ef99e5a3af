"""The negative control: a worker that says 250 first and commits half a second later.

Only for ``test_kills``: it shows that the judge there catches a desk that acknowledges too early.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import django

django.setup()

from ventanilla import cli  # noqa: E402 - Django must be set up first
from ventanilla.channels.email import doors  # noqa: E402

TOO_LATE_S = 0.5
_properly = doors._keep
_pending: set[Any] = set()


async def hasty(envelope: Any, recipient: str) -> None:
    """Return, and so let 250 be said, before anything is kept."""

    async def later() -> None:
        await asyncio.sleep(TOO_LATE_S)
        await _properly(envelope, recipient)

    task = asyncio.create_task(later())
    _pending.add(task)
    task.add_done_callback(_pending.discard)


if __name__ == "__main__":
    doors._keep = hasty
    sys.argv = ["ventanilla", "work"]
    sys.exit(cli.main())
