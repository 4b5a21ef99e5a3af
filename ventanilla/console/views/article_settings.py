"""What is the same in all languages of an article."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.console.article_desk import Sheet, sheet_of
from ventanilla.console.article_place_form import PlacementForm, placement_initial
from ventanilla.console.article_rows import title_of
from ventanilla.console.frame import page, path
from ventanilla.console.views.articles import sections_of
from ventanilla.core.articles.faults import MistakesError
from ventanilla.helpcentre.actions.arrange import arrange
from ventanilla.helpcentre.editing import tongues
from ventanilla.helpcentre.models import Article
from ventanilla.people.guards import supervisor
from ventanilla.tickets.once import KeyReusedError, once


@supervisor
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Section, kind, topics, related articles; for a webinar when and with whom."""
    sheet = sheet_of(request, slug, name)
    sent = request.POST if request.method == "POST" else None
    form = PlacementForm(_choices(sheet), sent, initial=placement_initial(sheet.article))
    first = sheet.company.policy.languages[0]
    if sent is not None and form.is_valid() and _arranged(request, sheet, form):
        messages.success(request, _("Kept. It holds in every language."))
        return redirect("console:article", slug=slug, name=name, language=first)
    context = {
        "form": form,
        "heading": title_of(name, sheet.tongues, sheet.company, sheet.look),
        "key": secrets.token_urlsafe(12),
        "urls": {
            "list": path(sheet.company, "articles"),
            "back": sheet.url("article", first),
            "post": sheet.url("article_settings"),
        },
    }
    status = 422 if form.errors else 200
    template = "console/article_settings.html"
    return page(request, sheet.company, template, context, status=status, nav_view="articles")


def _choices(sheet: Sheet) -> dict[str, list[tuple[str, str]]]:
    company, look = sheet.company, sheet.look
    standing = tongues(company.id, company.policy.languages)
    others = Article.objects.filter(company_id=company.id, withdrawn=False)
    rows = others.exclude(name=sheet.article.name).order_by("position", "name")
    names = _chosen_first(sheet.article.related, rows.values_list("name", flat=True))
    topics = company.policy.topics
    return {
        "section": list(sections_of(company, look)),
        "topics": [
            (name, topics[name].title.for_(look.language))
            for name in _chosen_first(sheet.article.topics, topics)
        ],
        "related": [
            (name, title_of(name, standing.get(name, {}), company, look)) for name in names
        ],
    }


def _chosen_first(chosen: list[str], names: Iterable[str]) -> list[str]:
    """Those that are set already, in their order; then the others."""
    known = list(names)
    kept = [name for name in chosen if name in known]
    return [*kept, *(name for name in known if name not in kept)]


def _arranged(request: HttpRequest, sheet: Sheet, form: PlacementForm) -> bool:
    placement = form.placement(sheet.company.policy.zone)

    def effect() -> dict[str, object]:
        arrange(sheet.company, sheet.article.name, placement, sheet.author, timezone.now())
        return {}

    body = {"article": sheet.article.name, "by": sheet.author.account, **form.cleaned_data}
    try:
        once(sheet.company.id, "article", request.POST.get("key", "")[:80], body, effect)
    except MistakesError as error:
        form.refuse(error, sheet.look)
    except KeyReusedError:
        form.add_error(None, _("This was sent before with other words. Send it again to keep it."))
    return not form.errors
