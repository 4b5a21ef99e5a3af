"""Customers and programs that write while the desk is being killed, and try again until heard."""

from __future__ import annotations

import http.client
import json
import re
import smtplib
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urlencode

from tests.slow.supervisor import Fragile

TROUBLE = (OSError, http.client.HTTPException, smtplib.SMTPException, ValueError)


@dataclass
class Intake:
    """Everybody who writes; ``heard`` holds the subjects that the desk has acknowledged."""

    desk: Fragile
    heard: set[str] = field(default_factory=set)
    repeats: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, *ways: str) -> None:
        by = {"api": self.api, "form": self.form, "mail": self.mail}
        for number, way in enumerate(ways):
            thread = threading.Thread(target=self._write, args=(way, number, by[way]), daemon=True)
            self.threads.append(thread)
            thread.start()

    def finish(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(60)

    def _write(self, way: str, writer: int, send) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            self._until_heard(f"{way} {writer}-{number}", send)
            time.sleep(0.1)  # the load is there to be interrupted, not to starve what comes back

    def _until_heard(self, subject: str, send) -> None:
        kept: dict[str, str] = {}  # what a browser keeps between two tries: cookie, token, key
        while True:
            try:
                if send(subject, kept):
                    self.heard.add(subject)
                    return
            except TROUBLE:
                pass
            self.repeats += 1
            time.sleep(0.1)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str, Message]:
        """Status, words and headers of one answer."""
        where = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=5)
        with closing(where) as client:
            client.request(method, path, body, headers)
            answer = client.getresponse()
            return answer.status, answer.read().decode(), answer.headers

    def api(self, subject: str, kept: dict[str, str]) -> bool:
        del kept
        body = {
            "topic": "general",
            "subject": subject,
            "text": "El domingo pedí retirar.",
            "customer": {"email": f"{subject.replace(' ', '-')}@correo.test", "language": "es"},
        }
        headers = {
            "Authorization": f"Bearer {self.desk.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": subject.replace(" ", "-"),
        }
        status, _, _ = self._ask("POST", "/api/v1/tickets", json.dumps(body), headers)
        return status in {200, 201}

    def form(self, subject: str, kept: dict[str, str]) -> bool:
        if not kept:
            status, html, given = self._ask("GET", "/xm/ask/general/", None, {})
            if status != 200:
                return False
            cookies = [c.split(";")[0] for c in given.get_all("Set-Cookie", [])]
            for name in ("csrfmiddlewaretoken", "key"):
                found = re.search(rf'name="{name}" value="([^"]+)"', html)
                kept[name] = found[1] if found else ""
            kept["cookie"] = "; ".join(cookies)
        fields = {
            "csrfmiddlewaretoken": kept["csrfmiddlewaretoken"],
            "key": kept["key"],
            "topic": "general",
            "name": "Ana",
            "email": "ana@correo.test",
            "subject": subject,
            "text": "Desde ayer no puedo entrar.",
            "d-account": "",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": kept["cookie"],
        }
        status, _, answer = self._ask("POST", "/xm/ask/general/", urlencode(fields), headers)
        return status == 302 and "/sent/" in str(answer["Location"])

    def mail(self, subject: str, kept: dict[str, str]) -> bool:
        del kept
        name = subject.replace(" ", "-")
        raw = (
            f"From: Ana <{name}@correo.test>\r\nTo: support@xm.test\r\nSubject: {subject}\r\n"
            f"Message-ID: <{name}@correo.test>\r\n\r\nEl domingo pedí retirar.\r\n"
        ).encode()
        with smtplib.LMTP("127.0.0.1", self.desk.lmtp, timeout=5) as door:
            return door.sendmail(f"{name}@correo.test", ["support@xm.test"], raw) == {}
