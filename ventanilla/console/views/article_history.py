"""Every wording of an article in a language: who, when, what differs; and what else was done."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.console.article_desk import Sheet, language_of, said, sheet_of
from ventanilla.console.article_page import written
from ventanilla.console.article_parts import differences, direction
from ventanilla.console.article_rows import title_of
from ventanilla.console.frame import page, path
from ventanilla.console.ticket import language_name
from ventanilla.core.digits import whole_number
from ventanilla.core.words import gettext_noop
from ventanilla.helpcentre.models import ArticleEvent, Wording
from ventanilla.people.guards import staff
from ventanilla.ui import times
from ventanilla.ui.parts import Pager, Tag, Tone

PAGE, LAST_EVENTS = 20, 50
What = ArticleEvent.What
DONE = {
    What.BEGUN: gettext_noop("Begun"),
    What.DRAFTED: gettext_noop("Drafted"),
    What.SENT: gettext_noop("Sent to be reviewed"),
    What.PUBLISHED: gettext_noop("Made live"),
    What.DISCARDED: gettext_noop("Draft discarded"),
    What.BROUGHT_BACK: gettext_noop("Brought back as a draft"),
    What.CHECKED: gettext_noop("Checked: still right"),
    What.ARRANGED: gettext_noop("Settings changed"),
    What.WITHDRAWN: gettext_noop("Taken down"),
    What.SHOWN: gettext_noop("Shown again"),
}
STATES: dict[str, tuple[str, Tone]] = {
    "draft": (gettext_noop("Draft"), ""),
    "review": (gettext_noop("In review"), "act"),
    "published": (gettext_noop("Live"), "kept"),
}


@staff
@require_safe
def history(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """The newest first, each beside the one before it."""
    sheet = sheet_of(request, slug, name)
    code = language_of(sheet.company, language)
    mine = Wording.objects.filter(company_id=sheet.company.id, article=name, language=code)
    if typed := whole_number(request.GET.get("before", "")):
        mine = mine.filter(id__lt=typed)
    found = list(mine.order_by("-id")[: PAGE + 1])
    here = sheet.url("article_history", code)
    older = f"{here}?before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    before: list[Wording | None] = [*found[1:], None]
    rows = zip(found[:PAGE], before, strict=False)
    context = {
        "heading": title_of(name, sheet.tongues, sheet.company, sheet.look),
        "language": code,
        "direction": direction(code),
        "language_name": language_name(code),
        "rows": [_row(sheet, code, row, other) for row, other in rows],
        "events": list(_events(sheet, code)),
        "key": secrets.token_urlsafe(12),
        "pager": Pager(newer_url=here if typed else "", older_url=older),
        "urls": {
            "list": path(sheet.company, "articles"),
            "back": sheet.url("article", code),
            "bring": sheet.url("article_back", code),
        },
    }
    template = "console/article_history.html"
    return page(request, sheet.company, template, context, nav_view="articles")


def _row(sheet: Sheet, code: str, row: Wording, before: Wording | None) -> dict[str, object]:
    tongue, look = sheet.tongues[code], sheet.look
    words, tone = STATES[row.state]
    return {
        **written(sheet, row),
        "title": row.title,
        "tag": Tag(text=_(words), tone=tone),
        "shown": tongue.shown is not None and tongue.shown.id == row.id,
        "newest": tongue.latest is not None and tongue.latest.id == row.id,
        "published_by": row.published_by,
        "published_at": times.long_day_and_time(row.published_at, look.language, look.zone)
        if row.published_at
        else "",
        "first": before is None,
        "differences": differences(said(before), said(row)),
    }


def _events(sheet: Sheet, code: str) -> list[dict[str, str]]:
    """What was done in this language, and what concerns all of them."""
    found = ArticleEvent.objects.filter(
        company_id=sheet.company.id, article=sheet.article.name, language__in=["", code]
    )
    return [_event(sheet, event) for event in found.order_by("-id")[:LAST_EVENTS]]


def _event(sheet: Sheet, event: ArticleEvent) -> dict[str, str]:
    look = sheet.look
    return {
        "what": _(DONE[What(event.what)]),
        "by": event.by_name,
        "at": times.long_day_and_time(event.at, look.language, look.zone),
        "at_iso": event.at.isoformat(),
    }
