"""Contradictions and gaps of a policy that a machine can see (A.6 of the promises).

A policy with findings still runs: the page said so. The findings are for whoever writes the next
version. What only people can see is left to them: whether a reading of the page is right at all.
"""

from __future__ import annotations

from ventanilla.core.policy.findings import Finding
from ventanilla.core.policy.lint_hours import lint_hours
from ventanilla.core.policy.lint_laws import lint_laws
from ventanilla.core.policy.lint_process import lint_process
from ventanilla.core.policy.lint_promises import lint_promises
from ventanilla.core.policy.lint_publication import lint_publication
from ventanilla.core.policy.model import Policy
from ventanilla.core.policy.packs import published

__all__ = ["Finding", "lint"]

_GRAVITY = {"contradiction": 0, "gap": 1, "assumption": 2}


def lint(policy: Policy) -> tuple[Finding, ...]:
    """Every finding, the gravest first, else in the order of the checks.

    The page is held against itself first, then against the law packs joined to it.
    """
    page = published(policy)
    found = (
        *lint_hours(page),
        *lint_promises(page),
        *lint_process(page),
        *lint_publication(page),
        *lint_laws(policy, page),
    )
    return tuple(sorted(found, key=lambda finding: _GRAVITY[finding.severity]))
