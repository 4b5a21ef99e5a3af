"""Root causes: why a matter came up at all, as agents name it (L-03, L-05)."""

from __future__ import annotations

from ventanilla.core.policy import Policy
from ventanilla.core.words import gettext_noop

CAUSES = {
    "information": gettext_noop("Information unclear or missing"),
    "delay": gettext_noop("Something took too long"),
    "error": gettext_noop("A mistake of ours"),
    "charge": gettext_noop("A charge or a price"),
    "terms": gettext_noop("The terms of the product"),
    "fault": gettext_noop("A fault of the platform"),
    "conduct": gettext_noop("How somebody was treated"),
    "third_party": gettext_noop("A bank or another third party"),
    "misunderstanding": gettext_noop("A misunderstanding"),
    "other": gettext_noop("Another cause"),
}
"""Root causes where a policy has no ``[cause.*]`` of its own."""


def cause_codes(policy: Policy) -> tuple[str, ...]:
    """The codes of the root causes that may be named: the policy's own, else ours."""
    return tuple(policy.causes or CAUSES)
