"""The live stream over a real connection: signals and heartbeats, and only for whom has the right."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from contextlib import closing
from types import SimpleNamespace

import pytest
import uvicorn
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.utils import timezone

from tests.portal.test_signin import sign_in
from tools.desk import free_port
from ventanilla.people.models import Membership, User

pytestmark = pytest.mark.django_db
SOON_S = 5.0


class Ear:
    """A browser's open stream."""

    def __init__(self, port: int, browser: Client, slug: str = "xm") -> None:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON_S)
        self.client.request("GET", f"/live/{slug}", headers={"Cookie": cookies})
        self.answer = self.client.getresponse()

    def beats(self, count: int) -> None:
        """Wait for so many heartbeats."""
        while count:
            line = self.answer.readline()
            assert line, "the stream has ended"
            count -= line == b"event: hb\n"

    def hears(self) -> dict[str, str]:
        """The next signal that is not a heartbeat."""
        end = time.monotonic() + SOON_S
        while time.monotonic() < end:
            line = self.answer.readline()
            assert line, "the stream has ended"
            if line.startswith(b"data: {") and line != b"data: {}\n":
                return json.loads(line[6:])
        raise AssertionError("only heartbeats came")

    def ends(self) -> bool:
        """Whether the desk closes the stream soon."""
        end = time.monotonic() + SOON_S
        while time.monotonic() < end:
            if not self.answer.readline():
                return True
        return False


@pytest.fixture
def desk(monkeypatch):
    """The server on loopback, with a short heart, in the test's own transaction."""
    from ventanilla import server

    asked = server.audience
    connection.ensure_connection()
    shared = connections["default"]

    def audience(cookies, slug):
        connections["default"] = shared
        return asked(cookies, slug)

    shared.inc_thread_sharing()
    monkeypatch.setattr("ventanilla.console.live.close_old_connections", lambda: None)
    monkeypatch.setattr(server, "audience", audience)
    monkeypatch.setattr(server, "hub", server.Hub())
    monkeypatch.setattr(server, "HEARTBEAT_S", 0.05)
    monkeypatch.setattr(server, "RIGHTS_EVERY_S", 0.2)
    port = free_port()
    config = uvicorn.Config(
        server.app, port=port, lifespan="off", log_level="error", timeout_graceful_shutdown=1
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield port
    running.should_exit = True
    thread.join(10)
    shared.dec_thread_sharing()


@pytest.fixture
def ear(desk):
    opened = []

    def listen(browser, slug="xm"):
        opened.append(Ear(desk, browser, slug))
        return opened[-1]

    yield listen
    for one in opened:
        with closing(one.client):
            pass


def test_a_stream_goes_on_while_the_rights_are_there(console, ear):
    heard = ear(console)
    assert heard.answer.status == 200
    assert heard.answer.headers["Content-Type"].startswith("text/event-stream")
    heard.beats(20)


@pytest.mark.parametrize("how", ["removed", "signed out", "run out", "closed", "new password"])
def test_a_stream_ends_soon_after_the_rights_are_gone_and_does_not_come_back(
    console, marta, ear, how
):
    heard = ear(console)
    heard.beats(2)
    if how == "removed":
        Membership.objects.filter(user=marta, company__slug="xm").delete()
    elif how == "signed out":
        cookies = dict(console.cookies)
        console.post("/staff/logout/")
        console.cookies.update(cookies)
    elif how == "run out":
        from django.contrib.sessions.models import Session

        Session.objects.update(expire_date=timezone.now())
    elif how == "closed":
        User.objects.filter(pk=marta.pk).update(is_active=False)
    else:
        marta.set_password("another long password")
        marta.save()
    assert heard.ends()
    assert ear(console).answer.status == 404


def test_losing_one_company_leaves_the_others(console, marta, ear):
    xm, etoro = ear(console), ear(console, "etoro")
    Membership.objects.filter(user=marta, company__slug="xm").delete()
    assert xm.ends()
    etoro.beats(10)


def test_a_customer_who_signs_out_is_deaf_in_an_open_stream_too(ask, ear):
    ask("xm", "general", "form")
    browser = Client()
    sign_in(browser)
    heard = ear(browser)
    heard.beats(2)
    cookies = dict(browser.cookies)
    browser.post("/xm/sign-out/")
    browser.cookies.update(cookies)
    assert heard.ends()


def test_a_customer_hears_of_a_request_that_is_younger_than_the_stream(ask, company, ear):
    from ventanilla import server

    ask("xm", "general", "form")
    browser = Client()
    sign_in(browser)
    heard = ear(browser)
    heard.beats(1)
    younger = ask("xm", "general", "form")
    heard.beats(8)
    signal = json.dumps({"t": "ticket", "id": str(younger.id)})
    server.hub.tell(company("xm").id, signal)
    assert heard.hears() == {"t": "ticket", "id": str(younger.id)}


def test_what_came_while_the_page_was_on_its_way_is_told_to_its_stream(monkeypatch):
    from ventanilla import server

    now = [100.0]
    monkeypatch.setattr(server, "monotonic", lambda: now[0])
    hub = server.Hub()
    hub.tell(1, "before the page")
    now[0] += 10
    for signal in ("missed", "missed", "and this"):
        hub.tell(1, signal)
    hub.tell(2, "of another company")
    now[0] += 1
    young, old, none = hub.open(1, now[0] - 3), hub.open(1, 0), hub.open(1, now[0])
    assert [young.get_nowait() for _ in range(young.qsize())] == ["missed", "and this"]
    assert old.qsize() == 3
    assert none.empty()


def test_what_is_told_while_the_stream_waits_at_the_door_is_not_lost(
    console, company, ear, monkeypatch
):
    from ventanilla import server

    xm, signal = company("xm").id, {"t": "ticket", "id": "42"}
    asked = server.audience

    def slow(cookies, slug):
        if not server.hub.recent:
            server.hub.tell(xm, json.dumps(signal))
        return asked(cookies, slug)

    monkeypatch.setattr(server, "audience", slow)
    assert ear(console).hears() == signal


def test_a_stream_that_missed_too_much_is_told_to_reload():
    from ventanilla.server import AGAIN, BACKLOG, Hub

    hub = Hub()
    for number in range(BACKLOG):
        hub.tell(1, str(number))
    queue = hub.open(1, 0)
    assert (queue.get_nowait(), queue.qsize()) == (AGAIN, 0)


def test_only_the_slow_stream_is_told_to_reload():
    from ventanilla.server import AGAIN, Hub

    hub = Hub()
    slow, quick = asyncio.Queue(1), asyncio.Queue(1)
    hub.queues = {slow: 1, quick: 1}
    slow.put_nowait("an old signal")
    hub.tell(1, "a new signal")
    assert (slow.get_nowait(), quick.get_nowait()) == (AGAIN, "a new signal")


def test_the_help_centres_are_made_ready_at_the_start_and_a_database_that_is_away_stops_nothing(
    monkeypatch, caplog
):
    from ventanilla import server

    done = []
    monkeypatch.setattr(server, "warm", lambda: done.append("index"))
    mine = SimpleNamespace(close=lambda: done.append("closed"))
    monkeypatch.setattr(server, "connection", mine)

    async def live_once():
        async with server._lifespan(server.app):
            for _ in range(100):
                if len(done) < 2:
                    await asyncio.sleep(0.02)

    monkeypatch.setattr(server.hub, "listen", lambda: asyncio.sleep(0))
    asyncio.run(live_once())
    assert done == ["index", "closed"]

    def away():
        raise DatabaseError("gone")

    monkeypatch.setattr(server, "warm", away)
    server.warm_answers()
    assert "made ready by their first question" in caplog.text
