"""What is done about an article with one press: still right, withdrawn, shown again, discarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.console.article_desk import Sheet, language_of, sheet_of
from ventanilla.core.digits import whole_number
from ventanilla.helpcentre.actions.bring_back import bring_back
from ventanilla.helpcentre.actions.discard import discard
from ventanilla.helpcentre.actions.mark_checked import mark_checked
from ventanilla.helpcentre.actions.show_again import show_again
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.actions.write import NewerError
from ventanilla.helpcentre.models import Wording
from ventanilla.people.guards import staff, supervisor
from ventanilla.tickets.once import KeyReusedError, once


@staff
@require_POST
def checked(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """It was held against the facts in this language, and is still right."""

    def act(sheet: Sheet, code: str) -> None:
        mark_checked(sheet.company, name, code, sheet.author, timezone.now())

    return _done(request, sheet_of(request, slug, name), language, act, _("Checked today."))


@staff
@require_POST
def discarded(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """A draft is given up; what is shown stands again as the newest."""

    def act(sheet: Sheet, code: str) -> None:
        wording = _number(request)
        discard(sheet.company.id, name, code, wording, sheet.author, timezone.now())

    words = _("Discarded. It stays in the history.")
    return _done(request, sheet_of(request, slug, name), language, act, words)


@staff
@require_POST
def brought_back(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """A former wording becomes a new draft."""

    def act(sheet: Sheet, code: str) -> None:
        wording = _number(request)
        bring_back(sheet.company, name, code, wording, sheet.author, timezone.now())

    words = _("Brought back as a draft. Customers still see what was published.")
    return _done(request, sheet_of(request, slug, name), language, act, words)


@supervisor
@require_POST
def withdrawn(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Nobody is shown it any more."""
    words = _("Withdrawn. Customers do not find it any more.")
    return _whole(request, slug, name, withdraw, words)


@supervisor
@require_POST
def shown(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Customers find it again."""
    return _whole(request, slug, name, show_again, _("Shown again."))


def _whole(
    request: HttpRequest,
    slug: str,
    name: str,
    verb: Callable[[int, str, Author, datetime], None],
    words: str,
) -> HttpResponse:
    """An act that concerns the article in every language."""
    sheet = sheet_of(request, slug, name)

    def act(sheet: Sheet, _code: str) -> None:
        verb(sheet.company.id, name, sheet.author, timezone.now())

    return _done(request, sheet, sheet.company.policy.languages[0], act, words)


def _number(request: HttpRequest) -> int:
    """The wording that was pressed; 0, which there is not, for what is no number."""
    return whole_number(request.POST.get("wording", ""))


def _done(
    request: HttpRequest,
    sheet: Sheet,
    language: str,
    act: Callable[[Sheet, str], None],
    words: str,
) -> HttpResponse:
    """Do it once, say so or why not, and go to the editor."""
    code = language_of(sheet.company, language)

    def effect() -> dict[str, object]:
        act(sheet, code)
        return {}

    body = {"path": request.path, "wording": _number(request), "by": sheet.author.account}
    try:
        once(sheet.company.id, "article", request.POST.get("key", "")[:80], body, effect)
        messages.success(request, words)
    except (RefusedError, KeyReusedError) as error:
        messages.error(request, str(error))
    except NewerError:
        messages.error(request, _("Somebody has written other words meanwhile. Look at them."))
    except Wording.DoesNotExist:
        messages.error(request, _("There is no such wording."))
    slug, name = sheet.company.slug, sheet.article.name
    return redirect("console:article", slug=slug, name=name, language=code)
