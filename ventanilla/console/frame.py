"""What every page of the console shows around its content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ventanilla.channels.models import Inbound
from ventanilla.companies.inforce import InForce
from ventanilla.companies.showing import company_view
from ventanilla.people.models import Membership, Team, User
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import Eyes, person
from ventanilla.ui.frame import reader, switches
from ventanilla.ui.parts import NavGroup, NavItem

QUEUED = ("new", "open")
RISK = timedelta(hours=1)
MOST_COUNTED = 1000


def user_of(request: HttpRequest) -> User:
    """The member of staff behind a request; the guard has made sure that there is one."""
    return cast(User, request.user)


def eyes(request: HttpRequest, now: datetime | None = None) -> Eyes:
    """The agent's language and zone: the browser's, else the account's own."""
    who = reader(request)
    return Eyes(who.language, who.zone_or(user_of(request).zone), now or timezone.now())


def path(company: InForce, name: str, *args: object) -> str:
    """A path of the console of a company."""
    return reverse(f"console:{name}", args=[company.slug, *args])


def counts(company: InForce, user: User, now: datetime) -> dict[str, int]:
    """The numbers beside the views, in one pass over the queue's own index."""
    queue = Ticket.objects.filter(company_id=company.id, state__in=QUEUED)
    first = queue.order_by("rank", "sort_at", "id")[:MOST_COUNTED]
    total = first.aggregate(
        all=Count("id"),
        mine=Count("id", filter=Q(assignee=user.pk)),
        risk=Count("id", filter=Q(due_at__lt=now + RISK)),
        free=Count("id", filter=Q(assignee=None)),
    )
    return cast(dict[str, int], total)


def count_text(number: int) -> str:
    """A count that stops counting where nobody reads on."""
    return f"{MOST_COUNTED}+" if number >= MOST_COUNTED else str(number)


def nav(company: InForce, user: User, view: str, look: Eyes) -> list[NavGroup]:
    """The navigation with its counts: what falls due first, then the teams."""
    number = counts(company, user, look.now)

    def item(name: str, title: str, icon: str, count: int, *, bar: bool = True) -> NavItem:
        alarm = "late" if name == "risk" and count else ""
        return NavItem(
            title=title,
            icon=icon,
            url=path(company, "inbox") + ("" if name == "all" else f"?view={name}"),
            count=count_text(count) if count else "",
            alarm=alarm,  # type: ignore[arg-type]
            current=view == name,
            in_bar=bar,
            go={"risk": "r"}.get(name, ""),
        )

    first = NavGroup(
        items=[
            item("all", _("Inbox"), "inbox", number["all"]),
            item("mine", _("My turn"), "user", number["mine"]),
            item("risk", _("At risk"), "hourglass", number["risk"]),
            item("free", _("Unassigned"), "user-off", number["free"], bar=False),
        ]
    )
    teams = Team.objects.filter(company_id=company.id).order_by("slug")
    queues = [
        NavItem(
            title=team.title.get(look.language.split("-")[0]) or team.title.get("en", team.slug),
            icon="users",
            url=f"{path(company, 'inbox')}?view=team-{team.slug}",
            current=view == f"team-{team.slug}",
        )
        for team in teams
    ]
    kept_out = Inbound.objects.filter(company=company.id, state="quarantine")[:100].count()
    house = [
        NavItem(
            title=_("Quarantine"),
            icon="shield",
            url=path(company, "quarantine"),
            count=str(kept_out) if kept_out else "",
            alarm="soon" if kept_out else "",
            current=view == "quarantine",
            in_bar=True,
            go="q",
        )
    ]
    teamwork = NavGroup(title=_("Teams"), items=queues)
    groups = [first, teamwork, NavGroup(title=_("Desk"), items=house)]
    return [group for group in groups if group.items]


def page(
    request: HttpRequest,
    company: InForce,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    nav_view: str = "",
) -> HttpResponse:
    """Render a page of the console inside its frame."""
    who, user, look = reader(request), user_of(request), eyes(request)
    roles = Membership.objects.filter(user_id=user.pk).count()
    frame = {
        "company": company_view(company, who.language),
        "nav": nav(company, user, nav_view, look),
        "me": person(user.name, user.pk, _("%(n)d companies") % {"n": roles} if roles > 1 else ""),
        "back": request.get_full_path(),
        "view": "page",
        "urls": {
            "home": path(company, "inbox"),
            "search": path(company, "search"),
            "palette": path(company, "palette"),
            "stream": f"/live/{company.slug}",
            "sign_out": reverse("account_logout"),
            "security": reverse("mfa_index"),
            **switches(),
        },
    }
    extra = cast(dict[str, str], context.get("urls", {}))
    paths = {**cast(dict[str, str], frame["urls"]), **extra}
    response = render(request, template, {**frame, **context, "urls": paths}, status=status)
    response["Cache-Control"] = "no-store"
    return response
