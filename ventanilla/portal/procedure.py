"""The complaints procedure as its customer sees it: what was decided, who can be turned to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.ladders import Rung, rungs
from ventanilla.core.letters import OUTCOMES
from ventanilla.core.lifecycle import DONE
from ventanilla.tickets.models import Complaint
from ventanilla.tickets.queries import Whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import Fact, RungView

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A complaint's dates and decision, and the ladder of whatever request."""

    facts: list[Fact]
    rungs: list[RungView]
    free: bool
    complaint: bool
    letter_url: str = ""


def procedure(found: Whole, company: InForce, look: Eyes) -> Procedure | None:
    """What stands beside a request; nothing where the policy has no ladder that is open here."""
    topic = found.policy.topics.get(found.condition.topic)
    complaint = topic is not None and topic.complaint
    views = [
        view
        for rung in rungs(found.policy, found.occurrences, found.standings)
        if (view := _rung(rung, found, company, look, complaint=complaint)) is not None
    ]
    if not complaint and not views:
        return None
    return Procedure(
        facts=_facts(found, look) if complaint else [],
        rungs=views,
        complaint=complaint,
        free=complaint and topic is not None and topic.free,
        letter_url=_letter(found, company),
    )


def _facts(found: Whole, look: Eyes) -> list[Fact]:
    mine = {"company_id": found.ticket.company_id, "ticket": found.ticket.id}
    entry = Complaint.objects.filter(**mine).first()
    facts, zone = [], found.policy.zone
    if entry is not None and entry.number:
        facts.append(Fact(term=_("Number in the register"), value=entry.number, code=True))
    for standing in found.standings:
        if standing.promise.shown and standing.due != standing.first_due and standing.first_due:
            words = _("%(old)s, put off to %(new)s") % {
                "old": _day(standing.first_due, zone, look.language),
                "new": _day(standing.due, zone, look.language) if standing.due else "",
            }
            facts.append(Fact(term=standing.promise.title.for_(look.language), value=words))
    decided = [e for e in found.events if e.kind == "decision_sent"]
    if decided:
        outcome = OUTCOMES.get(decided[-1].detail.get("outcome", ""), "")
        words = f"{_(outcome)}, {_day(decided[-1].at, zone, look.language)}" if outcome else ""
        facts.append(Fact(term=_("Decision"), value=words))
    return facts


def _letter(found: Whole, company: InForce) -> str:
    """Where the last decision can be had as PDF; empty before there is one."""
    decided = [e for e in found.events if e.kind == "decision_sent"]
    if not decided:
        return ""
    message = decided[-1].detail["message"]
    return reverse("portal:letter", args=[company.slug, found.ticket.number, message])


def _rung(
    rung: Rung, found: Whole, company: InForce, look: Eyes, *, complaint: bool
) -> RungView | None:
    """A step that is open, or that will be; of an ordinary request only what can be asked for."""
    step, now = rung.step, look.now
    asked = any(
        o.kind == "escalation_asked" and o.detail.get("step") == step.kind
        for o in found.occurrences
    )
    may = not step.external and rung.open_at(now) and not asked and step.kind != "complaint"
    may = may and found.ticket.state not in DONE
    if (not complaint and not may and not asked) or (complaint and step.kind == "complaint"):
        return None
    return RungView(
        title=step.title.for_(look.language),
        external=step.external,
        place=step.address,
        site=step.site,
        when_text=_when(rung, found.policy.zone, look, asked=asked),
        open=rung.open_at(now),
        to=step.to if may else "",
        url=reverse("portal:escalate", args=[company.slug, found.ticket.number]) if may else "",
    )


def _when(rung: Rung, zone: str, look: Eyes, *, asked: bool) -> str:
    if asked:
        return _("You asked for this. Somebody more senior has your request.")
    if rung.opened is None or rung.opened > look.now:
        return _("After our decision, or when we are late") if rung.step.external else ""
    if rung.until is None:
        return _("Open to you now")
    if rung.until <= look.now:
        return _("Closed since %(day)s") % {"day": _day(rung.until, zone, look.language)}
    left = (rung.until - look.now).days
    words = _("Open to you until %(day)s: %(n)d days left")
    return words % {"day": _day(rung.until, zone, look.language), "n": left}


def _day(at: datetime, zone: str, language: str) -> str:
    """The day that an instant ends, in the company's zone: midnight belongs to the day before."""
    return times.full_day((at - _MOMENT).astimezone(ZoneInfo(zone)).date(), language)
