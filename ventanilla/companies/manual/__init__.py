"""The user communication manual: a policy as its customers read it, from its own words alone."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from ventanilla.companies.inforce import policy_of
from ventanilla.companies.manual import (
    answers,
    channels,
    company,
    complaints,
    hours,
    promises,
    records,
    topics,
)
from ventanilla.companies.manual.shapes import Section
from ventanilla.core.policy import Policy

PARTS = (
    company.about,
    channels.channels,
    hours.hours,
    topics.topics,
    promises.promises,
    answers.answers,
    complaints.complaints,
    records.order,
    records.rules,
    company.genuine,
    company.languages,
    records.records,
    company.readings,
)
"""The sections, in their order; one that has nothing to say is left out."""


def sections(policy: Policy, language: str) -> list[Section]:
    """A policy as the sections of its manual, in a language of its readers."""
    with translation.override(language):
        return [found for part in PARTS if (found := part(policy, language)) is not None]


@lru_cache(maxsize=128)
def body(company: int, serial: int, language: str) -> SafeString:
    """The sections of a version's manual as they stand in its page; a version never changes."""
    return rendered(policy_of(company, serial), language, versions=True)


def rendered(policy: Policy, language: str, *, versions: bool = False) -> SafeString:
    """The sections of a manual, perhaps of a draft; ``versions``: the history follows them."""
    with translation.override(language):
        context = {"sections": sections(policy, language), "versions": versions}
        return render_to_string("companies/manual.html", context)
