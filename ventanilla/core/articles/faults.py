"""What speaks against words or settings that somebody typed, each at its field."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.core.words import Phrase


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the field it stands in, and what to do."""

    field: str
    text: Phrase


class MistakesError(ValueError):
    """Something typed cannot be kept; ``faults`` names every mistake, and nothing was changed."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.field}: {fault.text}" for fault in faults))
