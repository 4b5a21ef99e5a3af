"""A law pack: what one law asks of a desk, in the same values as a company's policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ventanilla.core.policy.doors import SUBJECTS
from ventanilla.core.policy.duties import Extension, Notice, Promise, Step
from ventanilla.core.policy.house import Content, Gate, Measure, Record, Report
from ventanilla.core.policy.texts import Text

ABOUT = ("any", "complaint", *SUBJECTS)
"""Kinds of request a law speaks of; a company's topics say which of them they are."""
OWN_CALENDAR = "company"
"""A pack's word for the business days of whichever company names it."""
OWN_SATURDAYS = "company_saturdays"
"""The same holidays where a law is read to count Saturdays."""
LANGUAGES = ("es", "en", "zh", "ar")


@dataclass(frozen=True, slots=True)
class LawHeader:
    """The ``[law]`` table.

    ``effective`` is the day from which requests received are bound; ``arithmetic`` says who counts:
    ``eu`` by Regulation 1182/71 (L-14), ``national`` by the rule itself. ``scope`` says whom the
    law binds, for no fact of a request does; ``confirm`` that a lawyer must look at the pack, and
    ``unconfirmed`` at what above all.
    """

    id: str
    slug: str
    version: int
    title: Text
    source: tuple[str, ...]
    effective: date
    arithmetic: str
    scope: Text
    confirm: Text
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawPromise:
    """A promise of a law with the kind of request (``ABOUT``) and of channel it is about.

    No ``kinds`` is every channel. ``promise`` still counts in UTC and by ``OWN_CALENDAR`` where
    the law leaves zone and calendar to the firm.
    """

    promise: Promise
    about: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One law, read. Names of its tables begin with its slug: ``cy-cysec.acknowledge``."""

    law: LawHeader
    promises: Mapping[str, LawPromise]
    extensions: Mapping[str, Extension]
    notices: Mapping[str, Notice]
    escalation: tuple[Step, ...]
    gates: Mapping[str, Gate]
    measures: Mapping[str, Measure]
    records: Mapping[str, Record]
    reports: Mapping[str, Report]
    contents: Mapping[str, Content]

    @property
    def name(self) -> str:
        """How a policy names it: ``cy-cysec@1``."""
        return f"{self.law.slug}@{self.law.version}"
