"""Django's pages under the ASGI server: each request takes one hop into a thread and one back.

The body is read before a thread is taken, so a slow sender holds none of them; what is longer than
any form of ours is refused. A streamed answer (a file) is fetched piece by piece.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any

type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
type Body = SpooledTemporaryFile[bytes]

IN_MEMORY = 1024 * 1024
"""Bytes of a body that are kept in memory; a longer one waits in a file."""
PIECES = 64
"""So many pieces of a streamed answer are fetched at once; Django's files come in 4 KB pieces."""


@dataclass(slots=True)
class Answer:
    """What Django answered. ``rest`` is None when ``body`` is all of it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]


class Bridge:
    """An ASGI application around a WSGI one.

    ``threads`` requests run at once; a body of more than ``longest`` bytes is refused (413).
    """

    def __init__(self, application: Callable[..., Any], threads: int, longest: int) -> None:
        self.application = application
        self.longest = longest
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        with SpooledTemporaryFile[bytes](IN_MEMORY) as body:
            try:
                length = await self._read(scope, receive, body)
            except ConnectionAbortedError:
                return  # half a form is no form
            if length is None:
                await _start(send, 413, [(b"content-length", b"0"), (b"connection", b"close")])
                await send({"type": "http.response.body", "body": b""})
                return
            answer = await self._apart(self._ask, environ_of(scope, body, length))
            await _start(send, answer.status, answer.headers)
            if answer.rest is None:
                await send({"type": "http.response.body", "body": answer.body})
            else:
                await self._stream(answer, answer.rest, send)

    async def _apart[T](self, work: Callable[..., T], *values: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *values)

    async def _read(self, scope: Scope, receive: Receive, body: Body) -> int | None:
        """Take the body in; its length in bytes, or None when it is too long.

        Raises:
            ConnectionAbortedError: when the client has gone before it was all there.
        """
        announced = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > self.longest:
            return None
        length, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionAbortedError
            piece = message.get("body", b"")
            length += len(piece)
            if length > self.longest:
                return None
            body.write(piece)
            more = message.get("more_body", False)
        body.seek(0)
        return length

    def _ask(self, environ: dict[str, Any]) -> Answer:
        """Let Django answer, in a thread; all of it, unless it is a stream."""
        begun: list[tuple[int, list[tuple[bytes, bytes]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
            lines = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers]
            begun.append((int(status[:3]), lines))

        response = self.application(environ, start_response)
        status, headers = begun[0]
        if getattr(response, "streaming", False):
            return Answer(status, headers, b"", iter(response), response.close)
        try:
            return Answer(status, headers, b"".join(response), None, response.close)
        finally:
            response.close()

    async def _stream(self, answer: Answer, rest: Iterator[bytes], send: Send) -> None:
        try:
            while piece := await self._apart(_some, rest):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await self._apart(answer.close)


def _some(pieces: Iterable[bytes]) -> bytes:
    return b"".join(islice(pieces, PIECES))


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


def environ_of(scope: Scope, body: Body, length: int) -> dict[str, Any]:
    """The request as WSGI tells it (PEP 3333). Names with "_" could pose as others: left out."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0] if client else "127.0.0.1",
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name or name == b"content-length":
            continue
        key = "CONTENT_TYPE" if name == b"content-type" else _header(name)
        text = value.decode("latin-1")
        if key in environ:
            text = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}"
        environ[key] = text
    return environ


def _header(name: bytes) -> str:
    return "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
