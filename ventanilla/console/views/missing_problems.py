"""The common problems of a month (XM-77, EX-02), and the articles that do not help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.article_rows import listed
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.missing_articles import unhelpful_rows
from ventanilla.console.missing_problems import (
    change_tag,
    chosen,
    month_title,
    months,
    published_list,
    sheet,
    topic_rows,
)
from ventanilla.console.views.missing import tabs
from ventanilla.console.views.register_files import TYPES, download
from ventanilla.core.periods import Period
from ventanilla.core.sheets import as_csv as csv_of
from ventanilla.core.spans import add_months
from ventanilla.people.guards import staff
from ventanilla.tickets.problems import Month, month
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import whole


@staff
@require_safe
def problems(request: HttpRequest, slug: str) -> HttpResponse:
    """What the requests of a month were about."""
    company, look = in_force(slug), eyes(request)
    period, problem = chosen(company, request.GET.get("month", "")[:10], look)
    found = _month(company, period, look)
    rows = topic_rows(company, found, look)
    context = {
        "rows": rows,
        "month": period.name,
        "months": months(company, look),
        "problem": problem,
        "month_text": month_title(period.first, look),
        "so_far": times.long_day(found.until.astimezone(look.zone).date(), look.language)
        if found.until == look.now
        else "",
        "total": whole(found.total, look.language),
        "before_text": month_title(_before(period).first, look),
        "change": change_tag(found.total, found.before, look),
        "published": published_list(company.policy, look.language),
        "real": [row.title for row in rows if row.requests != "0"],
        "urls": {
            **tabs(company),
            "csv": f"{path(company, 'missing_csv')}?month={period.name}",
        },
    }
    status, template = 422 if problem else 200, "console/missing_problems.html"
    return page(request, company, template, context, status=status, nav_view="missing")


@staff
@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV for a spreadsheet."""
    company, look = in_force(slug), eyes(request)
    period, _problem = chosen(company, request.GET.get("month", "")[:10], look)
    content = csv_of(sheet(company, _month(company, period, look), look))
    return download(content, TYPES["csv"], f"problems-{slug}-{period.name}.csv")


@staff
@require_safe
def unhelpful(request: HttpRequest, slug: str) -> HttpResponse:
    """Articles that are read and do not help; how many are too old."""
    company, look = in_force(slug), eyes(request)
    context = {
        "rows": unhelpful_rows(company, look),
        "stale": sum(row.stale for row in listed(company, look.now)),
        "urls": tabs(company),
    }
    return page(request, company, "console/missing_articles.html", context, nav_view="missing")


def _month(company: InForce, period: Period, look: Eyes) -> Month:
    return month(company, period, _before(period), look.now)


def _before(period: Period) -> Period:
    return Period(add_months(period.first, -1), 1)
