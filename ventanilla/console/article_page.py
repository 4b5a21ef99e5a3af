"""Everything that the page of the article editor shows."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from ventanilla.console.article_desk import Sheet, main_before, read, said
from ventanilla.console.article_figures import figures
from ventanilla.console.article_forms import WordsForm
from ventanilla.console.article_parts import (
    Difference,
    differences,
    direction,
    pairs,
    placeholder_groups,
    preview,
)
from ventanilla.console.article_rows import age_tag, day_of, language_tags, title_of, where_tag
from ventanilla.console.frame import path
from ventanilla.console.ticket import language_name
from ventanilla.core.articles.review import review_of
from ventanilla.helpcentre.editing import Glance, Tongue
from ventanilla.helpcentre.models import Wording
from ventanilla.helpcentre.stock import help_of
from ventanilla.ui import times


def editor_context(
    request: HttpRequest,
    sheet: Sheet,
    tongue: Tongue,
    form: WordsForm,
    *,
    newer: Wording | None,
    looking: bool,
) -> dict[str, object]:
    """The form with another language beside it, and what is known of the article."""
    company, code = sheet.company, tongue.language
    pending, valid = tongue.pending, form.is_bound and form.is_valid()
    beside = _beside(request, sheet, code)
    return {
        **_head(sheet, tongue),
        "form": form,
        "pairs": pairs(form, read(company.id, _row(sheet.tongues[beside])) if beside else None),
        "language": code,
        "direction": direction(code),
        "language_name": language_name(code),
        "beside": beside,
        "beside_direction": direction(beside),
        "others": [(c, language_name(c)) for c in sheet.tongues if c != code],
        "pending": written(sheet, pending) if pending else None,
        "own": pending is not None and pending.by == sheet.author.account,
        "can_discard": pending is not None and tongue.shown is not None,
        "newer": {
            **written(sheet, newer),
            "differences": differences(said(newer), form.words() if valid else said(newer)),
        }
        if newer
        else None,
        "behind": _behind(sheet, tongue),
        "preview": preview(company, code, form.words()) if looking and valid else None,
        "groups": list(placeholder_groups(company, code)),
        "figures": figures(company, sheet.article.name, sheet.look),
        "urls": _urls(sheet, code, beside),
    }


def _head(sheet: Sheet, tongue: Tongue) -> dict[str, object]:
    company, look, row = sheet.company, sheet.look, sheet.article
    today, review = day_of(company, look.now), review_of(company.policy)
    return {
        "name": row.name,
        "heading": title_of(row.name, sheet.tongues, company, look),
        "withdrawn": row.withdrawn,
        "oversees": sheet.oversees,
        "tag": where_tag(tongue),
        "tabs": list(language_tags(company, row.name, sheet.tongues)),
        "checked_text": times.plain_day(row.checked_on, look.language),
        "age": age_tag(row.checked_on, today, review),
    }


def written(sheet: Sheet, row: Wording | Glance) -> dict[str, object]:
    """Who wrote a wording, and when."""
    look = sheet.look
    return {
        "id": row.id,
        "by": row.by_name,
        "at": times.long_day_and_time(row.at, look.language, look.zone),
        "at_iso": row.at.isoformat(),
    }


def _beside(request: HttpRequest, sheet: Sheet, code: str) -> str:
    """The language that is shown beside: the one asked for, else the company's first other one."""
    others = [other for other in sheet.tongues if other != code]
    asked = request.GET.get("with", "")
    return asked if asked in others else next(iter(others), "")


def _row(tongue: Tongue) -> Glance | None:
    return tongue.shown or tongue.latest


def _behind(sheet: Sheet, tongue: Tongue) -> list[Difference]:
    """What the first language says otherwise since this translation was published."""
    if not tongue.behind:
        return []
    company = sheet.company.id
    return differences(said(main_before(tongue, company)), read(company, tongue.main))


def _urls(sheet: Sheet, code: str, beside: str) -> dict[str, str]:
    company, name = sheet.company, sheet.article.name
    public = help_of(company.id).articles.get(name)
    room = {"room": path(company, "webinar", name)} if public and public.webinar else {}
    return {
        **room,
        "list": path(company, "articles"),
        "post": f"{sheet.url('article', code)}?with={beside}",
        "self": sheet.url("article", code),
        "history": sheet.url("article_history", code),
        "settings": sheet.url("article_settings"),
        "checked": sheet.url("article_checked", code),
        "discard": sheet.url("article_discard", code),
        "withdraw": sheet.url("article_withdraw"),
        "show": sheet.url("article_show"),
        "public": reverse("portal:article", args=[company.slug, name]),
    }
