"""What every page of the console shows around its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.companies.showing import company_view
from ventanilla.people.guards import OVERSEERS
from ventanilla.people.models import Membership, User
from ventanilla.tickets.showing import Eyes, person
from ventanilla.ui.frame import reader, switches
from ventanilla.ui.parts import NavGroup, NavItem

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


class Around(NamedTuple):
    """What the frame shows around every page: counts, teams, the user's companies and role here."""

    all: int
    mine: int
    risk: int
    free: int
    quarantined: int
    asked: int
    companies: int
    role: str
    teams: list[tuple[str, dict[str, str]]]


_AROUND = """
SELECT count(*), count(*) FILTER (WHERE assignee = %(user)s),
    count(*) FILTER (WHERE due_at < %(soon)s), count(*) FILTER (WHERE assignee IS NULL),
    (SELECT count(*) FROM (SELECT FROM channels_inbound
        WHERE company = %(company)s AND state = 'quarantine' LIMIT 100) held),
    (SELECT count(*) FROM tickets_check
        WHERE company_id = %(company)s AND person = %(user)s AND verdict = ''),
    (SELECT count(*) FROM people_membership WHERE user_id = %(user)s),
    (SELECT coalesce(max(role), '') FROM people_membership
        WHERE user_id = %(user)s AND company_id = %(company)s),
    (SELECT coalesce(json_agg(json_build_array(slug, title) ORDER BY slug), '[]')::text
        FROM people_team WHERE company_id = %(company)s)
FROM (SELECT assignee, due_at FROM tickets_ticket
    WHERE company_id = %(company)s AND state IN ('new', 'open')
    ORDER BY rank, sort_at, id LIMIT %(most)s) first
"""


def around(company: InForce, user: User, now: datetime) -> Around:
    """Everything that the frame asks the database, in one pass over the queue's own index."""
    values: dict[str, Any] = {
        "company": company.id,
        "user": user.pk,
        "soon": now + RISK,
        "most": MOST_COUNTED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, values)
        row: tuple[Any, ...] = cursor.fetchone()
    return Around._make([*row[:-1], json.loads(row[-1])])


def count_text(number: int) -> str:
    """A count that stops counting where nobody reads on."""
    return f"{MOST_COUNTED}+" if number >= MOST_COUNTED else str(number)


def register_nav(company: InForce, view: str, *, bar: bool = False) -> list[NavItem]:
    """The two pages that whoever only reads the register has, too."""
    return [
        NavItem(
            title=_("Complaint register"),
            icon="scale",
            url=path(company, "register"),
            current=view == "register",
            in_bar=bar,
        ),
        NavItem(
            title=_("Returns"),
            icon="report",
            url=path(company, "returns"),
            current=view == "returns",
            in_bar=bar,
        ),
    ]


def nav(company: InForce, number: Around, view: str, look: Eyes) -> list[NavGroup]:
    """The navigation with its counts: what falls due first, then the teams."""

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
            item("all", _("Inbox"), "inbox", number.all),
            item("mine", _("My turn"), "user", number.mine),
            item("risk", _("At risk"), "hourglass", number.risk),
            item("free", _("Unassigned"), "user-off", number.free, bar=False),
        ]
    )
    queues = [
        NavItem(
            title=title.get(look.language.split("-")[0]) or title.get("en", slug),
            icon="users",
            url=f"{path(company, 'inbox')}?view=team-{slug}",
            current=view == f"team-{slug}",
        )
        for slug, title in number.teams
    ]
    teamwork = NavGroup(title=_("Teams"), items=queues)
    groups = [first, teamwork, NavGroup(title=_("Desk"), items=_house(company, number, view))]
    return [group for group in groups if group.items]


def _house(company: InForce, number: Around, view: str) -> list[NavItem]:
    """What is not a queue of requests: questions to areas, the intake, the quarantine."""
    kept_out = number.quarantined
    house = [
        NavItem(
            title=_("Promise board"),
            icon="progress",
            url=path(company, "board"),
            current=view == "board",
            go="b",
        ),
        NavItem(
            title=_("For the areas"),
            icon="users",
            url=path(company, "tasks"),
            count=str(number.asked) if number.asked else "",
            alarm="soon" if number.asked else "",
            current=view == "tasks",
        ),
        NavItem(
            title=_("Write down a request"),
            icon="edit",
            url=path(company, "intake"),
            current=view == "intake",
        ),
        NavItem(
            title=_("Quarantine"),
            icon="shield",
            url=path(company, "quarantine"),
            count=str(kept_out) if kept_out else "",
            alarm="soon" if kept_out else "",
            current=view == "quarantine",
            in_bar=True,
            go="q",
        ),
        *register_nav(company, view),
        NavItem(
            title=_("Articles"),
            icon="book",
            url=path(company, "articles"),
            current=view == "articles",
        ),
        NavItem(
            title=_("What is missing"),
            icon="help-circle",
            url=path(company, "missing"),
            current=view == "missing",
        ),
    ]
    if number.role in OVERSEERS:
        house.append(
            NavItem(
                title=_("Policy"),
                icon="file-text",
                url=path(company, "policy"),
                current=view == "policy",
            )
        )
    return house


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
    number = around(company, user, look.now)
    roles = number.companies
    auditor = number.role == Membership.Role.REGISTER
    groups = nav(company, number, nav_view, look)
    if auditor:
        groups = [NavGroup(items=register_nav(company, nav_view, bar=True))]
    frame = {
        "company": company_view(company, who.language),
        "nav": groups,
        "me": person(user.name, user.pk, _("%(n)d companies") % {"n": roles} if roles > 1 else ""),
        "back": request.get_full_path(),
        "view": "page",
        "urls": {
            **(_register_urls(company) if auditor else _desk_urls(company)),
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


def _desk_urls(company: InForce) -> dict[str, str]:
    return {
        "home": path(company, "inbox"),
        "search": path(company, "search"),
        "palette": path(company, "palette"),
        "stream": f"/live/{company.slug}",
    }


def _register_urls(company: InForce) -> dict[str, str]:
    """No search, no palette, no signals: nothing of the desk is offered that is not there."""
    return {"home": path(company, "register")}
