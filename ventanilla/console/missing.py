"""The gaps of a help centre as its staff sees them: groups of questions, and what was set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.console.ticket import language_name
from ventanilla.core.answers.aside import not_aside
from ventanilla.core.answers.asked import Phrasing, key_of
from ventanilla.core.answers.groups import Group
from ventanilla.helpcentre.asides import aside_of
from ventanilla.helpcentre.editing import tongues
from ventanilla.helpcentre.gap_models import SetAside
from ventanilla.helpcentre.gaps import LOOKED_BACK, Gaps, gaps, still_open
from ventanilla.helpcentre.models import Wording
from ventanilla.tickets.openings import openings
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import whole
from ventanilla.ui.reader import RTL


@dataclass(frozen=True, slots=True)
class Quote:
    """A question in its own words, and how often it was put so."""

    text: str
    language: str
    direction: str
    times: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A group of questions without an answer."""

    name: str
    examples: list[Quote]
    more: str
    asked: str
    sent: str
    languages: list[str]
    since: str
    since_iso: str
    start_url: str
    draft_url: str


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A group that was set aside: by whom and when."""

    number: int
    question: str
    said: str
    back_url: str


def gaps_of(company: InForce, now: datetime) -> Gaps:
    """What was asked of a company within 90 days without a sure answer."""
    came = openings(company.id, now - LOOKED_BACK, now)
    requests = {one.ticket: one.asked for one in came if not one.complaint}
    complaints = {one.ticket for one in came if one.complaint}
    return gaps(company, requests, complaints, now)


def group_named(company: InForce, name: str, now: datetime) -> Group | None:
    """The group in which the question of a fingerprint stands now; None where it is gone."""
    found = gaps_of(company, now).groups
    return next((g for g in found if any(one.fingerprint == name for one in g.phrasings)), None)


def shown(
    company: InForce, groups: Sequence[Group], asides: Sequence[SetAside], first: int, count: int
) -> tuple[list[Group], bool]:
    """The groups of one page that are open, and whether there are more."""
    waiting = not_aside(groups, [aside_of(row) for row in asides])
    found = list(islice(still_open(company, waiting), first, first + count + 1))
    return found[:count], len(found) > count


def drafts_of(company: InForce) -> dict[str, str]:
    """What the drafts of now answer, by the key of each question: the path of the draft."""
    standing = tongues(company.id, company.policy.languages)
    waiting = {
        tongue.pending.id: path(company, "article", name, code)
        for name, of in standing.items()
        for code, tongue in of.items()
        if tongue.pending
    }
    rows = Wording.objects.filter(company_id=company.id, id__in=waiting)
    return {
        key_of(text): waiting[number]
        for number, title, asks in rows.values_list("id", "title", "asks")
        for text in (title, *asks)
    }


def gap_row(company: InForce, group: Group, drafts: Mapping[str, str], look: Eyes) -> GapRow:
    """A group in the words of its customers, with the way to an article of it, begun or not."""
    day = group.since.astimezone(look.zone).date()
    rest = len(group.phrasings) - len(group.examples)
    more = ngettext("and %(n)s other wording", "and %(n)s other wordings", rest)
    query = urlencode({"language": language_of(company, group), "gap": group.name})
    return GapRow(
        name=group.name,
        examples=[quote(one, look) for one in group.examples],
        more=more % {"n": whole(rest, look.language)} if rest else "",
        asked=_times(group.count, look),
        sent=_requests(group.sent, look),
        languages=[language_name(code) for code in group.languages],
        since=times.short_day(day, look.language),
        since_iso=day.isoformat(),
        start_url=f"{path(company, 'article_new')}?{query}",
        draft_url=next((drafts[one.key] for one in group.phrasings if one.key in drafts), ""),
    )


def aside_row(company: InForce, row: SetAside, look: Eyes) -> AsideRow:
    """What was set aside, with the way back."""
    day = times.plain_day(row.at.astimezone(look.zone).date(), look.language)
    said = _("%(name)s, %(day)s") % {"name": row.by_name, "day": day}
    return AsideRow(row.id, row.question, said, path(company, "missing_back", row.id))


def quote(one: Phrasing, look: Eyes) -> Quote:
    """A question as it was put."""
    count = len(one.asked)
    direction = "rtl" if one.language in RTL else "ltr"
    often = _times(count, look) if count > 1 else ""
    return Quote(one.text, one.language, direction, often)


def language_of(company: InForce, group: Group) -> str:
    """In which language of the company an article about a group is begun: its commonest one."""
    known = company.policy.languages
    return next((one.language for one in group.phrasings if one.language in known), known[0])


def _times(count: int, look: Eyes) -> str:
    words = ngettext("%(n)s time", "%(n)s times", count)
    return words % {"n": whole(count, look.language)}


def _requests(count: int, look: Eyes) -> str:
    words = ngettext("%(n)s request", "%(n)s requests", count)
    return words % {"n": whole(count, look.language)}
