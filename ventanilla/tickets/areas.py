"""The areas of a company, their representatives, and what they must have said before an answer."""

from __future__ import annotations

from collections.abc import Sequence

from ventanilla.core.facts import Occurrence
from ventanilla.core.gates import Act, unchecked, wants_check
from ventanilla.core.lifecycle import Condition
from ventanilla.core.policy import Policy
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import Membership, Team
from ventanilla.tickets.change import Change


class UncheckedError(ValueError):
    """An answer that the area concerned has not checked yet."""


def areas_of(company: int, user: int) -> tuple[str, ...]:
    """The areas that a member of staff belongs to, and those that they represent."""
    mine = Membership.objects.filter(company_id=company, user=user).values_list("teams", flat=True)
    represented = Team.objects.filter(company_id=company, representative=user)
    names = (*(mine.first() or ()), *represented.values_list("slug", flat=True))
    return tuple(dict.fromkeys(str(name) for name in names))


def must_be_checked(change: Change, user: int, act: Act) -> None:
    """Refuse an answer that the area concerned has not checked, where the policy wants it.

    Raises:
        UncheckedError: when it has not; says why (RX-32, RX-63).
    """
    company = change.ticket.company_id
    if why := not_checked(change.policy, company, change.condition, change.past, user, act):
        raise UncheckedError(why)


def not_checked(
    policy: Policy,
    company: int,
    condition: Condition,
    past: Sequence[Occurrence],
    user: int,
    act: Act,
) -> str:
    """Why somebody may not answer yet, for the catalogues; empty where nothing is against it.

    The area concerned is the one that the request was referred to, else that of its topic.
    """
    if not wants_check(policy, act):
        return ""
    about = policy.topics.get(condition.topic)
    concerned = condition.team or (about.team if about else "")
    why = unchecked(policy, act, past, concerned, areas_of(company, user))
    return why.sentence if why else ""


def representative_of(company: int, team: str) -> int:
    """Who answers for an area (RX-64).

    Raises:
        ValueError: when there is no such area, or nobody is named for it.
    """
    row = Team.objects.filter(company_id=company, slug=team).first()
    if row is None:
        raise ValueError(gettext_noop("The company has no such team."))
    if row.representative_id is None:
        raise ValueError(gettext_noop("Nobody is named to answer for this area yet."))
    return int(row.representative_id)
