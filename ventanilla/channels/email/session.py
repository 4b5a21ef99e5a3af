"""The conversation of a mail server with its sender: LMTP (RFC 2033) and plain SMTP (RFC 5321).

One class speaks both: LMTP greets with LHLO and answers once per recipient after the data. It is
made for loopback, behind a real mail server; it offers neither TLS nor relaying.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

log = logging.getLogger("ventanilla.mail")

IDLE_S = 300.0
LINE = 4096
MOST_RECIPIENTS = 100
_PATH = re.compile(r"^(FROM|TO):\s*<([^<>]*)>", re.IGNORECASE)


class RefusedError(Exception):
    """A recipient or a mail that is refused, with the SMTP reply to give (``550 5.1.1 ...``)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail with whom it came from and whom it goes to."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


type Keep = Callable[[Envelope, str], Awaitable[None]]
"""Keeps a mail for one recipient for good; whatever it raises is answered with 451."""
type Known = Callable[[str], Awaitable[bool]]


@dataclass(slots=True)
class Session:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    keep: Keep
    known: Known
    lmtp: bool
    limit: int
    greeted: bool = False
    sender: str | None = None
    recipients: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Talk until the other side says goodbye, goes away or stays silent for five minutes."""
        await self._say(f"220 ventanilla {'LMTP' if self.lmtp else 'SMTP'}")
        try:
            while True:
                line = await asyncio.wait_for(self.reader.readline(), IDLE_S)
                if not line or not await self._command(line):
                    return
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
            return
        except (ValueError, asyncio.LimitOverrunError):
            await self._say("500 5.5.2 line too long")
        finally:
            self.writer.close()

    async def _say(self, line: str) -> None:
        self.writer.write(f"{line}\r\n".encode())
        await self.writer.drain()

    async def _command(self, line: bytes) -> bool:
        """Answer one command; False when the conversation is over."""
        words = line.decode("utf-8", "replace").strip()
        verb, _, rest = words.partition(" ")
        verb = verb.upper()
        if verb == "QUIT":
            await self._say("221 2.0.0 goodbye")
            return False
        answers = {
            "LHLO": self._hello,
            "HELO": self._hello,
            "EHLO": self._hello,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "RSET": self._reset,
            "NOOP": self._noop,
            "VRFY": self._vrfy,
        }
        answer = answers.get(verb)
        if answer is None or ((verb == "LHLO") != self.lmtp and verb in {"LHLO", "HELO", "EHLO"}):
            await self._say("500 5.5.1 command not known here")
            return True
        await answer(rest)
        return True

    async def _hello(self, rest: str) -> None:
        del rest
        self.greeted = True
        self._forget()
        await self._say("250-ventanilla")
        await self._say(f"250-SIZE {self.limit}")
        await self._say("250-8BITMIME")
        await self._say("250-SMTPUTF8")
        await self._say("250-ENHANCEDSTATUSCODES")
        await self._say("250 PIPELINING")

    async def _mail(self, rest: str) -> None:
        found = _PATH.match(rest)
        if not self.greeted or self.sender is not None:
            await self._say("503 5.5.1 not now")
        elif not found or found[1].upper() != "FROM":
            await self._say("501 5.5.4 MAIL FROM:<address> is needed")
        elif (size := re.search(r"\bSIZE=(\d+)", rest, re.IGNORECASE)) and int(
            size[1]
        ) > self.limit:
            await self._say("552 5.3.4 the message is too large")
        else:
            self.sender = found[2]
            await self._say("250 2.1.0 ok")

    async def _rcpt(self, rest: str) -> None:
        found = _PATH.match(rest)
        if self.sender is None:
            await self._say("503 5.5.1 MAIL first")
        elif not found or found[1].upper() != "TO":
            await self._say("501 5.5.4 RCPT TO:<address> is needed")
        elif len(self.recipients) >= MOST_RECIPIENTS:
            await self._say("452 4.5.3 too many recipients")
        else:
            await self._recipient(found[2])

    async def _recipient(self, address: str) -> None:
        try:
            known = await self.known(address)
        except Exception:
            log.exception("a recipient could not be looked up")
            await self._say("451 4.3.0 try again later")
            return
        if not known:
            await self._say("550 5.1.1 no such mailbox here")
            return
        self.recipients.append(address)
        await self._say("250 2.1.5 ok")

    async def _data(self, rest: str) -> None:
        del rest
        if self.sender is None or not self.recipients:
            await self._say("503 5.5.1 MAIL and RCPT first")
            return
        await self._say("354 go on, end with a dot")
        raw = await self._read_data()
        envelope = Envelope(self.sender, tuple(self.recipients), raw or b"")
        replies = [
            "552 5.3.4 the message is too large" if raw is None else await self._keep(envelope, to)
            for to in envelope.recipients
        ]
        self._forget()
        if self.lmtp:
            for reply in replies:
                await self._say(reply)
            return
        worst = next((reply for reply in replies if not reply.startswith("250")), replies[0])
        await self._say(worst)

    async def _keep(self, envelope: Envelope, recipient: str) -> str:
        """The reply for one recipient: 250 only after the mail is kept for good."""
        try:
            await self.keep(envelope, recipient)
        except RefusedError as error:
            return str(error)
        except Exception:
            log.exception("a mail for %s could not be kept; the sender will try again", recipient)
            return "451 4.3.0 try again later"
        return "250 2.0.0 kept"

    async def _read_data(self) -> bytes | None:
        """The message up to the lone dot; None when it was more than the limit and thrown away.

        Only CR LF ends a line here (RFC 5321 section 2.3.8): who takes a bare LF before the dot
        lets a sender smuggle a second mail past the server in front (CVE-2023-51764).
        """
        parts: list[bytes] = []
        size, at_start = 0, True
        while True:
            line = await asyncio.wait_for(self._line(), IDLE_S)
            if at_start and line == b".\r\n":
                return b"".join(parts) if size <= self.limit else None
            if not line.endswith(b"\n"):
                raise ConnectionError("the sender went away in the middle of a mail")
            if at_start and line.startswith(b"."):
                line = line[1:]
            at_start = line.endswith(b"\r\n")
            size += len(line)
            if size <= self.limit:
                parts.append(line)
            else:
                parts = []

    async def _line(self) -> bytes:
        """One line of any length: a stream's own limit must not lose a mail."""
        parts = []
        while True:
            try:
                parts.append(await self.reader.readuntil(b"\n"))
                return b"".join(parts)
            except asyncio.IncompleteReadError as error:
                return b"" if not error.partial else b"".join([*parts, error.partial])
            except asyncio.LimitOverrunError as error:
                parts.append(await self.reader.readexactly(error.consumed))

    async def _reset(self, rest: str) -> None:
        del rest
        self._forget()
        await self._say("250 2.0.0 ok")

    async def _noop(self, rest: str) -> None:
        del rest
        await self._say("250 2.0.0 ok")

    async def _vrfy(self, rest: str) -> None:
        del rest
        await self._say("252 2.1.5 send it and see")

    def _forget(self) -> None:
        self.sender, self.recipients = None, []
