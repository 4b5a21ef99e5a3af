"""Noting a promise that fell due unkept, once, at its own instant."""

from __future__ import annotations

from ventanilla.tickets.change import Change


def note_breaches(change: Change, **why: str) -> None:
    """Record every promise of a ticket that is broken and was not noted yet.

    ``why`` says what else was so: a promise that fell due while its request was merged into another
    is no agent's neglect, and the record must not look as if it were.
    """
    noted = {o.detail.get("promise") for o in change.past if o.kind == "promise_broken"}
    for standing in change.standings():
        name = standing.promise.name
        if standing.state == "broken" and standing.stopped is None and name not in noted:
            change.record("promise_broken", "system", None, standing.due, promise=name, **why)
