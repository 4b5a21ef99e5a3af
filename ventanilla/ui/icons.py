"""The icons that data may name. Those written in a template are found there by the build.

`build.mjs` reads the names in quotes below, so a new member is in the sprite after `npm run build`.
Names are those of @tabler/icons (outline).
"""

from enum import StrEnum
from typing import Final


class Icon(StrEnum):
    """One picture each; the word beside it says the same."""

    FORM = "world"
    MAIL = "mail"
    CHAT = "message-circle"
    CALL = "phone-call"
    PHONE = "phone"
    TELEGRAM = "brand-telegram"
    SOCIAL = "brand-x"
    POST = "mailbox"
    WRITE = "pencil"
    API = "api"
    COMPLAINT = "scale"
    DOCUMENT = "id"
    VIP = "crown"
    PAID = "bolt"
    INBOX = "inbox"
    RISK = "hourglass-high"
    UNASSIGNED = "user-off"
    BOARD = "progress"
    ARTICLE = "book"
    SETTINGS = "settings"
    QUARANTINE = "shield-question"
    ASSIGNED = "user"
    TEAM = "users"
    RECEIVED = "inbox"
    DONE = "circle-check"
    REOPENED = "rotate"
    CLOSED = "archive"
    WAITING = "player-pause"
    ESCALATED = "arrow-big-up-lines"
    CLOCK = "clock"
    TAG = "tag"
    LOCK = "lock"
    WARNING = "alert-triangle"
    FILE = "file-text"
    PICTURE = "photo"
    MONEY = "building-bank"
    SEARCH = "search"
    QUESTION = "help-circle"
    REPLY = "corner-up-left"
    MOVED = "corner-down-right"
    MERGED = "git-merge"
    LANGUAGE = "language"


SHELVES: Final = (
    "building-bank",
    "chart-candle",
    "clock",
    "id",
    "lifebuoy",
    "list-check",
    "lock",
    "login",
    "mail-opened",
    "message-circle",
    "messages",
    "package",
    "palette",
    "rocket",
    "scale",
    "school",
    "search",
    "send",
    "shield-lock",
    "shopping-cart",
    "ticket",
    "wallet",
    "world",
    "player-play",
    "calendar-event",
)
"""Those that a help centre may put beside a section, or beside what can be watched."""

MIRRORED: Final = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "corner-down-left",
        "corner-down-right",
        "corner-up-left",
        "arrow-back-up",
        "send",
        "login-2",
        "logout",
        "external-link",
        "list",
        "layout-sidebar-right",
        "arrows-sort",
    }
)
"""Icons that point along the line of text: turned over in right-to-left pages."""
