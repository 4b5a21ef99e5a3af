"""The help centre as a program meets it: asked, read, and told what came of an answer."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.portal.conftest import help_centre  # noqa: F401 - a fixture
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import shown

pytestmark = pytest.mark.django_db
QUESTION = "¿Cómo envío los documentos para verificar mi cuenta?"


@pytest.fixture
def caller(program, help_centre):  # noqa: F811
    help_centre("xm")
    return program()


def ask(caller, **more):
    return caller.post("/answers", {"question": QUESTION, **more}).json()


def test_a_question_is_answered_in_the_language_that_was_asked_for(caller):
    found = ask(caller, language="zh", limit=2)
    first = found["answers"][0]
    assert found["sure"]
    assert first["sure"]
    assert (first["name"], first["language"]) == ("send-documents", "zh")
    assert found["mark"] <= first["probability"] <= 1
    assert len(found["answers"]) == 2
    assert first["url"].startswith("http")
    assert "{" not in first["title"] + first["answer"]


def test_by_get_it_is_the_same_answer(caller):
    posted = ask(caller, language="es")
    got = caller.get("/answers", question=QUESTION, language="es").json()
    assert [a["name"] for a in got["answers"]] == [a["name"] for a in posted["answers"]]


def test_where_nothing_is_sure_nothing_is_called_sure(caller):
    found = caller.post("/answers", {"question": "¿quién ganó el partido?"}).json()
    assert not found["sure"]
    assert not any(one["sure"] for one in found["answers"])


def test_what_was_shown_is_noted_and_opening_its_address_too(caller):
    found = ask(caller)
    url = found["answers"][0]["url"]
    Client().get(url[url.index("/xm/") :])
    row = Showing.objects.get()
    assert (row.place, row.opened) == ("program", ["send-documents"])


def test_a_program_says_what_came_of_it(caller):
    key = ask(caller)["key"]
    path = f"/answers/{key}/outcome"
    assert caller.post(path, {"outcome": "opened", "article": "send-documents"}).status_code == 204
    made = caller.post(
        "/tickets",
        {
            "topic": "general",
            "subject": "Documentos",
            "text": QUESTION,
            "customer": {"email": "ana@correo.test"},
        },
    ).json()
    done = caller.post(path, {"outcome": "asked", "ticket": made["number"]})
    assert done.status_code == 204
    row = Showing.objects.get(place="program")
    assert (row.opened, row.outcome) == (["send-documents"], "asked")
    assert row.ticket is not None


def test_an_outcome_that_cannot_be_is_refused_with_what_to_do(caller):
    key = ask(caller)["key"]
    path = f"/answers/{key}/outcome"
    other = caller.post(path, {"outcome": "solved", "article": "nothing"})
    assert other.status_code == 422
    assert "send-documents" in other.json()["detail"]
    assert caller.post(path, {"outcome": "opened"}).status_code == 422
    assert caller.post(path, {"outcome": "perhaps"}).status_code == 422
    assert caller.post(path, {"outcome": "asked", "ticket": "XM-2222-2222"}).status_code == 404
    assert Showing.objects.get().outcome == ""


def test_a_forged_key_and_that_of_a_visitor_or_another_company_are_unknown(caller, company):
    portal = shown(company("xm").id, Showing.Place.SEARCH, "es", ["x"], "2026-11-25T09:00Z")
    foreign = shown(company("shop").id, Showing.Place.PROGRAM, "es", [], "2026-11-25T09:00Z")
    for key in ("nonsense", portal, foreign):
        refused = caller.post(f"/answers/{key}/outcome", {"outcome": "solved"})
        assert refused.status_code == 404
        assert refused["Content-Type"] == "application/problem+json"
    assert set(Showing.objects.values_list("outcome", flat=True)) == {""}


def test_articles_are_listed_by_cursor_and_read_whole(caller, monkeypatch):
    monkeypatch.setattr("ventanilla.api.article_routes.PAGE", 15)
    names, after = [], {}
    while True:
        page = caller.get("/articles", language="es", **after).json()
        names += [item["name"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert names == sorted(set(names))
    assert len(names) >= 40
    whole = caller.get("/articles/send-documents", language="zh").json()
    assert whole["language"] == "zh"
    assert "{" not in whole["body"]
    assert "](/" not in whole["body"], "links lead somewhere from anywhere"
    assert set(whole["related"]) <= set(names)
    section = caller.get("/articles", section=whole["section"]).json()
    assert {item["section"] for item in section["items"]} == {whole["section"]}
    assert caller.get("/articles/nothing").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("get", "/articles", "answers:read"),
        ("get", "/articles/send-documents", "answers:read"),
        ("post", "/answers", "answers:read"),
        ("post", "/answers/nonsense/outcome", "answers:write"),
    ],
)
def test_a_scope_that_is_missing_is_named(program, method, path, scope):
    caller = program(scopes=["tickets:read", "tickets:write"])
    body = {"outcome": "solved"} if "outcome" in path else {"question": "?"}
    refused = caller.get(path) if method == "get" else caller.post(path, body)
    assert refused.status_code == 403
    assert scope in refused.json()["detail"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"question": " "}, "question"),
        ({"question": "x" * 2001}, "question"),
        ({"limit": 0}, "limit"),
        ({"limit": 11}, "limit"),
        ({"language": "Spanish"}, "language"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_is_refused_with_its_place(program, change, place):
    refused = program().post("/answers", {"question": QUESTION, **change})
    assert refused.status_code == 422
    assert place in refused.json()["detail"]
