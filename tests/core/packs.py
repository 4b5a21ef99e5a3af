"""Law packs for tests: the files of ``laws/``, a small company, and the one under the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.core.policies import acme
from ventanilla.core.policy import Pack, Policy, read_pack, with_packs

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "laws").glob("*.toml"))
SLUGS = [path.stem for path in FILES]
TITLE = {"en": "Title"}
SV, CY, ES = "America/El_Salvador", "Asia/Nicosia", "Europe/Madrid"
MX, EN = "America/Mexico_City", "Europe/London"


def text_of(slug: str) -> str:
    return (ROOT / "laws" / f"{slug}.toml").read_text(encoding="utf-8")


def pack(slug: str, **changes: str) -> Pack:
    """A pack of the folder, or one whose text is changed: ``old="...", new="..."``."""
    text = text_of(slug)
    if changes:
        assert changes["old"] in text
        text = text.replace(changes["old"], changes["new"])
    return read_pack(text, f"laws/{slug}.toml")


def firm(zone: str, holidays: str = "CY", **parts: Any) -> Policy:
    """The small company somewhere, with a topic of each subject and letters for complaints."""
    subjects = ("privacy", "payment", "billing", "continuity", "moderation")
    topics = {
        word: {"title": TITLE, "accepts": ["email", "form"], "subject": word} for word in subjects
    }
    notices = {
        name: {"title": TITLE, "fields": ["number"]} for name in ("ack", "answer", "decision")
    }
    phone = {"kind": "phone", "title": TITLE, "address": "+1", "schedule": "always"}
    home = {"zone": zone, "calendar": "home"}
    return acme(
        policy={**home, **parts.pop("policy", {})},
        calendar={"home": {"holidays": holidays}},
        topic=topics,
        notice=notices,
        channel={"phone": phone},
        **parts,
    )


def under(slug: str, zone: str, holidays: str = "CY") -> Policy:
    return with_packs(firm(zone, holidays), [pack(slug)])
