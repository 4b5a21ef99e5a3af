"""Who goes first, what is never asked, what is kept, measured and proved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies import published
from ventanilla.companies.manual.shapes import Block, Section, lines, section
from ventanilla.companies.manual.words import EVENTS, every_text, kept_text, word
from ventanilla.companies.published import Told
from ventanilla.core.policy import Policy


def order(policy: Policy, language: str) -> Section | None:
    """Who is answered first, and what makes a request wait behind others (SB-19..24)."""
    fair = policy.fair_use
    signs = [Told(title=t.says.for_(language)) for t in fair.triggers if t.says] if fair else []
    return section(
        "order",
        _("Who goes first"),
        Block(told=published.lanes(policy, language)),
        Block(title=_("What may make a request wait behind others"), told=signs),
    )


def rules(policy: Policy, language: str) -> Section | None:
    """What is never asked or done, and what must be met first (EX-89, EX-94, XM-53)."""
    told = [
        *published.prohibitions(policy, language),
        *(gate.says.for_(language) for gate in policy.gates.values() if gate.says),
    ]
    return section(
        "never",
        _("What we never ask, and other rules"),
        Block(told=[Told(title=words) for words in dict.fromkeys(told)]),
        lead=_("We never ask for your password or your full card number."),
    )


def records(policy: Policy, language: str) -> Section | None:
    """What is kept and how long; what is measured, reported and proved (RX-07, XM-77)."""
    facts = [
        (
            _("Requests are kept"),
            lines(kept_text(record.keep, language), word(EVENTS, record.start)),
        )
        for record in policy.records.values()
        if "." not in record.name
    ]
    proofs = [
        (claim.title.for_(language), lines(every_text(claim.every, language)))
        for claim in policy.attestations.values()
    ]
    figures = [
        Told(title=m.title.for_(language))
        for m in policy.measures.values()
        if m.title and "." not in m.name
    ]
    reports = [
        Told(title=r.title.for_(language))
        for r in policy.reports.values()
        if r.title and "." not in r.name
    ]
    return section(
        "records",
        _("What we keep, measure and prove"),
        Block(facts=facts),
        Block(title=_("Checked again and again"), facts=proofs),
        Block(title=_("Measured"), told=figures),
        Block(title=_("Reported"), told=reports),
    )
