"""What requests of a month were about: topics with their share, and the commonest problems in each.

The list that a company publishes of its common problems rests on this (XM-77, EX-02).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from ventanilla.companies.inforce import InForce
from ventanilla.core.answers.asked import Asked, phrasings
from ventanilla.core.answers.groups import Group
from ventanilla.core.articles import Help
from ventanilla.core.periods import Period
from ventanilla.helpcentre.gap_rows import Seen, questions_since
from ventanilla.helpcentre.marks import mark_of
from ventanilla.helpcentre.partition import groups_of
from ventanilla.helpcentre.readings import digest, sures
from ventanilla.helpcentre.stock import help_of
from ventanilla.tickets.models import SearchEntry, Ticket
from ventanilla.tickets.openings import openings

MOST = 5
"""Problems that are told of a topic."""
SEVERAL = 2
"""Asked so often, something is a problem and not one person's matter."""


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """A topic in a month: its requests, those of the month before, and what articles settled.

    ``known`` are requests whose opening words had a sure answer in the help centre; ``solved``
    how often somebody was helped by an article of this topic and sent nothing.
    """

    topic: str
    count: int
    before: int
    known: int
    solved: int
    problems: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: ``until`` is where counting ends, and ``before`` the requests of as many days of
    the month before."""

    period: Period
    until: datetime
    total: int
    before: int
    topics: tuple[TopicFigures, ...]


def month(company: InForce, period: Period, before: Period, now: datetime) -> Month:
    """The figures of a month as far as it is over, against the one before it for as long."""
    zone = ZoneInfo(company.policy.zone)
    since, until = period.begins(zone), min(period.ends(zone), now)
    earlier = before.begins(zone)
    whole = until == period.ends(zone)
    same = before.ends(zone) if whole else min(earlier + (until - since), before.ends(zone))
    counts, former = counted(company.id, since, until), counted(company.id, earlier, same)
    solved = _solved(company, since, until)
    read = sures(company.id)
    asked = _asked(company.id, since, until)
    known = _known(asked, read, mark_of(company))
    names = sorted({*counts, *former, *solved}, key=lambda name: (-counts[name], name))
    topics = tuple(
        TopicFigures(
            name,
            counts[name],
            former[name],
            known[name],
            len(solved[name]),
            _problems(company.id, f"{period.name}/{name}", [*asked[name], *solved[name]], read),
        )
        for name in names
        if name
    )
    return Month(period, until, counts.total(), former.total(), topics)


def counted(company: int, since: datetime, until: datetime) -> Counter[str]:
    """How many requests of each topic came in a time; found by the newest first."""
    mine = SearchEntry.objects.filter(company_id=company, at__gte=since, at__lt=until)
    came = Ticket.objects.filter(company_id=company, id__in=mine.values("ticket"))
    return Counter(dict(came.values_list("topic").annotate(n=Count("id"))))


def _asked(company: int, since: datetime, until: datetime) -> Mapping[str, list[Asked]]:
    """The opening words by topic."""
    found: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in openings(company, since, until):
        found[one.topic].append(one.asked)
    return found


def _known(
    asked: Mapping[str, list[Asked]], read: Mapping[str, float], mark: float
) -> Counter[str]:
    """How many opening words of each topic had a sure answer when they were read."""
    found: Counter[str] = Counter()
    for topic, mine in asked.items():
        for one in phrasings(mine):
            if read.get(digest(one.key), 0.0) >= mark:
                found[topic] += len(one.asked)
    return found


def _solved(company: InForce, since: datetime, until: datetime) -> Mapping[str, list[Asked]]:
    """The questions that an article settled, by the topic of that article; "" where it has none."""
    known = help_of(company.id)
    found: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in questions_since(company.id, since, until):
        if one.solved:
            asked = Asked(one.question, one.language, one.at, solved=True)
            found[_topic(one, known)].append(asked)
    return found


def _topic(seen: Seen, known: Help) -> str:
    articles = (known.articles.get(name) for name in (*seen.opened[-1:], *seen.shown))
    return next((a.topics[0] for a in articles if a is not None and a.topics), "")


def _problems(
    company: int, purpose: str, asked: Sequence[Asked], read: Mapping[str, float]
) -> tuple[Group, ...]:
    """The commonest problems of a topic, those with the most requests first."""
    said = phrasings(asked)
    found = groups_of(company, purpose, said, sum(digest(one.key) in read for one in said))
    several = [group for group in found if group.count >= SEVERAL]
    several.sort(key=lambda group: (-group.sent, -group.count, group.phrasings[0].key))
    return tuple(several[:MOST])
