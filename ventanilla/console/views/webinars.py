"""Who holds a webinar reads the questions here, and answers them before it and while it lasts."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.case_forms import WordsForm
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.core.articles import Article
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.models import Question, Seat
from ventanilla.helpcentre.stock import help_of
from ventanilla.helpcentre.webinars import answer
from ventanilla.people.guards import staff
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times

MOST = 200


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def webinar(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The questions to a webinar, those that wait first, each with its place for an answer."""
    company, look = in_force(slug), eyes(request)
    about = help_of(company.id).articles.get(name)
    if about is None or about.webinar is None:
        raise Http404(name)
    refused: WordsForm | None = None
    if request.method == "POST":
        refused = _answer(request, company)
        if refused is None:
            messages.success(request, _("Answered. Everybody reads it on the webinar's page."))
            return redirect("console:webinar", slug=slug, name=name)
    rows = Question.objects.filter(company_id=company.id, article=name)
    typed = refused.data.get("question", "0") if refused else "0"  # its words are not lost
    waiting = rows.filter(Q(answer="") | Q(pk=int(typed))).order_by("at", "id")[:MOST]
    context = {
        "view": "page",
        "title": _title(company, about, look),
        "when": times.long_day_and_time(about.webinar.starts, look.language, look.zone),
        "seats": Seat.objects.filter(company_id=company.id, article=name).count(),
        "waiting": [(row, _form(row, refused), _at(row, look)) for row in waiting],
        "answered": rows.exclude(answer="").order_by("-answered_at")[:MOST],
        "urls": {"post": path(company, "webinar", name)},
    }
    return page(
        request,
        company,
        "console/webinar.html",
        context,
        status=422 if refused else 200,
        nav_view="tasks",
    )


def _answer(request: HttpRequest, company: InForce) -> WordsForm | None:
    """Answer what was sent; the form with what speaks against it, else nothing."""
    number = request.POST.get("question", "")
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    form = WordsForm(_("Answer"), 3, request.POST, prefix=f"q{int(number)}")
    user = user_of(request)
    if form.is_valid():
        words = form.cleaned_data["text"]
        try:
            answer(company.id, int(number), user.pk, user.name, words, timezone.now())
        except Question.DoesNotExist as error:
            raise Http404(number) from error
        except ValueError as error:
            form.add_error("text", _(str(error)))
    return form if form.errors else None


def _form(row: Question, refused: WordsForm | None) -> WordsForm:
    prefix = f"q{row.pk}"
    if refused is not None and refused.prefix == prefix:
        return refused
    return WordsForm(_("Answer"), 3, prefix=prefix)


def _at(row: Question, look: Eyes) -> str:
    return times.day_and_time(row.at, look.language, look.zone)


def _title(company: InForce, about: Article, look: Eyes) -> str:
    language = "zh" if look.language == "zh-hans" else look.language
    words = about.in_(language)
    return Filler(company, help_of(company.id), language).plain(words.title)


def coming(company: InForce, look: Eyes) -> list[dict[str, object]]:
    """The webinars that are not over, with how many questions wait."""
    found = []
    for about in help_of(company.id).articles.values():
        if about.webinar is None or about.webinar.ends <= look.now:
            continue
        rows = Question.objects.filter(company_id=company.id, article=about.name, answer="")
        found.append(
            {
                "starts": about.webinar.starts,
                "title": _title(company, about, look),
                "when": times.day_and_time(about.webinar.starts, look.language, look.zone),
                "waiting": rows.count(),
                "url": path(company, "webinar", about.name),
            }
        )
    return sorted(found, key=lambda row: str(row["starts"]))
