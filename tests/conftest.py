"""The cast of every story: five companies, their staff, a customer, a stranger."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parent.parent
SLUGS = ("xm", "etoro", "exness", "roxom", "shop")
LOADED = datetime(2026, 11, 1, tzinfo=UTC)


def pytest_configure() -> None:
    """Cheap passwords for all; tests/test_settings.py sees that the desk's own are dear."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["tests.hashing.CheapHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The five companies are loaded once; each test then rolls back what it did."""
    from ventanilla.companies.load import load_policy

    with django_db_blocker.unblock():
        for slug in SLUGS:
            load_policy(ROOT / "companies" / slug / "policy.toml", LOADED)


@pytest.fixture(autouse=True)
def plain_static(settings):
    """Pages are tested without the built front end, but for the browser tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def unnoted():
    """All visitors of all tests come from one address: each test begins with its whole share."""
    from ventanilla.portal.noting import noted_of

    noted_of.forget()


@pytest.fixture(autouse=True)
def no_index_outlives_its_test(monkeypatch):
    """A thread that makes an index anew ends before whoever asked goes on."""

    class Joined(Thread):
        def start(self):
            super().start()
            self.join()

    monkeypatch.setattr("ventanilla.helpcentre.indexes.Thread", Joined)


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A place of the test's own for anchors and the key that signs them."""
    settings.ANCHORS = tmp_path / "anchors"
    settings.ANCHOR_KEY = tmp_path / "anchor.pem"


@pytest.fixture
def company(db):
    """A company with its policy in force, by its short name."""
    from ventanilla.companies.inforce import in_force

    return in_force


@pytest.fixture
def own_policies(db, monkeypatch):
    """What this test puts into force is forgotten with it: its transaction is rolled back."""
    from ventanilla.companies import editions, inforce, manual

    def forget():
        for kept in (inforce.policy_of, manual.body, editions.digest):
            kept.cache_clear()

    monkeypatch.setattr(inforce, "_all", [])
    monkeypatch.setattr(inforce, "_known", {})
    forget()
    yield
    forget()


@pytest.fixture
def marta(db):
    """An agent who works for all five companies."""
    return agent("marta@desk.test", "Marta Gil")


@pytest.fixture
def lucia(db):
    """Marta's colleague at the same companies."""
    return agent("lucia@desk.test", "Lucía Prado")


@pytest.fixture
def stranger(db):
    """A member of staff of no company."""
    from ventanilla.people.models import User

    return User.objects.create_user("stranger@desk.test", "a long enough password", name="Nobody")


def agent(email: str, name: str):
    from ventanilla.companies.models import Company
    from ventanilla.people.models import Membership, User

    user = User.objects.create_user(email, "a long enough password", name=name)
    for row in Company.objects.all():
        Membership.objects.create(company=row, user=user, role="agent")
    return user


@pytest.fixture
def areas(company, marta, lucia):
    """Roxom's areas: Lucía answers for complaints, Marta for support."""
    from ventanilla.people.actions.set_area import set_area

    roxom = company("roxom").id
    for name, person in (("support", marta), ("complaints", lucia), ("technical", lucia)):
        set_area(roxom, name, {"en": name.title(), "es": name.title()}, person.email)
    return roxom


@pytest.fixture
def agreed(areas, marta, lucia):
    """The area concerned agrees with what Marta means to answer (RX-32)."""
    from django.utils import timezone

    from ventanilla.tickets.actions.answer_area import answer_area
    from ventanilla.tickets.actions.ask_area import ask_area
    from ventanilla.tickets.models import Check

    def check(ticket, verdict="agreed", at=None):
        at = at or timezone.now()
        ask_area(areas, ticket.id, marta, "complaints", "¿Es correcto?", at)
        asked = Check.objects.get(company_id=areas, ticket=ticket.id, verdict="")
        answer_area(areas, asked.id, lucia, verdict, "Visto.", at)

    return check


@pytest.fixture
def ask(company):
    """Send a request to a company, as its own door would."""
    from django.utils import timezone

    from ventanilla.people.actions.know import Contact
    from ventanilla.tickets.actions.receive import Incoming, receive
    from ventanilla.tickets.models import Ticket

    def send(slug: str, topic: str, channel: str, at=None, key="", **more):
        at = at or timezone.now()
        found = company(slug)
        contact = more.pop("contact", Contact("ana@correo.test", "Ana Beltrán", "es"))
        incoming = Incoming(
            company=found,
            channel=channel,
            topic=topic,
            contact=contact,
            subject=more.pop("subject", "No puedo entrar"),
            text=more.pop("text", "Desde ayer no puedo entrar en mi cuenta."),
            received_at=at,
            **more,
        )
        received = receive(incoming, at, key)
        return Ticket.objects.get(company_id=found.id, id=received.ticket)

    return send


@pytest.fixture
def second_factor():
    """Give a member of staff a second factor, as the console wants it."""
    from allauth.mfa.models import Authenticator

    def give(user):
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
        return user

    return give


@pytest.fixture
def console(client, marta, second_factor):
    """Marta's browser, signed in."""
    second_factor(marta)
    client.force_login(marta)
    return client
