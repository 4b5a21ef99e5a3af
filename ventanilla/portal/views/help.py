"""The help centre: everything that is already answered, and whether it helped."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.articles import Article
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, opened, shown
from ventanilla.helpcentre.stock import help_of
from ventanilla.people.guards import anyone
from ventanilla.portal.articles import Shelves
from ventanilla.portal.forms_webinar import QuestionForm, SeatForm
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.noting import may_note
from ventanilla.portal.webinar import webinar_context
from ventanilla.tickets.showing import Eyes

WEBINAR_ACTS = ("seat", "question", "thread", "calendar")


@anyone
@require_safe
def help_centre(request: HttpRequest, slug: str) -> HttpResponse:
    """All articles by section, the webinars to come, what others read today."""
    company = in_force(slug)
    found = Shelves(company, eyes(request, company))
    context = {
        "shelves": found.shelves(),
        "popular": found.popular(),
        "webinars": found.webinars(),
    }
    return page(request, company, "portal/help.html", context, here="help")


@anyone
@require_safe
def article(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One answer. That it was opened is noted, without anybody's name."""
    return article_page(request, in_force(slug), name)


def article_page(
    request: HttpRequest, company: InForce, name: str, **refused: SeatForm | QuestionForm
) -> HttpResponse:
    """The page of an article; ``refused`` is a form of its webinar that was not good."""
    about = _article(company, name)
    look = eyes(request, company)
    key = _opened(request, company, look, name)
    found, slug = Shelves(company, look), company.slug
    ask = reverse("portal:ask", args=[slug])
    if about.topics:
        ask = reverse("portal:ask_topic", args=[slug, about.topics[0]])
    webinar = webinar_context(request, company, about, look)
    context = {
        "article": found.article(about),
        "related": found.answers(list(about.related)),
        "key": key,
        **webinar,
        **refused,
        "urls": {
            "write": f"{ask}?{urlencode({'s': key})}",
            "helped": reverse("portal:helped", args=[slug, name]),
            **{act: reverse(f"portal:{act}", args=[slug, name]) for act in WEBINAR_ACTS},
        },
    }
    status = 422 if refused else 200
    return page(request, company, "portal/article.html", context, here="help", status=status)


def _opened(request: HttpRequest, company: InForce, look: Eyes, name: str) -> str:
    """The key under which it is noted that an article was opened; "" where it is not."""
    key = request.GET.get("s", "")[:200]
    if not may_note(request):
        return ""
    if opened(key, company.id, name, look.now):
        return key
    return shown(company.id, Showing.Place.BROWSE, look.language, [name], look.now, opened=name)


@anyone
@require_POST
def helped(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Whether an article solved the matter; whoever says no is led on to write."""
    company = in_force(slug)
    about = _article(company, name)
    key, solved = request.POST.get("s", "")[:200], request.POST.get("solved") == "yes"
    outcome = Showing.Outcome.SOLVED if solved else Showing.Outcome.UNSOLVED
    if may_note(request) and opened(key, company.id, name, timezone.now()):
        ended(key, company.id, outcome)
    if solved:
        messages.success(request, _("Good. Thank you for telling us."))
        return redirect("portal:article", slug=slug, name=name)
    messages.info(request, _("Then tell us, please. We know what you have read."))
    topic = next(iter(about.topics), "")
    path = reverse("portal:ask_topic", args=[slug, topic]) if topic else None
    return redirect(f"{path or reverse('portal:ask', args=[slug])}?{urlencode({'s': key})}")


def _article(company: InForce, name: str) -> Article:
    found = help_of(company.id).articles.get(name)
    if found is None:
        raise Http404(name)
    return found
