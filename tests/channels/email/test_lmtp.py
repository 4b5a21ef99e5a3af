"""A real conversation on loopback: 250 is said after the mail is stored, and only then."""

import smtplib
import socket
import threading

import pytest
from django.db import DatabaseError

from tests.channels.email.build import mail
from ventanilla.channels.email import doors
from ventanilla.channels.email.doors import _keep, _known, listening, open_doors, sample_smtp
from ventanilla.channels.models import Inbound

pytestmark = pytest.mark.django_db


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def lmtp(one_connection):
    port = free_port()
    with (
        listening(f"127.0.0.1:{port}", _keep, _known, lmtp=True),
        smtplib.LMTP("127.0.0.1", port, timeout=10) as client,
    ):
        yield client


def test_a_mail_is_stored_as_it_came(lmtp):
    raw = mail("línea\n.punto\n..dos")
    assert lmtp.sendmail("ana@correo.test", ["support@xm.test", "help@roxom.test"], raw) == {}
    assert lmtp.getreply()[0] == 250  # the second recipient's; smtplib reads only one
    rows = Inbound.objects.order_by("mailbox")
    assert [(row.mailbox, row.source, row.sender, row.state) for row in rows] == [
        ("help@roxom.test", "lmtp", "ana@correo.test", "new"),
        ("support@xm.test", "lmtp", "ana@correo.test", "new"),
    ]
    assert all(bytes(row.raw).rstrip() == raw.rstrip() for row in rows)


def test_the_same_mail_again_is_acknowledged_and_kept_once(lmtp):
    for _ in range(2):
        lmtp.sendmail("ana@correo.test", ["support@xm.test"], mail())
    assert Inbound.objects.count() == 1


def test_an_unknown_address_is_refused_at_once(lmtp):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        lmtp.sendmail("ana@correo.test", ["nobody@xm.test"], mail())
    assert refused.value.recipients["nobody@xm.test"][0] == 550
    assert not Inbound.objects.exists()


@pytest.mark.parametrize(
    "address", ["Support@XM.test", "support+tag@xm.test", "support@exness.com"]
)
def test_an_address_is_known_in_its_other_spellings(lmtp, address):
    lmtp.sendmail("ana@correo.test", [address], mail())
    assert Inbound.objects.count() == 1


def test_without_a_commit_there_is_no_250(lmtp, monkeypatch):
    def broken(*_args: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(doors, "store", broken)
    with pytest.raises(smtplib.SMTPDataError) as trouble:
        lmtp.sendmail("ana@correo.test", ["support@xm.test"], mail())
    assert trouble.value.smtp_code == 451
    assert not Inbound.objects.exists()


def test_the_database_has_the_mail_before_the_250(lmtp, monkeypatch):
    order = []
    real = doors.store
    monkeypatch.setattr(doors, "store", lambda *args: (real(*args), order.append("stored"))[0])
    monkeypatch.setattr(
        lmtp, "getreply", lambda get=lmtp.getreply: (get(), order.append("reply"))[0]
    )
    lmtp.sendmail("ana@correo.test", ["support@xm.test"], mail())
    assert order[-2:] == ["stored", "reply"]


def test_a_taken_port_is_said_and_leaves_nothing_behind():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            pytest.raises(OSError, match="in use"),
            listening(f"127.0.0.1:{taken.getsockname()[1]}", _keep, _known, lmtp=True),
        ):
            pass


def test_the_doors_of_a_desk_open_and_close(settings):
    settings.IMAP_URLS = []
    port = free_port()
    with (
        open_doors(lmtp=f"127.0.0.1:{port}", stop=threading.Event()),
        socket.create_connection(("127.0.0.1", port), 5) as one,
    ):
        assert one.recv(100).startswith(b"220 ventanilla LMTP")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says about a closed port
        socket.create_connection(("127.0.0.1", port), 1)


def test_the_newcomers_mail_server_puts_mail_into_a_folder(tmp_path):
    port = free_port()
    with sample_smtp(tmp_path / "mail", port), smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        client.sendmail("a@x.test", ["b@x.test"], mail())
    (kept,) = (tmp_path / "mail").glob("*.eml")
    assert b"No puedo entrar" in kept.read_bytes()
