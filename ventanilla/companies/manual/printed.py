"""What other papers of the company say about themselves: older versions, other lists, other laws.

They contradict each other or this policy; they are shown as they are printed (A.6 #20..22).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.published import BETWEEN, Told
from ventanilla.core.policy import Policy


def printed_elsewhere(policy: Policy, language: str) -> list[Told]:
    """Each statement with where it stands: it is not this manual's, and does not hold."""
    return [
        *(
            Told(
                title=_("Version %(version)s of %(date)s, as printed")
                % {"version": printed.version, "date": printed.date},
                text=printed.where.for_(language),
            )
            for printed in policy.published_versions
        ),
        *(
            Told(
                title=_("Another list of channels: %(channels)s")
                % {"channels": _titles(policy, listed.channels, language)},
                text=listed.where.for_(language),
            )
            for listed in policy.channel_lists
        ),
        *(
            Told(
                title=_("%(law)s, article %(article)s")
                % {"law": cited.instrument, "article": cited.article},
                text=_("Cited before; the legal basis above holds."),
            )
            for cited in policy.citations
            if not cited.current
        ),
    ]


def _titles(policy: Policy, names: tuple[str, ...], language: str) -> str:
    return BETWEEN.join(policy.channels[name].title.for_(language) for name in names)
