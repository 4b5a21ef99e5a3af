"""What is missing in the help centre: questions that nobody has answered yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.article_desk import author_of
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.missing import aside_row, drafts_of, gap_row, gaps_of, group_named, shown
from ventanilla.core.digits import whole_number
from ventanilla.helpcentre.actions.set_aside import set_aside
from ventanilla.helpcentre.actions.take_back import take_back
from ventanilla.helpcentre.asides import standing
from ventanilla.helpcentre.gap_models import SetAside
from ventanilla.people.guards import staff
from ventanilla.ui.numbers import whole

PAGE = 25
LONGEST_NAME = 16


@staff
@require_safe
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups of questions without an answer, those that became requests first."""
    company, look = in_force(slug), eyes(request)
    found, asides = gaps_of(company, look.now), standing(company.id)
    first = whole_number(request.GET.get("first", ""), 5)
    groups, more = shown(company, found.groups, asides, first, PAGE)
    drafts = drafts_of(company) if groups else {}
    rows = [aside_row(company, row, look) for row in asides]
    here = path(company, "missing")
    context = {
        "rows": [gap_row(company, group, drafts, look) for group in groups],
        "asked": whole(sum(group.count for group in found.groups), look.language),
        "sent": whole(sum(group.sent for group in found.groups), look.language),
        "asides": rows,
        "just": next((r for r in rows if str(r.number) == request.GET.get("aside")), None),
        "unread": found.unread,
        "urls": {
            **tabs(company),
            "aside": path(company, "missing_aside"),
            "before": f"{here}?first={max(0, first - PAGE)}" if first else "",
            "after": f"{here}?first={first + PAGE}" if more else "",
        },
    }
    return page(request, company, "console/missing.html", context, nav_view="missing")


@staff
@require_POST
def aside(request: HttpRequest, slug: str) -> HttpResponse:
    """A group is none for the help centre; the page that follows offers to undo it."""
    company = in_force(slug)
    group = group_named(company, request.POST.get("group", "")[:LONGEST_NAME], timezone.now())
    if group is None:
        messages.info(request, _("This question is gone meanwhile: somebody has answered it."))
        return redirect("console:missing", slug=slug)
    row = set_aside(company.id, group, author_of(request), timezone.now())
    return redirect(f"{path(company, 'missing')}?aside={row.id}")


@staff
@require_POST
def back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was set aside is looked at again."""
    company = in_force(slug)
    try:
        take_back(company.id, number, author_of(request), timezone.now())
    except SetAside.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("It is on the list again."))
    return redirect("console:missing", slug=slug)


def tabs(company: InForce) -> dict[str, str]:
    """The three pages about what is missing, and the list of articles that are too old."""
    return {
        "questions": path(company, "missing"),
        "problems": path(company, "missing_problems"),
        "unhelpful": path(company, "missing_articles"),
        "articles": path(company, "articles"),
        "stale": f"{path(company, 'articles')}?state=stale",
    }
