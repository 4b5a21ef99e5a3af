"""How often one visitor's answers and outcomes are noted: beyond that they are only shown.

Nobody is refused anything for it; but what one browser or script does a thousand times must not
say which articles help. Each process counts for itself, and forgets at the next minute.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock
from time import monotonic

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

A_MINUTE = 120
"""Of one address: several people may share one, and whoever types is noted at each pause."""


class Allowance:
    """So many of something a minute, for each of many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute, self._taken = -1, Counter[str]()
        self._lock = Lock()

    def take(self, who: str, now: float) -> bool:
        """Take one at an instant (seconds of any clock); False where none is left."""
        with self._lock:
            if int(now // 60) != self._minute:
                self._minute, self._taken = int(now // 60), Counter()
            self._taken[who] += 1
            return self._taken[who] <= self.most

    def forget(self) -> None:
        """Nobody has taken anything yet."""
        with self._lock:
            self._taken.clear()


noted_of = Allowance(A_MINUTE)


def may_note(request: HttpRequest) -> bool:
    """Whether what this visitor is shown or does next is still noted in this minute."""
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:  # behind fewer proxies than the settings name
        address = ""
    return noted_of.take(str(address), monotonic())
