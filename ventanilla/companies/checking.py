"""Whether a text can be a company's next policy: its words, letters and laws, its place in line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from ventanilla.companies.inforce import successions
from ventanilla.companies.letters import folder, mistakes
from ventanilla.companies.models import PolicyVersion
from ventanilla.companies.packs import pack_texts, under_law
from ventanilla.core.policy import Earlier, Policy, PolicyErrors, out_of_order, parse_policy
from ventanilla.core.policy.succession import Standing
from ventanilla.core.tables import PolicyError

LONGEST = 512 * 1024
"""Characters of a policy that is taken: the longest example has 45,000."""


def checked(slug: str, source: str, now: datetime) -> tuple[Policy, dict[str, str]]:
    """A text as the next policy of a company, with the texts of the law packs it names.

    Raises:
        PolicyErrors: every mistake: in the text, its letters or its packs, or because another
            version stands in its way.
    """
    place = f"{slug}/policy.toml"
    policy = parse_policy(source, place)
    packs = pack_texts(policy, Path(settings.LAWS), place)
    letters = folder() / slug / "letters"
    wrong = (*_out_of_order(policy, slug, now, place), *mistakes(policy, letters))
    if wrong:
        raise PolicyErrors(place, wrong)
    return under_law(policy, packs, place), packs


def _out_of_order(policy: Policy, slug: str, now: datetime, place: str) -> tuple[PolicyError, ...]:
    starts = next((found for _id, _slug, found in successions(slug=slug)), ())
    state: dict[int, Standing] = {s.serial: "begun" if s.at <= now else "waiting" for s in starts}
    rows = PolicyVersion.objects.filter(company__slug=slug).order_by("serial")
    earlier = [
        Earlier(version, effective, state.get(serial, "withdrawn"))
        for serial, version, effective in rows.values_list("serial", "version", "effective")
    ]
    today = now.astimezone(ZoneInfo(policy.zone)).date()
    return out_of_order(policy, slug, earlier, today, place)
