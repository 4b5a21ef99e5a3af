"""Tokens of the API from the command line."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.commands.stage import runner
from ventanilla.api import guard
from ventanilla.api.models import Token
from ventanilla.commands import token

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsys):
    return runner(token, monkeypatch, capsys)


def called(ticket, secret):
    path = f"/api/v1/tickets/{ticket.number}"
    return Client(headers={"authorization": f"Bearer {secret}"}).get(path).status_code


def test_a_token_is_shown_once_and_works_until_it_is_revoked(run, ask):
    ticket = ask("xm", "general", "form")
    status, said = run("make", "xm", "--name", "Shop till")
    secret = said.strip()
    assert status == 0
    assert secret.startswith("vt_")
    assert secret not in str(list(Token.objects.values()))
    assert secret not in run("list")[1]
    assert (
        "xm  Shop till  tickets:read tickets:write answers:read answers:write  in use"
        in run("list")[1]
    )
    before = called(ticket, secret)
    assert run("revoke", secret) == (0, "The token is revoked.\n")
    guard.leases.held.clear()  # a process asks again after five seconds at the latest
    assert called(ticket, secret) == 401
    assert before == 200
    assert "revoked" in run("list")[1]
    assert run("revoke", secret)[0] == 1


def test_a_token_may_be_for_reading_only(run):
    run("make", "xm", "--name", "Board", "--scope", "tickets:read")
    assert Token.objects.get().scopes == ["tickets:read"]


@pytest.mark.parametrize(
    "words, named",
    [(("nobody", "--name", "x"), "nobody"), (("xm", "--name", "x", "--scope", "all"), "all")],
)
def test_an_unknown_company_or_scope_is_named_and_nothing_is_made(run, words, named):
    status, said = run("make", *words)
    assert status == 1
    assert named in said
    assert not Token.objects.exists()
