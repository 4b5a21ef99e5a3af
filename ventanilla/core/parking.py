"""Why a request may be set aside: a short list of codes, for staff and for its customer (SB-42)."""

from __future__ import annotations

from typing import NamedTuple

from ventanilla.core.words import gettext_noop


class Reason(NamedTuple):
    """One reason: what staff call it, and what the customer reads."""

    title: str
    told: str


REASONS = {
    "question": Reason(
        gettext_noop("One of its questions cannot be answered yet"),
        gettext_noop("One of your questions needs more time. We answer as soon as we can."),
    ),
    "area": Reason(
        gettext_noop("Another area is looking into it"),
        gettext_noop("Colleagues are looking into it. We answer as soon as they are done."),
    ),
    "outside": Reason(
        gettext_noop("Another company has to act first"),
        gettext_noop("Another company has to act first. We answer as soon as it has."),
    ),
    "fault": Reason(
        gettext_noop("A fault has to be mended first"),
        gettext_noop("We are mending a fault. We answer as soon as that is done."),
    ),
}
"""By the code that the record keeps. A request that fair use set aside has the rule's name."""
