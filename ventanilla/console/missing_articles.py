"""Articles that are read and do not help, as the list of the console has them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.article_rows import title_of
from ventanilla.console.frame import path
from ventanilla.console.missing import Quote, quote
from ventanilla.helpcentre.editing import Tongues, tongues
from ventanilla.helpcentre.models import Article
from ventanilla.helpcentre.unhelpful import Unhelpful, unhelpful
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.numbers import percent, whole


@dataclass(frozen=True, slots=True)
class UnhelpfulRow:
    """An article with how it fares, and what was asked after it."""

    title: str
    url: str
    shown: str
    opened: str
    failed: str
    share: str
    between: str
    questions: list[Quote]


def unhelpful_rows(company: InForce, look: Eyes) -> list[UnhelpfulRow]:
    """The articles that surely fail too many readers; those that were taken down are left out."""
    standing = tongues(company.id, company.policy.languages)
    kept = Article.objects.filter(company_id=company.id, withdrawn=False)
    names = set(kept.values_list("name", flat=True))
    found = [one for one in unhelpful(company.id, look.now) if one.article in names]
    return [_row(company, one, standing, look) for one in found]


def _row(
    company: InForce, one: Unhelpful, standing: dict[str, Tongues], look: Eyes
) -> UnhelpfulRow:
    def share(part: float) -> str:
        return percent(round(part * 100) * 10, look.language)

    between = _("surely between %(low)s and %(high)s")
    return UnhelpfulRow(
        title=title_of(one.article, standing.get(one.article, {}), company, look),
        url=path(company, "article", one.article, company.policy.languages[0]),
        shown=whole(one.shown, look.language),
        opened=whole(one.opened, look.language),
        failed=whole(one.failed, look.language),
        share=share(one.failed / one.opened),
        between=between % {"low": share(one.interval.low), "high": share(one.interval.high)},
        questions=[quote(asked, look) for asked in one.questions],
    )
