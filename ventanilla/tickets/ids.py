"""Ids that need no round trip: milliseconds and chance in 63 bits, rising with time."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import datetime

_EPOCH_MS = 1_735_689_600_000  # 2025-01-01
_SPREAD = 21
_lock = threading.Lock()
_last = 0


def first_id(at: datetime) -> int:
    """No row that was made at an instant, or after it, has a smaller id."""
    return (int(at.timestamp() * 1000) - _EPOCH_MS) << _SPREAD


def new_id() -> int:
    """A fresh id: unique in this process, and by chance (1 in 2 million per millisecond) beyond.

    A collision between processes is refused by the primary key and the request is repeated.
    """
    global _last  # noqa: PLW0603 - the last id of this process, under its lock
    with _lock:
        fresh = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _SPREAD | secrets.randbits(_SPREAD)
        _last = max(fresh, _last + 1)
        return _last
