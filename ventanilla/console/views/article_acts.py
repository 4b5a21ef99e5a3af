"""What is done about an article with one press: still right, withdrawn, shown again, discarded."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.companies.drafts import RefusedError
from ventanilla.console.article_desk import Sheet, language_of, sheet_of
from ventanilla.helpcentre.actions.bring_back import bring_back
from ventanilla.helpcentre.actions.discard import discard
from ventanilla.helpcentre.actions.mark_checked import mark_checked
from ventanilla.helpcentre.actions.show_again import show_again
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.actions.write import NewerError
from ventanilla.helpcentre.models import Wording
from ventanilla.people.guards import staff, supervisor
from ventanilla.tickets.once import KeyReusedError, once

LONGEST_NUMBER = 9


@staff
@require_POST
def checked(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """It was held against the facts in this language, and is still right."""
    sheet = sheet_of(request, slug, name)
    code = language_of(sheet.company, language)
    return _done(
        request,
        sheet,
        code,
        lambda: mark_checked(sheet.company, name, code, sheet.author, timezone.now()),
        _("Checked today."),
    )


@staff
@require_POST
def discarded(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """A draft is given up; what is shown stands again as the newest."""
    sheet = sheet_of(request, slug, name)
    code, number = language_of(sheet.company, language), _number(request)
    return _done(
        request,
        sheet,
        code,
        lambda: discard(sheet.company.id, name, code, number, sheet.author, timezone.now()),
        _("Discarded. It stays in the history."),
    )


@staff
@require_POST
def brought_back(request: HttpRequest, slug: str, name: str, language: str) -> HttpResponse:
    """A former wording becomes a new draft."""
    sheet = sheet_of(request, slug, name)
    code, number = language_of(sheet.company, language), _number(request)
    return _done(
        request,
        sheet,
        code,
        lambda: bring_back(sheet.company, name, code, number, sheet.author, timezone.now()),
        _("Brought back as a draft. Customers still see what was published."),
    )


@supervisor
@require_POST
def withdrawn(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Nobody is shown it any more."""
    sheet = sheet_of(request, slug, name)
    return _done(
        request,
        sheet,
        sheet.company.policy.languages[0],
        lambda: withdraw(sheet.company.id, name, sheet.author, timezone.now()),
        _("Withdrawn. Customers do not find it any more."),
    )


@supervisor
@require_POST
def shown(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Customers find it again."""
    sheet = sheet_of(request, slug, name)
    return _done(
        request,
        sheet,
        sheet.company.policy.languages[0],
        lambda: show_again(sheet.company.id, name, sheet.author, timezone.now()),
        _("Shown again."),
    )


def _number(request: HttpRequest) -> int:
    """The wording that was pressed; 0, which there is not, for what is no number."""
    typed = request.POST.get("wording", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0


def _done(
    request: HttpRequest, sheet: Sheet, language: str, act: Callable[[], object], words: str
) -> HttpResponse:
    """Do it once, say so or why not, and go to the editor."""

    def effect() -> dict[str, object]:
        act()
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
    return redirect("console:article", slug=slug, name=name, language=language)
