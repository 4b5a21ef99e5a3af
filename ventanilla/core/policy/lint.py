"""Contradictions and gaps of a policy that a machine can see (A.6 of the promises).

A policy with findings still runs: the page said so. The findings are for whoever writes the next
version. What only people can see is left to them: whether a reading of the page is right at all.
"""

from __future__ import annotations

from ventanilla.core.policy.findings import Finding
from ventanilla.core.policy.lint_hours import lint_hours
from ventanilla.core.policy.lint_process import lint_process
from ventanilla.core.policy.lint_promises import lint_promises
from ventanilla.core.policy.lint_publication import lint_publication
from ventanilla.core.policy.model import Policy

__all__ = ["Finding", "lint"]

_GRAVITY = {"contradiction": 0, "gap": 1, "assumption": 2}


def lint(policy: Policy) -> tuple[Finding, ...]:
    """Every finding, the gravest first, else in the order of the checks."""
    found = (
        *lint_hours(policy),
        *lint_promises(policy),
        *lint_process(policy),
        *lint_publication(policy),
    )
    return tuple(sorted(found, key=lambda finding: _GRAVITY[finding.severity]))
