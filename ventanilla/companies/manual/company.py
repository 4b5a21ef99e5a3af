"""Who the company is, what can be read about it, what is official, which languages it speaks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.manual.shapes import Block, Line, Section, lines, section
from ventanilla.companies.manual.words import address_url, every_text, language_names
from ventanilla.companies.published import Told
from ventanilla.companies.showing import official
from ventanilla.core.policy import Policy
from ventanilla.ui.times import zone_name


def about(policy: Policy, language: str) -> Section | None:
    """Its data, and the laws by which it writes this (RX-18, RX-36, RX-43)."""
    site = policy.official.site if policy.official else ""
    basis = [
        _("%(law)s, article %(article)s") % {"law": found.instrument, "article": found.article}
        for found in policy.citations
        if found.current
    ]
    facts = [
        (_("Company"), lines(policy.company)),
        (_("Legal name"), lines(policy.legal_name)),
        (_("Site"), (Line(site, "code", address_url(site)),) if site else ()),
        (_("Legal basis"), lines(*basis)),
        (_("Time zone"), lines(zone_name(policy.zone, language))),
    ]
    return section("company", _("The company"), Block(facts=[fact for fact in facts if fact[1]]))


def readings(policy: Policy, language: str) -> Section | None:
    """Every page and text the company has: title, what it says, where it is (RX-70, RX-73..75)."""
    told = [
        Told(
            title=content.title.for_(language),
            text=content.says.for_(language),
            more=every_text(content.review_every, language),
            url=address_url(content.link),
            url_text=content.link,
        )
        for content in policy.contents.values()
        if content.says or content.link
    ]
    return section("documents", _("Information and documents"), Block(told=told))


def genuine(policy: Policy, language: str) -> Section | None:
    """What is official, and the only addresses that are (EX-96, RX-03, SB-37)."""
    profiles = [
        (handle.network, lines(handle.handle, tone="code"))
        for channel in policy.channels.values()
        if channel.listed
        for handle in channel.handles
    ]
    known = {line.text for _network, found in profiles for line in found}
    addresses = lines(*(a for a in official(policy) if a not in known), tone="code")
    facts = [(_("Addresses"), addresses), *profiles]
    lead = policy.official.says.for_(language) if policy.official else ""
    return section(
        "official",
        _("What is official"),
        Block(facts=[fact for fact in facts if fact[1]]),
        lead=lead,
    )


def languages(policy: Policy, language: str) -> Section | None:
    """In which languages it writes and in which people answer (XM-26, XM-27)."""
    claimed = policy.languages_claimed
    facts = [
        (_("Pages and letters"), lines(language_names(policy.languages, language))),
        (_("People also answer in"), lines(language_names(policy.spoken, language))),
        (_("In all"), lines(_("more than %(n)d languages") % {"n": claimed} if claimed else "")),
    ]
    return section("languages", _("Languages"), Block(facts=[fact for fact in facts if fact[1]]))
