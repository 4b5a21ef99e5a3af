"""The articles of the help centre: all of them, and a new one."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.article_desk import author_of, language_of
from ventanilla.console.article_forms import Choices, FilterForm, NewForm
from ventanilla.console.article_parts import pairs, placeholder_groups, preview
from ventanilla.console.article_rows import Listed, article_rows, listed, said
from ventanilla.console.faster import faster_text
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.missing_begin import first_words
from ventanilla.console.ticket import language_name
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.articles.review import review_of
from ventanilla.core.digits import whole_number
from ventanilla.helpcentre.actions.begin import begin
from ventanilla.helpcentre.models import Section
from ventanilla.people.guards import staff
from ventanilla.tickets.once import KeyReusedError, once
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.phrases import span_words

PAGE = 100
LONGEST_GAP = 16


@staff
@require_safe
def articles(request: HttpRequest, slug: str) -> HttpResponse:
    """Every article with where it stands; those that are too old come first."""
    company, look = in_force(slug), eyes(request)
    rows = listed(company, look.now)
    form = FilterForm(sections_of(company, look), languages_of(company), request.GET)
    wanted = form.wanted()
    shown = [row for row in rows if row.fits(wanted)]
    first = whole_number(request.GET.get("first", ""), 5)
    review, query = review_of(company.policy), request.GET.copy()
    context = {
        "rows": article_rows(company, shown[first : first + PAGE], look),
        "form": form,
        "filtered": any(wanted.values()),
        "cards": _cards(rows, path(company, "articles")),
        "every": span_words(review.every.text, look.language),
        "promised": review.promised,
        "faster": faster_text(company, look),
        "urls": {
            "list": path(company, "articles"),
            "new": path(company, "article_new"),
            "before": _place(query, first - PAGE) if first else "",
            "after": _place(query, first + PAGE) if len(shown) > first + PAGE else "",
        },
    }
    return page(request, company, "console/articles.html", context, nav_view="articles")


def _place(query: object, first: int) -> str:
    query["first"] = str(max(0, first))  # type: ignore[index]
    return f"?{query.urlencode()}"  # type: ignore[attr-defined]


def _cards(rows: list[Listed], url: str) -> list[dict[str, object]]:
    """How many there are, and how many wait for somebody."""
    kept = [row for row in rows if not row.article.withdrawn]

    def waiting(state: str) -> int:
        return sum(1 for row in kept if state in row.states)

    return [
        {"title": _("Articles"), "value": len(kept), "url": url},
        {"title": _("Too old"), "value": sum(r.stale for r in kept), "url": f"{url}?state=stale"},
        {"title": _("Drafts"), "value": waiting("draft"), "url": f"{url}?state=draft"},
        {"title": _("In review"), "value": waiting("review"), "url": f"{url}?state=review"},
        {
            "title": _("Translation behind"),
            "value": waiting("behind"),
            "url": f"{url}?state=behind",
        },
    ]


def sections_of(company: InForce, look: Eyes) -> Choices:
    """The sections of the help centre, to choose from."""
    rows = Section.objects.filter(company_id=company.id).order_by("position")
    return [(row.name, said(row.title, look)) for row in rows]


def languages_of(company: InForce) -> Choices:
    """The languages of the company, to choose from."""
    return [(code, language_name(code)) for code in company.policy.languages]


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an article in one language; the others come after."""
    company, look = in_force(slug), eyes(request)
    first = company.policy.languages[0]
    language = language_of(company, request.GET.get("language", first))
    sections = sections_of(company, look)
    sent = request.POST if request.method == "POST" else None
    gap = request.GET.get("gap", "")[:LONGEST_GAP]
    words = {} if sent is not None else first_words(company, gap, language, look.now)
    kept = {"language": language, "gap": gap} if gap else {"language": language}
    form = NewForm(language, sections, sent, initial=words)
    looking = sent is not None and sent.get("do") == "preview"
    if sent is not None and form.is_valid() and not looking and _begun(request, company, form):
        messages.success(request, _("Kept as a draft. Nobody but staff sees it yet."))
        name = form.cleaned_data["name"]
        return redirect("console:article", slug=slug, name=name, language=language)
    context = {
        "form": form,
        "pairs": pairs(form, None),
        "gap": gap,
        "asked": bool(words),
        "language": language,
        "languages": languages_of(company),
        "sections": sections,
        "preview": preview(company, language, form.words())
        if looking and form.is_valid()
        else None,
        "groups": list(placeholder_groups(company, language)),
        "key": _key(request, form),
        "urls": {
            "list": path(company, "articles"),
            "post": f"{path(company, 'article_new')}?{urlencode(kept)}",
        },
    }
    status = 422 if form.errors else 200
    template = "console/article_new.html"
    return page(request, company, template, context, status=status, nav_view="articles")


def _key(request: HttpRequest, form: NewForm) -> str:
    """The key of the page; a fresh one where something was said against the last."""
    sent = request.POST.get("key", "")[:80]
    return sent if sent and not form.non_field_errors() else secrets.token_urlsafe(12)


def _begun(request: HttpRequest, company: InForce, form: NewForm) -> bool:
    words, typed, by = form.words(), form.cleaned_data, author_of(request)
    language, now = form.fields["title"].widget.attrs["lang"], timezone.now()

    def effect() -> dict[str, object]:
        begin(company, typed["name"], typed["section"], language, words, by, now)
        return {}

    body = {"by": by.account, "language": language, **typed}
    try:
        once(company.id, "article new", request.POST.get("key", "")[:80], body, effect)
    except MistakesError as error:
        form.refuse(error, eyes(request))
    except KeyReusedError:
        form.add_error(None, _("This was sent before with other words. Send it again to keep it."))
    return not form.errors
