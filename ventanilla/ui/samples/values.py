"""Values that both the portal's and the console's samples use."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ventanilla.ui.parts import CompanyView, FileView, MessageView, Person, PromiseView, Tag

KHALID = Person(name="Khalid Al-Harbi", initials="KH", tone=1)
MARTA = Person(name="Marta Gil", initials="MG", tone=7)
LUCIA = Person(name="Lucía Prado", initials="LP", tone=0)
NUMBER = "VT-2026-014582"
MISSING = "#"


def due(minutes: int) -> datetime:
    """Give an instant that many minutes from now, so that the ticking texts stay true."""
    return datetime.now(UTC) + timedelta(minutes=minutes, seconds=30)


def company(w: dict[str, Any]) -> CompanyView:
    """Give the made-up broker of the pictures."""
    return CompanyView(
        slug="aurora",
        name=w["company"],
        url=MISSING,
        disclaimer=w["disclaimer"],
        official=("help@aurora.example", "@AuroraHelp", "+971 4 000 0000"),
        notice=w["notice"],
    )


def running(w: dict[str, Any]) -> PromiseView:
    """Give the customer's promise of picture 03."""
    return PromiseView(
        name="next_reply",
        title=w["says"],
        state="running",
        due=due(42),
        due_text=w["when"],
        zone_text=w["place"],
        left_text=w["left"],
        share_left=18,
        working=w["working"],
    )


def open_tag(w: dict[str, Any]) -> Tag:
    """Give the state of the sample request."""
    return Tag(text=w["state"], tone="act")


def messages(w: dict[str, Any], *, desk: bool) -> list[MessageView]:
    """Give the two messages of the sample request, seen from either side."""
    files = (
        FileView(name="retiro-4800.pdf", size_text="312 KB", url=MISSING),
        FileView(name="captura.png", size_text="1.1 MB", url=MISSING, picture=True),
    )
    asked = MessageView(
        id="1",
        author=KHALID if desk else Person(name=w["you"], initials="KH", tone=1),
        at_text=w["step1d"].split(" · ")[0],
        text=w["said"],
        files=files,
        mine=not desk,
        quoted="" if desk else "> 2026-11-21\n> …",
    )
    told = MessageView(
        id="2",
        author=MARTA,
        at_text=w["at"],
        text=w["answer"],
        mine=desk,
        status="sent",
        status_text="",
    )
    return [asked, told] if desk else [told, asked]
