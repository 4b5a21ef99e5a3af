"""The open doors for mail: LMTP for a mail server in front, and the newcomer's SMTP sink."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections

from ventanilla.channels.email.imap import fetch_forever
from ventanilla.channels.email.mailboxes import is_ours
from ventanilla.channels.email.session import Envelope, Keep, Known, Session
from ventanilla.channels.email.store import LIMIT, store

log = logging.getLogger("ventanilla.mail")


async def _keep(envelope: Envelope, recipient: str) -> None:
    """Commit the bytes; only then does the session answer 250."""

    def keep() -> None:
        close_old_connections()
        store(recipient, "lmtp", envelope.sender, envelope.raw)

    await sync_to_async(keep, thread_sensitive=False)()


async def _known(address: str) -> bool:
    def known() -> bool:
        close_old_connections()
        return is_ours(address)

    return await sync_to_async(known, thread_sensitive=False)()


@contextmanager
def listening(where: str, keep: Keep, known: Known, *, lmtp: bool) -> Iterator[None]:
    """A mail server on ``host:port``, in a thread of its own, for the time of the block.

    Raises:
        OSError: when the port is taken; nothing is left running then.
    """
    host, _, port = where.rpartition(":")
    loop = asyncio.new_event_loop()
    talks: set[asyncio.Task[None]] = set()

    def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = loop.create_task(Session(reader, writer, keep, known, lmtp, LIMIT).run())
        talks.add(task)
        task.add_done_callback(talks.discard)

    async def hang_up() -> None:
        """Whoever is in the middle of a mail has no 250 and sends it again."""
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    try:
        server = loop.run_until_complete(asyncio.start_server(talk, host or "127.0.0.1", int(port)))
    except OSError:
        loop.close()
        raise
    thread = threading.Thread(target=loop.run_forever, name="mail door", daemon=True)
    thread.start()
    try:
        yield
    finally:
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(hang_up(), loop).result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        if not thread.is_alive():
            loop.close()


@contextmanager
def open_doors(*, lmtp: str, stop: threading.Event) -> Iterator[None]:
    """LMTP (when an address is given) and the fetching of every IMAP mailbox in the settings."""
    fetchers = [
        threading.Thread(target=fetch_forever, args=(url, stop), name="imap", daemon=True)
        for url in settings.IMAP_URLS
    ]
    door = listening(lmtp, _keep, _known, lmtp=True) if lmtp else contextlib.nullcontext()
    with door:
        for thread in fetchers:
            thread.start()
        yield


@contextmanager
def sample_smtp(folder: Path, port: int) -> Iterator[None]:
    """The newcomer's mail server: takes whatever the desk sends and puts it into a folder."""
    folder.mkdir(parents=True, exist_ok=True)

    async def keep(envelope: Envelope, recipient: str) -> None:
        del recipient
        name = f"{time.time_ns():020d}"
        fresh = folder / f".{name}.{os.getpid()}"
        fresh.write_bytes(envelope.raw)
        fresh.rename(folder / f"{name}.eml")

    async def known(address: str) -> bool:
        return "@" in address

    with listening(f"127.0.0.1:{port}", keep, known, lmtp=False):
        yield
