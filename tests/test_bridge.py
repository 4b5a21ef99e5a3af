"""The hop between the ASGI server and Django: nothing is lost, nothing poses as something else."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from ventanilla.bridge import PIECES, Bridge


def talk(application, headers=(), pieces=(b"",), longest=1000, **scope):
    """One request through a bridge; gives what was sent back."""
    waiting = [
        {"type": "http.request", "body": piece, "more_body": n < len(pieces) - 1}
        for n, piece in enumerate(pieces)
    ]
    sent = []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    request = {
        "type": "http",
        "method": "POST",
        "path": "/añadir",
        "query_string": b"a=1&b=%C3%B1",
        "http_version": "1.1",
        "headers": list(headers),
        **scope,
    }
    asyncio.run(Bridge(application, 2, longest)(request, receive, send))
    return sent


class Answer(list):
    """A response as Django gives it: pieces, whether it is a stream, and an end."""

    def __init__(self, pieces, *, streaming=False):
        super().__init__(pieces)
        self.streaming = streaming
        self.closed = 0

    def close(self):
        self.closed += 1


def application(answer, seen, status="200 OK"):
    def wsgi(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read(), thread=threading.current_thread())
        start_response(status, [("Content-Type", "text/plain"), ("X-A", "ñ")])
        return answer

    return wsgi


def test_a_request_arrives_whole_and_its_answer_goes_back_at_once():
    answer, seen = Answer([b"a", b"b"]), {}
    headers = [
        (b"content-type", b"application/json"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"1.1.1.1"),
        (b"x-forwarded-for", b"2.2.2.2"),
    ]
    sent = talk(
        application(answer, seen), headers, (b"un", b"o"), client=("9.9.9.9", 5), scheme="https"
    )
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/añadir"
    assert seen["QUERY_STRING"] == "a=1&b=%C3%B1"
    assert (seen["body"], seen["CONTENT_LENGTH"]) == (b"uno", "3")
    assert seen["CONTENT_TYPE"] == "application/json"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_X_FORWARDED_FOR"] == "1.1.1.1,2.2.2.2"
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("9.9.9.9", "https")
    assert seen["thread"] is not threading.main_thread()
    assert sent == [
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain"), (b"x-a", b"\xf1")],
        },
        {"type": "http.response.body", "body": b"ab"},
    ]
    assert answer.closed == 1


def test_a_header_with_an_underscore_cannot_pose_as_another():
    seen = {}
    talk(application(Answer([]), seen), [(b"x_forwarded_for", b"1.1.1.1")])
    assert "HTTP_X_FORWARDED_FOR" not in seen


@pytest.mark.parametrize(
    "headers, pieces",
    [
        ([(b"content-length", b"1001")], (b"",)),
        ([(b"content-length", b"-1")], (b"",)),
        ([], (b"x" * 600, b"x" * 600, b"")),
    ],
)
def test_a_body_longer_than_any_form_is_refused_and_nobody_reads_it(headers, pieces):
    seen = {}
    sent = talk(application(Answer([]), seen), headers, pieces)
    assert sent[0]["status"] == 413
    assert seen == {}


def test_a_file_is_fetched_piece_by_piece_and_closed():
    answer = Answer([b"%d." % n for n in range(PIECES * 2 + 1)], streaming=True)
    sent = talk(application(answer, {}))
    bodies = sent[1:]
    assert b"".join(m["body"] for m in bodies) == b"".join(answer)
    assert [m.get("more_body", False) for m in bodies] == [True, True, True, False]
    assert answer.closed == 1


def test_a_file_is_closed_when_the_reader_is_gone():
    answer = Answer([b"a"] * 3, streaming=True)
    bridge = Bridge(application(answer, {}), 1, 10)

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        if message["type"] == "http.response.body":
            raise OSError("gone")

    scope = SimpleNamespace(
        type="http", method="GET", path="/", query_string=b"", http_version="1.1", headers=[]
    )
    with pytest.raises(OSError, match="gone"):
        asyncio.run(bridge(vars(scope), receive, send))
    assert answer.closed == 1


def test_half_a_form_of_a_client_that_left_is_not_a_form():
    seen = {}
    waiting = [
        {"type": "http.request", "body": b"text=Cancele+mi+pe", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "headers": [(b"content-length", b"30")]}
    asyncio.run(Bridge(application(Answer([b"ok"]), seen), 2, 1000)(scope, receive, send))
    assert (seen, sent) == ({}, [])
