"""The web server: a thin shell that holds live streams itself and hands the rest to Django.

Thousands of idle streams would each hold a thread of Django; here each is one waiting task. The
shell learns of changes from PostgreSQL (LISTEN) and sends ids only: the page then fetches the part
again through its ordinary view, where rights, language and zone are applied.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from threading import Thread
from time import monotonic
from typing import Any

import django
import psycopg
from asgiref.sync import sync_to_async
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from ventanilla.bridge import Bridge  # noqa: E402
from ventanilla.console.live import Audience, audience  # noqa: E402
from ventanilla.core.digits import whole_number  # noqa: E402
from ventanilla.helpcentre.indexes import warm  # noqa: E402
from ventanilla.tickets.writing import CHANNEL  # noqa: E402

log = logging.getLogger("ventanilla.live")
HEARTBEAT_S = 15.0
RIGHTS_EVERY_S = 45.0
"""How long a stream may go on after its rights are gone: three heartbeats."""
BACKLOG = 64
KEPT_S = 60.0
"""How long a signal is kept for a page that was on its way when it came."""
TRAVEL_S = 5.0
"""How long a request may be on its way: nobody knows when its browser counted the age of its page.
What is told twice costs one look more; what is not told stands wrong on a page until it changes."""
AGAIN = '{"t":"again"}'
BEAT = "event: hb\ndata: {}\n\n"
BEAT_FIRST = f"retry: 1000\n{BEAT}"


class Hub:
    """Who listens to which company, in this process."""

    def __init__(self) -> None:
        self.queues: dict[asyncio.Queue[str], int] = {}
        self.recent: deque[tuple[float, int, str]] = deque(maxlen=1000)

    def open(self, company: int, since: float) -> asyncio.Queue[str]:
        """A new stream; first it hears what was told ``since`` its page set out (``monotonic``).

        Between the page and its stream something may change that neither would tell.
        """
        queue: asyncio.Queue[str] = asyncio.Queue(BACKLOG)
        since = max(since, monotonic() - KEPT_S)
        missed = dict.fromkeys(d for at, c, d in self.recent if c == company and at >= since)
        for data in missed if len(missed) < BACKLOG else (AGAIN,):
            queue.put_nowait(data)
        self.queues[queue] = company
        return queue

    def tell(self, company: int, data: str) -> None:
        """Hand a signal to every stream of a company; a slow one is told to reload."""
        self.recent.append((monotonic(), company, data))
        for queue, theirs in self.queues.items():
            if theirs == company:
                slow = queue.full()
                while slow and not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(AGAIN if slow else data)

    async def listen(self) -> None:
        """Follow PostgreSQL's notifications, and come back when the connection breaks."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    settings.DATABASE_URL, autocommit=True
                )
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    for queue in self.queues:
                        if not queue.full():
                            queue.put_nowait(AGAIN)  # whatever was missed meanwhile
                    async for note in connection.notifies():
                        told = json.loads(note.payload)
                        if "t" in told:
                            self.tell(told["c"], json.dumps({"t": "ticket", "id": str(told["t"])}))
            except (psycopg.Error, OSError) as error:
                log.warning("live signals wait for PostgreSQL: %s", error)
                await asyncio.sleep(1)


hub = Hub()


async def live(request: Request) -> Response:
    """The stream of one browser: signals of one company for its staff or one of its customers."""
    age_s = whole_number(request.query_params.get("age", "")) / 1000  # of milliseconds
    since = monotonic() - age_s - TRAVEL_S  # before anything is waited for
    slug = request.path_params["slug"]
    try:
        scope = await sync_to_async(audience)(request.cookies, slug)
    except DatabaseError:
        return Response(status_code=503)
    if scope is None:
        return Response(status_code=404)
    return StreamingResponse(
        _signals(scope, request.cookies, slug, since),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _signals(
    first: Audience, cookies: Mapping[str, str], slug: str, since: float
) -> AsyncIterator[str]:
    """Signals and heartbeats, until the rights with which the stream was opened are gone."""
    queue = hub.open(first.company, since)
    scope: Audience | None = first
    asked = monotonic()
    try:
        yield BEAT_FIRST
        while True:
            try:
                data = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
            except TimeoutError:
                data = ""
            if monotonic() - asked >= RIGHTS_EVERY_S:
                scope, asked = await sync_to_async(audience)(cookies, slug), monotonic()
            if scope is None:
                return  # the browser comes back, and is asked at the door again
            if not data:
                yield BEAT
            elif scope.tickets is None or _about(data) in scope.tickets | {0}:
                yield f"data: {data}\n\n"
    except DatabaseError as error:
        log.warning("a live stream ends, its rights cannot be read: %s", error)
    finally:
        hub.queues.pop(queue, None)


def _about(data: str) -> int:
    with suppress(ValueError, KeyError):
        return int(json.loads(data)["id"])
    return 0


def warm_answers() -> None:
    """Make the help centres ready in the background: pages open meanwhile, and the first question
    does not wait for an index."""
    try:
        warm()
    except DatabaseError as error:
        log.warning("the help centres are made ready by their first question: %s", error)
    finally:
        connection.close()


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    task = asyncio.create_task(hub.listen())
    Thread(target=warm_answers, name="warm", daemon=True).start()
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


django_pages: Any = get_wsgi_application()
pages = Bridge(django_pages, settings.THREADS, settings.BODY_LIMIT)
app = Starlette(
    routes=[Route("/live/{slug}", live), Mount("/", app=pages)],
    lifespan=_lifespan,
)
