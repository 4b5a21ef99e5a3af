"""Every route says who may use it, and keeps to it."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from ventanilla.people.guards import DECLARED
from ventanilla.urls import FOREIGN

AUDIENCES = {"anyone", "customer", "staff", "register", "program"}


def routes(resolver=None, prefix="", names=()):
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path, (*names, entry.namespace or ""))
        elif isinstance(entry, URLPattern):
            yield path, entry


def audience(path, route):
    name = route.name or ""
    foreign = FOREIGN.get(name.partition("_")[0])
    if foreign and path.startswith("staff/"):
        return foreign
    if path.startswith("api/"):
        return "program"
    return getattr(route.callback, DECLARED, None)


def test_every_route_declares_who_may_use_it():
    found = {path: audience(path, route) for path, route in routes()}
    assert len(found) > 50
    silent = sorted(path for path, who in found.items() if who not in AUDIENCES)
    assert not silent, f"these routes do not say who may use them: {silent}"


def fill(path):
    values = {
        "slug": "xm",
        "letter": "admissibility",
        "number": "XM-2222-2222",
        "topic": "general",
        "token": "nonsense",
        "name": "webinar-verification",
        "language": "es",
    }
    values["message"] = "7"
    for name, value in values.items():
        path = path.replace(f"<slug:{name}>", value).replace(f"<str:{name}>", value)
        path = path.replace(f"<int:{name}>", "7")
    return "/" + path


@pytest.mark.django_db
def test_nobody_reaches_a_page_of_staff_without_signing_in(client):
    pages = [
        fill(path)
        for path, route in routes()
        if audience(path, route) in {"staff", "register"} and path.startswith("console/")
    ]
    assert len(pages) > 15
    for page in pages:
        for response in (client.get(page), client.post(page)):
            assert response.status_code in {302, 405}, page
            if response.status_code == 302:
                assert response["Location"].startswith("/staff/login/")


@pytest.mark.django_db
def test_staff_of_no_company_finds_nothing_there(client, stranger, second_factor, ask):
    second_factor(stranger)
    client.force_login(stranger)
    ticket = ask("xm", "general", "form")
    there = client.get(f"/console/xm/requests/{ticket.number}/")
    missing = client.get("/console/xm/requests/XM-2222-2222/")
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content


@pytest.mark.django_db
def test_staff_without_a_second_factor_may_only_set_one_up(client, marta):
    client.force_login(marta)
    response = client.get("/console/xm/")
    assert response.status_code == 302
    assert response["Location"].startswith("/staff/2fa/")
