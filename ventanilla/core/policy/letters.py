"""Letter templates: plain text with places from a fixed list, never code and never data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ventanilla.core.policy.duties import FIELDS, Notice
from ventanilla.core.tables import PolicyError, nearest

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A template of one notice in one language."""

    subject: str
    body: str

    @property
    def fields(self) -> frozenset[str]:
        """The places it leaves open."""
        return frozenset(_PLACE.findall(f"{self.subject}\n{self.body}"))


def read_letter(text: str, source: str, notice: Notice | None = None) -> Letter:
    """Read a template whose first line is ``Subject: ...``.

    Raises:
        PolicyError: for a missing subject, an unknown place, or a field that ``notice`` requires
            and the template lacks (a letter without it may not go out).
    """
    first, _, rest = text.partition("\n")
    subject = first.removeprefix("Subject:").strip()
    if not first.startswith("Subject:") or not subject:
        raise PolicyError(source, f'"{first}"', 'the first line must be "Subject: ..."')
    letter = Letter(subject, rest.strip() + "\n")
    for word in sorted(letter.fields):
        if word not in FIELDS:
            wanted = "allowed: " + ", ".join(FIELDS)
            raise PolicyError(source, f"{{{word}}}", wanted, nearest(word, FIELDS))
    for word in notice.fields if notice else ():
        if word not in letter.fields:
            wanted = f"notice.{notice.name if notice else ''} requires it"
            raise PolicyError(source, f"no {{{word}}}", wanted)
    return letter
