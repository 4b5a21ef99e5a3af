"""What happened: the plain values from which every decision of the core follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

type Actor = Literal["customer", "human", "system", "outside"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened to a ticket, at an aware instant, and by whom.

    ``detail`` holds ids, codes and ISO instants, never personal words.
    """

    kind: str
    at: datetime
    by: Actor = "system"
    detail: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.kind}: an instant needs its UTC offset, found {self.at}")
