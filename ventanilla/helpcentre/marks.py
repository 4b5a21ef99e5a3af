"""How sure an answer must be: one mark, for every place that calls something an answer."""

from __future__ import annotations

from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.indexes import weights


def mark_of(company: InForce) -> float:
    """So sure (0 to 1) an answer of a company must be to be offered as one.

    The policy's own mark (``[help] sure``), else the one that was measured to be enough.
    """
    own = company.policy.help.sure
    return weights().sure if own is None else own
