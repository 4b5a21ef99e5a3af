"""A company whose mail lies in an IMAP folder: fetched, flagged after the commit, answered."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.channels.email.imap_server import Box, serving
from tests.journeys.people import soon
from tools.cast import body
from tools.desk import ROOT, Desk

pytestmark = pytest.mark.browser
SUBJECT = "No me llega el código por SMS"
IRENE = "irene.vela@correo.test"


@pytest.fixture
def box() -> Box:
    return Box(gate=threading.Event())


@pytest.fixture
def fetching(desk: Desk, box: Box) -> Iterator[subprocess.Popen[bytes]]:
    """``ventanilla work`` beside the desk's own, for the IMAP folder alone."""
    with serving(box) as url, (desk.folder / "imap.log").open("wb") as log:
        env = {
            **desk.env,
            "VENTANILLA_IMAP": f"{url}&every=1",
            "VENTANILLA_SMTP_URL": f"smtp://127.0.0.1:{desk.smtp}",
        }
        command = [sys.executable, "-W", "ignore", "-m", "ventanilla.cli", "work", "--no-lmtp"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        yield process
        box.gate.set()
        process.terminate()
        assert process.wait(20) == 0
    told = (desk.folder / "imap.log").read_text("utf-8", "replace")
    assert "Traceback" not in told, told[-3000:]


def letter(number: int, text: str, subject: str = SUBJECT, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Irene Vela <{IRENE}>", "support@xm.test"
    mail["Subject"], mail["Message-ID"] = subject, f"<sms-{number}@correo.test>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes().replace(b"\n", b"\r\n")


def until(done, within: float = 20) -> None:
    end = time.monotonic() + within
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_mail_in_an_imap_folder_becomes_a_request_and_its_answer_arrives(
    desk, box, agent, fetching
):
    box.put(letter(1, "El domingo cambié de móvil y ya no me llega el código."))
    carlos = agent("xm", "carlos@xm.test")

    def there() -> None:
        carlos.inbox()
        assert carlos.row(SUBJECT).count() == 1

    soon(there, carlos.page, within=30)
    assert box.seen() == set(), "it is a request already, and the server was told nothing yet"
    box.gate.set()
    until(lambda: box.seen() == {1})

    number = carlos.open(SUBJECT)
    receipt = desk.mail(IRENE, lambda mail: number in f"{mail['Subject']}{body(mail)}")
    assert receipt["Auto-Submitted"] == "auto-replied"
    carlos.reply("Hola, Irene. Ya puede pedir el código en su número nuevo.")
    answer = desk.mail(IRENE, lambda mail: "su número nuevo" in body(mail))
    assert answer["Auto-Submitted"] in {None, "no"}

    named = str(answer["Message-ID"])
    box.put(letter(2, "Ahora sí. Gracias.", In_Reply_To=named, References=named))
    until(lambda: box.seen() == {1, 2})
    soon(lambda: carlos.sees("Ahora sí. Gracias."), carlos.page, within=20)
    carlos.inbox()
    assert carlos.row(SUBJECT).count() == 1, "one request, however many mails"


def test_a_server_that_hangs_up_before_the_flag_brings_the_request_once(desk, box, agent, fetching):
    box.gate.set()
    box.trouble = {"STORE"}
    subject = "Se cortó al marcar"
    box.put(letter(7, "¿Han recibido mi documento?", subject))
    until(lambda: box.seen() == {1})
    carlos = agent("xm", "carlos@xm.test")

    def there() -> None:
        carlos.inbox()
        assert carlos.row(subject).count() == 1

    soon(there, carlos.page, within=20)
    looks = box.looks()
    until(lambda: box.looks() >= looks + 2)
    there()
