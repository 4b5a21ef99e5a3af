"""A company as its pages show it."""

from __future__ import annotations

from django.urls import reverse

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Policy
from ventanilla.ui.parts import CompanyView


def official(policy: Policy) -> list[str]:
    """The only genuine addresses: every channel of the policy, as published (EX-96, SB-37)."""
    found: list[str] = []
    for channel in policy.channels.values():
        if channel.inbound and channel.monitored and channel.listed:
            found.extend(h.handle for h in channel.handles)
            if not channel.handles:
                found.append(channel.address)
    return list(dict.fromkeys(found))


def company_view(company: InForce, language: str) -> CompanyView:
    """A company as its pages' header and footer show it."""
    policy = company.policy
    return CompanyView(
        slug=company.slug,
        name=policy.company,
        url=reverse("portal:home", args=[company.slug]),
        brand_url=reverse("portal:brand", args=[company.slug]),
        disclaimer=policy.disclaimer.for_(language),
        official=official(policy),
    )
