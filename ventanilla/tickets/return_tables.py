"""The tables of a return: steps, topics, decisions, causes; of complaints and of all requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.figures import Figures, most_first
from ventanilla.core.policy import Policy
from ventanilla.core.returnfile import Table
from ventanilla.core.steps import STEPS
from ventanilla.core.zones import DAY
from ventanilla.tickets.models import SearchEntry, Ticket
from ventanilla.tickets.titles import cause_title, outcome_title, step_title, topic_title


def tables_of(
    company: InForce, found: Figures, since: datetime, until: datetime, language: str
) -> Iterator[Table]:
    """Every table of a return, the most frequent first, with titles in a language."""
    policy, complaints = company.policy, _("Complaints")
    yield Table(
        "steps",
        _("Time for each step"),
        (_("Step"), _("Ended"), _("Days on average"), _("Late")),
        tuple(_step(found, step) for step in STEPS),
    )
    topics = [(topic_title(policy, name, language), n) for name, n in most_first(found.topics)]
    yield _counted("topics", _("Complaints by topic"), (_("Topic"), complaints), topics)
    unsent = _("Solved without a decision")
    outcomes = [(outcome_title(code) or unsent, n) for code, n in most_first(found.outcomes)]
    yield _counted("outcomes", _("Decisions"), (_("Decision"), complaints), outcomes)
    causes = [(_cause(policy, code, language), n) for code, n in most_first(found.causes)]
    yield _counted("causes", _("Root causes"), (_("Root cause"), complaints), causes)
    asked, named = _requests(company, since, until)
    requests = _("Requests")
    topics = [(topic_title(policy, name, language), n) for name, n in most_first(asked)]
    yield _counted("requests", _("All requests by topic"), (_("Topic"), requests), topics)
    causes = [(_cause(policy, code, language), n) for code, n in most_first(named)]
    yield _counted(
        "request_causes", _("All requests by cause"), (_("Root cause"), requests), causes
    )


def _step(found: Figures, step: str) -> tuple[str, ...]:
    of = found.steps[step]
    days = f"{of.average / DAY:.2f}" if of.average is not None else ""
    return step_title(step), str(of.ended), days, "" if of.late is None else str(of.late)


def _cause(policy: Policy, code: str, language: str) -> str:
    return cause_title(policy, code, language) or _("Not named yet")


def _counted(
    code: str, title: str, head: tuple[str, str], counts: Sequence[tuple[str, int]]
) -> Table:
    return Table(code, title, head, tuple((name, str(n)) for name, n in counts))


def _requests(
    company: InForce, since: datetime, until: datetime
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many requests of each topic and cause came (XM-77, EX-02); found by the newest first."""
    mine = SearchEntry.objects.filter(company_id=company.id, at__gte=since, at__lt=until)
    came = Ticket.objects.filter(company_id=company.id, id__in=mine.values("ticket"))
    topics: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for topic, cause, count in came.values_list("topic", "cause").annotate(n=Count("id")):
        topics[topic] += count
        causes[cause] += count
    return topics, causes
