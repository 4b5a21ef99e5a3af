"""Template tags of the look: icons, time left, small look-ups."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ventanilla.ui.icons import MIRRORED
from ventanilla.ui.parts import PromiseView, TicketRow
from ventanilla.ui.parts.board import RiskRow

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite. Silent for readers of the screen unless `label` is given."""
    return _icon(name, label, static("build/icons.svg"))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str, sprite: str) -> SafeString:
    turned = " mirror" if name in MIRRORED else ""
    heard = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon{}" width="20" height="20" {}><use href="{}#{}"></use></svg>',
        turned,
        heard,
        sprite,
        name,
    )


@register.simple_tag
def left(promise: PromiseView, *, sign: bool = False) -> SafeString:
    """Write the amount of time left; the script keeps it right, minute by minute.

    With `sign` an amount that is overdue begins with a minus.
    """
    minus = "−" if sign and promise.state == "late" else ""
    if promise.due is None:
        return format_html('<span dir="auto">{}{}</span>', minus, promise.left_text)
    return format_html(
        '<time datetime="{0}" data-due="{0}"{1} dir="auto">{2}{3}</time>',
        promise.due.isoformat(),
        SafeString(" data-sign") if sign else "",
        minus,
        promise.left_text,
    )


@register.filter
def get(mapping: Any, key: str) -> Any:
    """Look a key up in a mapping; "" when it is missing."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def fixed_part(name: str) -> SafeString:
    """Draw a part that has no context: once in each language, for all readers."""
    return _fixed_part(name, get_language() or "en", static("build/icons.svg"))


@lru_cache(maxsize=128)
def _fixed_part(name: str, language: str, sprite: str) -> SafeString:
    del language, sprite  # they are part of what was drawn
    return render_to_string(name)


@register.simple_tag
def ticket_row(row: TicketRow) -> SafeString:
    """Draw a row of a console list.

    A row is a value: the same row in the same language is the same HTML, so it is drawn once. It
    changes with its ticket and with each minute of its promise.
    """
    return _ticket_row(row, get_language() or "en", static("build/icons.svg"))


@lru_cache(maxsize=8192)
def _ticket_row(row: TicketRow, language: str, sprite: str) -> SafeString:
    del language, sprite  # they are part of what was drawn
    return render_to_string("ui/parts/ticket_row.html", {"row": row})


@register.simple_tag
def risk_row(row: RiskRow, staff: tuple[tuple[int, str], ...]) -> SafeString:
    """Draw a row of the board's list of what is at risk: once for each minute of its promise."""
    return _risk_row(row, staff, get_language() or "en", static("build/icons.svg"))


@lru_cache(maxsize=512)
def _risk_row(
    row: RiskRow, staff: tuple[tuple[int, str], ...], language: str, sprite: str
) -> SafeString:
    del language, sprite  # they are part of what was drawn
    return render_to_string("ui/parts/risk_row.html", {"row": row, "staff": staff})
