"""Values of the periodic returns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ventanilla.ui.parts.shared import Choice, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnView:
    """A return of a period: what it is, to whom, how it stands and how its due was worked out.

    ``sent_text`` says when and by whom it was sent; ``digest`` is the file's SHA-256.
    """

    title: str
    to: str
    period: str
    url: str
    state: Tag
    source: str = ""
    due_text: str = ""
    due_iso: str = ""
    left_text: str = ""
    working: Sequence[str] = ()
    sent_text: str = ""
    reference: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A file that was made of a return."""

    title: str
    url: str
    made_text: str
    digest: str
    size_text: str
    choice: Choice
