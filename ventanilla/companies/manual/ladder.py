"""Who can be asked next by whoever does not agree: stages inside the company and outside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.manual.words import opens_text, span_text
from ventanilla.companies.published import Told
from ventanilla.core.policy import Policy, Step


def ladder(policy: Policy, language: str) -> list[Told]:
    """Who can be asked next, step by step, by whoever does not agree (EX-99, XM-76, RX-17)."""
    return [_step(policy, step, language) for step in policy.escalation]


def _step(policy: Policy, step: Step, language: str) -> Told:
    """A rung of the ladder: when it is open, and how long the customer has to climb it."""
    opens = "; ".join(opens_text(policy, event, language) for event in step.opens_on)
    said = [_("Outside this company") if step.external else ""]
    said.append(_("Open to you %(when)s") % {"when": opens} if opens else "")
    if step.window is not None:
        span = span_text(step.window, language)
        said.append(_("You have %(span)s for it") % {"span": span})
    return Told(
        title=step.title.for_(language) or step.to, text=". ".join(part for part in said if part)
    )
