"""The lines of a thread that name another request: merged, taken in, split off; and set aside."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ventanilla.core.parking import REASONS
from ventanilla.tickets.models import Event
from ventanilla.tickets.queries import Whole


def joint_words(event: Event, found: Whole) -> str:
    """What such an event says to an agent; empty for any other."""
    if event.kind == "parked":
        return _parked(event.detail.get("why", ""))
    number = found.numbers.get(event.detail.get("ticket", ""), "")
    undone = event.detail.get("why") == "unsplit"
    words = {
        "merged": _("The split was taken back: it goes on in %(number)s")
        if undone
        else _("Merged: it goes on in %(number)s"),
        "took_in": _("%(number)s came back: the split was taken back")
        if undone
        else _("%(number)s was merged into this request"),
        "unmerged": _("The merge with %(number)s was taken back"),
        "gave_back": _("The merge with %(number)s was taken back"),
        "split": _("Split off as %(number)s"),
        "split_from": _("Split off from %(number)s"),
        "notice_sent": _("The receipt of %(number)s was the receipt of these words"),
    }.get(event.kind, "")
    return words % {"number": number} if number and words else ""


def _parked(code: str) -> str:
    if code not in REASONS:
        return _("Set aside")
    return _("Set aside: %(why)s") % {"why": _(REASONS[code].title)}


def broken_words(detail: Mapping[str, str], promise: str) -> str:
    """A promise that fell due; while the request was merged, or before it was split off, it was
    nobody's neglect."""
    if "merged" in detail:
        return _("Fell due while it was merged: %(promise)s") % {"promise": promise}
    if "split" in detail:
        return _("Was due before it was split off: %(promise)s") % {"promise": promise}
    return _("Promise broken: %(promise)s") % {"promise": promise}
