"""An area of a company: its name in each language, and who answers for it (RX-64)."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.people.models import Membership, Team


def set_area(company: int, slug: str, title: Mapping[str, str], representative: str = "") -> Team:
    """Add an area, or change its title or representative; what is empty stays as it is.

    Raises:
        ValueError: when a new area has no title, or the representative does not work there.
    """
    area = Team.objects.filter(company_id=company, slug=slug).first()
    if area is None and not title:
        raise ValueError(f'The area "{slug}" is new: give it a title in at least one language.')
    area = area or Team(company_id=company, slug=slug)
    area.title = {**area.title, **title}
    if representative:
        staff = Membership.objects.filter(company_id=company, user__email=representative)
        member = staff.select_related("user").first()
        if member is None:
            raise ValueError(f"{representative} does not work for this company. Invite them first.")
        area.representative = member.user
    area.save()
    return area
