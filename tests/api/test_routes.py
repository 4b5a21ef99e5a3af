"""The API as a program meets it."""

import logging

import pytest
from django.utils import timezone

from ventanilla.api.models import Token
from ventanilla.tickets.actions import note, reply
from ventanilla.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def ticket_body(**more):
    customer = {"email": "ana@correo.test", "name": "Ana", "language": "es"}
    return {
        "topic": "general",
        "subject": "Hola",
        "text": "¿Dónde veo mi saldo?",
        "customer": customer,
        **more,
    }


def test_a_request_is_opened_and_read_again(program):
    caller = program()
    made = caller.post("/tickets", ticket_body())
    assert made.status_code == 201
    number = made.json()["number"]
    whole = caller.get(f"/tickets/{number}").json()
    assert whole["messages"][0]["text"] == "¿Dónde veo mi saldo?"
    assert {p["name"]: p["state"] for p in whole["promises"]}["form_answer"] == "running"


def test_the_same_key_answers_the_same_and_another_body_is_refused(program):
    caller = program()
    first = caller.post("/tickets", ticket_body(), **{"idempotency-key": "key-0001"})
    again = caller.post("/tickets", ticket_body(), **{"idempotency-key": "key-0001"})
    other = caller.post("/tickets", ticket_body(text="Otra"), **{"idempotency-key": "key-0001"})
    assert first.json() == again.json()
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert Ticket.objects.count() == 1


def test_notes_of_staff_are_never_told_to_a_program(program, ask, marta):
    ticket = ask("xm", "general", "form")
    note.note(ticket.company_id, ticket.id, marta, "secreto de la casa", timezone.now())
    reply.reply(ticket.company_id, ticket.id, marta, "Hola, Ana", timezone.now())
    text = program().get(f"/tickets/{ticket.number}").content.decode()
    assert "Hola, Ana" in text
    assert "secreto" not in text


def test_a_token_of_another_company_finds_nothing(program, ask):
    ticket = ask("xm", "general", "form")
    other = program("shop")
    there, missing = other.get(f"/tickets/{ticket.number}"), other.get("/tickets/XM-2222-2222")
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content
    assert other.get("/tickets").json()["items"] == []


def test_without_a_token_and_with_a_revoked_one(program, client):
    assert client.get("/api/v1/tickets").status_code == 401
    caller = program()
    Token.objects.update(revoked_at=timezone.now())
    refused = caller.get("/tickets")
    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"


def test_a_scope_that_is_missing_is_named(program):
    refused = program(scopes=["tickets:read"]).post("/tickets", ticket_body())
    assert refused.status_code == 403
    assert "tickets:write" in refused.json()["detail"]


def test_only_the_digest_of_a_token_is_kept(program):
    caller = program()
    row = Token.objects.get()
    assert caller.token not in str(vars(row))


def test_the_rate_is_kept_and_said(program):
    caller = program()
    Token.objects.update(rate=3)
    answers = [caller.get("/company").status_code for _ in range(8)]
    assert answers.count(429) >= 1
    assert answers[0] == 200


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"topic": "nothing"}, "topic"),
        ({"subject": ""}, "subject"),
        ({"colour": "red"}, "colour"),
        ({"details": {"shoe": "42"}}, "shoe"),
        ({"customer": {"email": "no"}}, "email"),
    ],
)
def test_bad_input_is_refused_with_its_place(program, change, place):
    refused = program().post("/tickets", ticket_body(**change))
    assert refused.status_code == 422
    assert place in refused.json()["detail"]


def test_the_list_goes_on_by_cursor(program, ask, monkeypatch):
    monkeypatch.setattr("ventanilla.api.routes.PAGE", 2)
    numbers = [ask("xm", "general", "form").number for _ in range(5)]
    caller, seen, after = program(), [], None
    while True:
        page = caller.get("/tickets", **({"after": after} if after else {})).json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == numbers[::-1]


def test_the_description_can_be_had_without_a_token(client):
    logging.getLogger("django.request").setLevel("ERROR")
    description = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/tickets/{number}" in description["paths"]


@pytest.mark.promise("EX-50")
@pytest.mark.parametrize("language", ["zh", "en", "es", "ar"])
def test_exness_wants_the_account_number_and_not_the_mail_address(program, company, language):
    topic = company("exness").policy.topics["payments"]
    refuse = next(d.refuse_error for d in topic.details if d.name == "account")
    customer = {"email": "liu@correo.test", "name": "Liu Fang", "language": language}
    body = ticket_body(topic="payments", customer=customer)
    wrong = program("exness").post("/tickets", body | {"details": {"account": "liu@correo.test"}})
    assert wrong.status_code == 422
    assert wrong.json()["detail"] == f"details.account: {refuse.for_(language)}"
    assert not Ticket.objects.exists()


def test_a_detail_of_any_keyboard_is_kept_as_it_is_compared(program):
    body = ticket_body(topic="financial", details={"account": " ٨٨٤١٢٠٧٧ "})
    assert program().post("/tickets", body).status_code == 201
    assert Message.objects.get().fields["account"] == "88412077"


def test_a_merged_number_says_where_it_goes_on_and_takes_words_there(program, ask, marta):
    from ventanilla.tickets.actions.merge import merge

    first, second = ask("xm", "general", "form"), ask("xm", "general", "form", text="Otra vez.")
    merge(first.company_id, first.id, second.id, marta, timezone.now())
    caller = program()
    ended = caller.get(f"/tickets/{second.number}").json()
    assert (ended["state"], ended["goes_on_in"]) == ("merged", first.number)
    done = caller.post(f"/tickets/{second.number}/replies", {"text": "Y otra cosa"})
    assert done.json()["number"] == first.number
    kept = caller.get(f"/tickets/{first.number}").json()
    assert kept["goes_on_in"] is None
    assert [(m["text"], m["request"]) for m in kept["messages"]][1:] == [
        ("Otra vez.", second.number),
        ("Y otra cosa", first.number),
    ]
