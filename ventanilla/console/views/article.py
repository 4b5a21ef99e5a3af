"""The editor of an article: another language beside it, preview, draft, review, publication."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.companies.drafts import RefusedError
from ventanilla.console.article_desk import Sheet, language_of, read, sheet_of
from ventanilla.console.article_forms import WordsForm
from ventanilla.console.article_page import editor_context
from ventanilla.console.article_parts import lines_of
from ventanilla.console.frame import page
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.digits import whole_number
from ventanilla.core.words import gettext_noop
from ventanilla.helpcentre.actions.publish import publish
from ventanilla.helpcentre.actions.write import NewerError, write
from ventanilla.helpcentre.editing import Glance
from ventanilla.helpcentre.models import Wording
from ventanilla.people.guards import staff
from ventanilla.tickets.once import KeyReusedError, once

DONE = {
    "draft": gettext_noop("Kept as a draft. Customers still see what was published."),
    "review": gettext_noop("Sent to be reviewed. A supervisor publishes it."),
    "publish": gettext_noop("Published. Customers see it now."),
}
type Act = Callable[[], object]


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """Words as they were written last, and everything that may be done about them."""
    sheet = sheet_of(request, slug, name)
    tongue = sheet.tongues[language_of(sheet.company, language)]
    row = tongue.pending or tongue.shown
    sent = request.POST if request.method == "POST" else None
    form = WordsForm(language, sent, initial=lines_of(read(sheet.company.id, row)))
    do = sent.get("do", "") if sent is not None else ""
    newer = None
    if do in DONE and form.is_valid():
        newer = _tried(request, sheet, form, do)
        if newer is None and not form.errors:
            messages.success(request, _(DONE[do]))
            return redirect("console:article", slug=slug, name=name, language=language)
    fresh = sent is None or newer or form.non_field_errors()
    context = {
        **editor_context(request, sheet, tongue, form, newer=newer, looking=do == "preview"),
        "base": _base(request, newer, tongue.latest),
        "key": secrets.token_urlsafe(12) if fresh else request.POST.get("key", "")[:80],
    }
    status = 422 if form.errors else 409 if newer else 200
    template = "console/article.html"
    return page(request, sheet.company, template, context, status=status, nav_view="articles")


def _base(request: HttpRequest, newer: Wording | None, latest: Glance | None) -> str:
    """The newest wording that the writer has seen by now."""
    if newer is None and request.method == "POST":
        return request.POST.get("base", "")[:12]
    return str(newer.id if newer else latest.id if latest else 0)


def _tried(request: HttpRequest, sheet: Sheet, form: WordsForm, do: str) -> Wording | None:
    """Do it once; what speaks against it stands in the form, a newer wording is given back."""
    language, base = form.fields["title"].widget.attrs["lang"], request.POST.get("base", "")
    seen = whole_number(base)
    act = _publishing if do == "publish" else _writing

    def effect() -> dict[str, object]:
        act(sheet, form, language, seen, do)()
        return {}

    place = {"article": sheet.article.name, "language": language, "base": seen}
    body = {"do": do, "by": sheet.author.account, **place, **form.cleaned_data}
    try:
        once(sheet.company.id, "article", request.POST.get("key", "")[:80], body, effect)
    except NewerError as error:
        return error.latest
    except MistakesError as error:
        form.refuse(error, sheet.look)
    except KeyReusedError:
        form.add_error(None, _("This was sent before with other words. Send it again to keep it."))
    except RefusedError as error:
        form.add_error(None, str(error))
    return None


def _writing(sheet: Sheet, form: WordsForm, language: str, seen: int, do: str) -> Act:
    place = (sheet.company, sheet.article.name, language, form.words(), sheet.author)
    return lambda: write(*place, timezone.now(), base=seen, review=do == "review")


def _publishing(sheet: Sheet, form: WordsForm, language: str, seen: int, _do: str) -> Act:
    """Publish what was kept: whoever typed something else keeps that first.

    Raises:
        RefusedError: the words differ from those that wait, or the person may not publish.
    """
    pending = sheet.tongues[language].pending
    if not sheet.oversees:
        raise RefusedError(_("A supervisor or an admin publishes. Send it to be reviewed."))
    kept = read(sheet.company.id, pending)
    if pending is not None and pending.id == seen and kept != form.words():
        words = _("You changed these words. Keep them as a draft; a second person publishes them.")
        raise RefusedError(words)
    place = (sheet.company, sheet.article.name, language, seen, sheet.author)
    return lambda: publish(*place, timezone.now())
