"""Inviting staff from the command line."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.commands.stage import runner
from ventanilla.commands import staff
from ventanilla.people.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsys):
    return runner(staff, monkeypatch, capsys)


def test_it_prints_a_link_that_opens(run, settings):
    words = ("noa@desk.test", "--name", "Noa", "--company", "xm", "--company", "shop")
    status, said = run(*words, "--role", "supervisor", "--language", "es")
    assert status == 0
    link = said.strip()
    assert link.startswith(f"{settings.PUBLIC_URL}/console/invitation/")
    assert Client().get(link.removeprefix(settings.PUBLIC_URL)).status_code == 200
    user = User.objects.get(email="noa@desk.test")
    assert user.language == "es"
    found = Membership.objects.filter(user=user).values_list("company__slug", "role")
    assert set(found) == {("xm", "supervisor"), ("shop", "supervisor")}


@pytest.mark.parametrize(
    "more, word", [(["--company", "acme"], "acme"), (["--role", "x"], "agent")]
)
def test_a_wrong_company_or_role_is_named_and_nobody_is_made(run, more, word):
    status, said = run("noa@desk.test", "--name", "Noa", "--company", "xm", *more)
    assert status == 1
    assert word in said
    assert not User.objects.filter(email="noa@desk.test").exists()
