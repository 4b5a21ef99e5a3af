"""A question as it may be kept: without what could name a person or an account."""

from __future__ import annotations

import re

LONGEST = 200
_ADDRESS = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"\d[\d\s.-]{3,}\d")
_LINK = re.compile(r"https?://\S+")


def masked(question: str) -> str:
    """Mail addresses, links and numbers of five digits or more become an ellipsis."""
    one_line = " ".join(question.split())
    for pattern in (_ADDRESS, _LINK, _NUMBER):
        one_line = pattern.sub("\N{HORIZONTAL ELLIPSIS}", one_line)
    return one_line[:LONGEST]
