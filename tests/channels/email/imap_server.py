"""A small IMAP4rev1 server (RFC 3501) for the tests: one user, folders in memory, one thread."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

GATE_S = 30


def _open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@dataclass
class Box:
    """A folder. ``trouble`` names commands (``STORE``, ``FETCH``) at which the server hangs up;
    while ``gate`` is shut no flag is set.
    """

    validity: int = 1
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    trouble: set[str] = field(default_factory=set)
    vanishing: set[int] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=_open_gate)

    def put(self, raw: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = raw
        return uid

    def renumber(self, validity: int, first: int = 1) -> None:
        """What a restored or moved mailbox does: other numbers under another validity."""
        self.validity = validity
        self.mails = {first + place: raw for place, raw in enumerate(self.mails.values())}
        self.flags = {}

    def looks(self) -> int:
        """How often somebody has opened the folder."""
        return sum(line.upper().startswith("SELECT") for line in list(self.log))

    def seen(self) -> set[int]:
        return {uid for uid, flags in self.flags.items() if "\\Seen" in flags}


class HangUpError(Exception):
    """The server goes away in the middle."""


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("* OK ready")
        try:
            while line := self.rfile.readline().decode().strip():
                tag, command, *rest = line.split(" ", 2)
                if not self.answer(tag, command.upper(), rest[0] if rest else ""):
                    return
        except (HangUpError, ConnectionError):
            return

    def answer(self, tag: str, command: str, rest: str) -> bool:
        box = self.server.box
        if command == "UID":
            command, _, rest = rest.partition(" ")
            command = command.upper()
        box.log.append(f"{command} {rest}")
        if command in box.trouble:
            box.trouble.discard(command)
            raise HangUpError
        done = getattr(self, f"do_{command.lower()}", None)
        if done is None:
            self.say(f"{tag} BAD unknown")
            return True
        reply = done(box, rest)
        self.say(f"{tag} {reply or 'OK done'}")
        return command != "LOGOUT"

    def do_capability(self, box: Box, rest: str) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def do_login(self, box: Box, rest: str) -> str:
        return (
            "OK in" if rest.replace('"', "") == "user secret" else "NO [AUTHENTICATIONFAILED] wrong"
        )

    def do_logout(self, box: Box, rest: str) -> None:
        self.say("* BYE")

    def do_select(self, box: Box, rest: str) -> str:
        if rest.strip('"') != "INBOX":
            return "NO no such folder"
        self.say(f"* {len(box.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {box.validity}] ok")
        self.say(f"* OK [UIDNEXT {max(box.mails, default=0) + 1}] ok")
        return "OK [READ-WRITE] done"

    def do_search(self, box: Box, rest: str) -> None:
        found = re.search(r"UID (\d+):\*", rest)
        low = int(found[1]) if found else 1
        top = max(box.mails, default=0)
        # RFC 3501 section 6.4.8: "n:*" always names the last mail, even one below n.
        uids = [uid for uid in box.mails if uid >= low or uid == top]
        self.say(" ".join(["* SEARCH", *map(str, uids)]))

    def do_fetch(self, box: Box, rest: str) -> None:
        some, _, what = rest.partition(" ")
        for uid in (int(one) for one in some.split(",")):
            if uid not in box.mails or ("BODY" in what and uid in box.vanishing):
                continue
            raw = box.mails[uid]
            place = list(box.mails).index(uid) + 1
            if "SIZE" in what:
                self.say(f"* {place} FETCH (UID {uid} RFC822.SIZE {box.sizes.get(uid, len(raw))})")
                continue
            name, data = "BODY[]", raw
            if "HEADER" in what:
                name, data = "BODY[HEADER]", raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            self.wfile.write(
                f"* {place} FETCH (UID {uid} {name} {{{len(data)}}}\r\n".encode() + data
            )
            self.say(")")

    def do_store(self, box: Box, rest: str) -> None:
        some, _, what = rest.partition(" ")
        box.gate.wait(GATE_S)
        for uid in (int(one) for one in some.split(",")):
            box.flags.setdefault(uid, set()).update(re.findall(r"\\\w+", what))

    def do_noop(self, box: Box, rest: str) -> None:
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Box


@contextmanager
def serving(box: Box) -> Iterator[str]:
    """The server, running; gives the address for ``account_of``."""
    with Server(("127.0.0.1", 0), Talk) as server:
        server.box = box
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        port = server.server_address[1]
        yield f"imap://user:secret@127.0.0.1:{port}/INBOX?for=support@xm.test"
        server.shutdown()
        thread.join()
