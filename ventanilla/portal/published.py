"""What a policy says to its readers besides hours and promises, in their language.

Where not to ask and what is done instead, who goes first and why, and how the company works:
the rules of a page that no clock or guard can keep are kept by being told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Channel, Lane, Policy
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.phrases import render

FORM_ACTS = frozenset({"open_case", "ask_in_public", "reply_to_automatic_mail", "share_secret"})
"""Acts about which somebody is told who is about to write."""

SELF_HELP = "help-centre"
FORESEEN_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that is told: a title, its words, and where to go on."""

    title: str
    text: str = ""
    more: str = ""
    url: str = ""
    url_text: str = ""


def self_help(company: InForce, language: str) -> list[Told]:
    """Where an answer can be found without asking anybody."""
    return [_place(company, c, language) for c in _closed(company) if c.kind == SELF_HELP]


def other_places(company: InForce, language: str) -> list[Told]:
    """Listed channels by which nothing can be asked: forums, a telephone (SB-29, SB-35)."""
    return [_place(company, c, language) for c in _closed(company) if c.kind != SELF_HELP]


def _closed(company: InForce) -> list[Channel]:
    policy = company.policy
    doors = {channel.name for channel in policy.doors()}
    return [c for c in policy.channels.values() if c.listed and c.name not in doors]


def _place(company: InForce, channel: Channel, language: str) -> Told:
    """A place with the policy's words; what is watched leads to the known answers."""
    told = channel.good_for.for_(language)
    return Told(
        title=channel.title.for_(language),
        text=told or ("" if channel.monitored else _("Nobody of ours reads there.")),
        url=reverse("portal:home", args=[company.slug]) if channel.monitored else "",
        url_text=_("Help centre") if channel.monitored else "",
    )


def prohibitions(policy: Policy, language: str, acts: frozenset[str] | None = None) -> list[str]:
    """What must not happen, in the policy's words; only what concerns ``acts``, if given."""
    found = [f for f in policy.forbids.values() if f.says and (acts is None or f.act in acts)]
    return list(dict.fromkeys(forbid.says.for_(language) for forbid in found))


def lanes(policy: Policy, language: str) -> list[Told]:
    """Who is answered first, and what that costs and why (SB-11); nothing with one lane only."""
    if len(policy.lanes) < 2:
        return []
    order = sorted(policy.lanes.values(), key=lambda lane: -lane.ahead)
    return [_lane(lane, language) for lane in order]


def _lane(lane: Lane, language: str) -> Told:
    why = lane.charge.why.for_(language) if lane.charge else ""
    return Told(title=lane.title.for_(language), text=lane.who.for_(language), more=why)


def ladder(policy: Policy, language: str) -> list[Told]:
    """Who can be asked next, step by step, by whoever does not agree (EX-100)."""
    return [
        Told(
            title=step.title.for_(language) or step.to,
            text=_("Outside this company") if step.external else "",
        )
        for step in policy.escalation
    ]


def days_off(policy: Policy, look: Eyes) -> list[str]:
    """The holidays and closures of the coming weeks that a shown promise leaves out."""
    calendars = {
        clock.calendar.name: clock.calendar
        for promise in policy.promises.values()
        if promise.shown and (clock := promise.clock) and clock.calendar
    }
    today = look.now.astimezone(look.zone).date()
    coming = [today + timedelta(days=n) for n in range(FORESEEN_DAYS)]
    found = []
    for calendar, day in product(calendars.values(), coming):
        why = calendar.why_holiday(day)
        if why is not None and day.weekday() not in calendar.weekend:
            reason = render(why, look.language, look.zone)
            found.append(f"{times.long_day(day, look.language)} · {reason}")
    return found


def workings(policy: Policy, language: str) -> list[Told]:
    """How the company works: its advice, the promises without a figure, what is official."""
    found = [
        Told(title=content.title.for_(language), text=content.says.for_(language))
        for content in policy.contents.values()
        if content.says
    ]
    found.extend(
        Told(title=promise.title.for_(language), text=promise.text.for_(language))
        for promise in policy.promises.values()
        if promise.clock is None and not promise.shown and promise.text and not promise.rule
    )
    if policy.official and policy.official.says:
        words = policy.official.says.for_(language)
        found.append(Told(title=_("What is official"), text=words, more=policy.official.site))
    return found
