"""Search over all tickets of a company: words and filters, and searches that are kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import InForce, companies, in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.lines import names_of
from ventanilla.console.rows import PAGE, addresses, chosen, row
from ventanilla.console.search_form import EVERYWHERE, SearchForm
from ventanilla.console.views.find import found
from ventanilla.people.actions.save_search import forget_search, save_search, saved_searches
from ventanilla.people.guards import STAFF, roles_of, staff
from ventanilla.tickets.search_filter import Hits, Wanted, search
from ventanilla.tickets.showing import Eyes


@staff
@require_safe
def search_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found, as a list; a number or the beginning of a mail address finds by itself."""
    company, look = in_force(slug), eyes(request)
    places = _places(request)
    form = _form(request, company, look, places)
    other = request.GET.get("company", slug)
    if other != slug and other in dict(places):
        return redirect(f"{path(in_force(other), 'search')}?{form.address(EVERYWHERE)}")
    wanted = form.wanted()
    address, hits = addresses(company), _hits(company, wanted, look)
    rows = [
        row(ticket, company, look, url=address(ticket.number), selected="")
        for ticket in chosen(company, hits.ids)
    ]
    user = user_of(request)
    context = {
        "form": form,
        "query": wanted.query,
        "narrowed": wanted != Wanted(query=wanted.query),
        "asked": wanted.anything,
        "rows": rows,
        "more": hits.more,
        "whole": hits.whole,
        "kept": [
            {
                "name": kept.name,
                "url": f"{path(company, 'search')}?{kept.query}",
                "shared": kept.shared,
                "forget": path(company, "forget_search", kept.pk) if kept.owner == user else "",
            }
            for kept in saved_searches(company.id, user).select_related("owner")
        ],
        "address": form.address(),
        "urls": {"search": path(company, "search"), "keep": path(company, "keep_search")},
    }
    status = 422 if form.errors else 200
    return page(request, company, "console/search.html", context, status=status)


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """The companies for which the reader works, and may search, by their names."""
    roles = roles_of(user_of(request).pk)
    works = (one for one in companies() if roles.get(one.slug) in STAFF)
    return [(one.slug, one.policy.company) for one in works]


def _form(
    request: HttpRequest, company: InForce, look: Eyes, places: list[tuple[str, str]]
) -> SearchForm:
    typed = request.GET.copy()
    typed["q"] = typed.get("q", "").replace("\0", "")[:100]
    typed["company"] = company.slug
    return SearchForm(company.policy, look.language, names_of(company, look), places, typed)


def _hits(company: InForce, wanted: Wanted, look: Eyes) -> Hits:
    """What was found: alone, a number or an address is looked up as such."""
    if not wanted.anything:
        return Hits([], more=False, whole=True)
    if wanted == Wanted(query=wanted.query):
        ids = [ticket.id for ticket in found(company, wanted.query, PAGE + 1)]
        return Hits(ids[:PAGE], len(ids) > PAGE, whole=True)
    return search(company.id, wanted, look.zone, look.now, PAGE)


@staff
@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a search, for oneself or for all."""
    company, query = in_force(slug), request.POST.get("query", "")
    shared = request.POST.get("shared") == "yes"
    name = request.POST.get("name", "").replace("\0", "")
    try:
        save_search(company.id, user_of(request), name, query.replace("\0", ""), shared=shared)
        messages.success(request, _("Kept."))
    except ValueError as error:
        messages.error(request, _(str(error)))
    return redirect(f"{path(company, 'search')}?{query}" if query else path(company, "search"))


@staff
@require_POST
def forget(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Forget a search of one's own."""
    company = in_force(slug)
    if not forget_search(company.id, user_of(request), number):
        raise Http404(str(number))
    return redirect("console:search", slug=slug)
