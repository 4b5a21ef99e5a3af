"""Fetching over IMAP: each mail once, stored before it is flagged, whatever the server does."""

import threading

import pytest
from imapclient.exceptions import IMAPClientError, LoginError

from tests.channels.email.build import mail
from tests.channels.email.imap_server import Box, serving
from ventanilla.channels.email import imap
from ventanilla.channels.email.imap import account_of, fetch
from ventanilla.channels.email.intake import take_in
from ventanilla.channels.email.store import LIMIT
from ventanilla.channels.models import Inbound, Mailbox
from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db
BROKEN = (IMAPClientError, OSError)


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def account(box):
    with serving(box) as url:
        yield account_of(url)


def letter(number: int) -> bytes:
    return mail(f"Mail {number}", Message_ID=f"<{number}@correo.test>")


def fill(box: Box, count: int) -> None:
    for number in range(count):
        box.put(letter(number))


def test_mails_are_stored_and_then_flagged(box, account):
    fill(box, 3)
    assert fetch(account) == 3
    assert [bytes(row.raw) for row in Inbound.objects.order_by("id")] == [
        letter(n) for n in range(3)
    ]
    assert set(Inbound.objects.values_list("mailbox", "source")) == {("support@xm.test", "imap")}
    assert box.seen() == {1, 2, 3}
    assert (Mailbox.objects.get().uidvalidity, Mailbox.objects.get().uid) == (1, 3)
    assert "secret" not in Mailbox.objects.get().name


def test_only_what_is_new_is_fetched_again(box, account):
    fill(box, 2)
    fetch(account)
    box.log.clear()
    assert fetch(account) == 0
    assert not [line for line in box.log if line.startswith("FETCH")]
    box.put(letter(9))
    assert fetch(account) == 1


def test_an_empty_folder_is_no_trouble(account):
    assert fetch(account) == 0
    assert Mailbox.objects.get().uidvalidity == 1


def test_a_crash_between_store_and_flag_brings_each_mail_once(box, account):
    fill(box, 3)
    box.trouble = {"STORE"}
    with pytest.raises(BROKEN):
        fetch(account)
    assert Inbound.objects.count() == 3
    assert box.seen() == set()
    assert fetch(account) == 0
    assert Inbound.objects.count() == 3
    assert box.seen() == {1, 2, 3}


def test_a_server_that_hangs_up_before_the_mail_loses_nothing(box, account):
    fill(box, 3)
    for command in ("SEARCH", "FETCH", "SELECT"):
        box.trouble = {command}
        with pytest.raises(BROKEN):
            fetch(account)
    assert not Inbound.objects.exists()
    assert fetch(account) == 3


def test_nothing_is_flagged_that_was_not_stored(box, account, monkeypatch):
    fill(box, 2)

    def full(*_args: object) -> bool:
        raise OSError("no space left")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="no space"):
        broken.setattr(imap, "store", full)
        fetch(account)
    assert box.seen() == set()
    assert fetch(account) == 2


@pytest.mark.parametrize("first", [1, 100])
def test_another_uidvalidity_reads_again_and_stores_each_mail_once(box, account, first):
    fill(box, 3)
    fetch(account)
    box.renumber(2, first)
    box.put(letter(7))
    assert fetch(account) == 1
    assert Inbound.objects.count() == 4
    assert (Mailbox.objects.get().uidvalidity, Mailbox.objects.get().uid) == (2, first + 3)


def test_another_uidvalidity_with_smaller_numbers_misses_nothing(box, account):
    fill(box, 5)
    fetch(account)
    box.mails = {1: letter(50)}
    box.validity = 7
    assert fetch(account) == 1


def test_the_same_mail_in_two_folders_for_one_address_is_kept_once(box, account):
    fill(box, 2)
    fetch(account)
    other = Box(mails=dict(box.mails))
    with serving(other) as url:
        assert fetch(account_of(url)) == 0
    assert Inbound.objects.count() == 2


def test_a_mail_that_vanished_in_between_stops_nothing(box, account):
    fill(box, 3)
    box.vanishing = {2}
    assert fetch(account) == 2


def test_a_folder_that_takes_no_flags_is_fetched_all_the_same(box, account, monkeypatch):
    fill(box, 2)
    monkeypatch.setattr("tests.channels.email.imap_server.Talk.do_store", lambda *_: "NO read only")
    assert fetch(account) == 2
    assert fetch(account) == 0


def test_a_mail_that_is_too_large_waits_in_quarantine_by_its_headers(box, account):
    uid = box.put(letter(1))
    box.sizes[uid] = LIMIT + 1
    box.put(letter(2))
    assert fetch(account) == 2
    take_in(Inbound.objects.latest("id").next_at)
    held = Inbound.objects.get(state="quarantine")
    assert "bytes" in held.trouble
    assert b"Subject: No puedo entrar" in bytes(held.raw)
    assert box.seen() == {2}


def test_many_large_mails_are_not_fetched_at_once(box, account, monkeypatch):
    fill(box, 4)
    monkeypatch.setattr(imap, "LOAD", len(letter(0)) * 2)
    assert fetch(account) == 4
    assert sum("BODY.PEEK[]" in line for line in box.log) == 2


def test_one_unreadable_mail_among_many_is_held_and_the_others_are_tickets(box, account):
    fill(box, 10)
    box.mails[5] = b"\x00\x01 this is no mail\r\n"
    assert fetch(account) == 10
    while take_in(Inbound.objects.latest("id").next_at):
        pass
    assert Inbound.objects.filter(state="done").count() == 9
    assert bytes(Inbound.objects.get(state="quarantine").raw) == b"\x00\x01 this is no mail\r\n"
    assert Ticket.objects.count() == 9


def test_a_wrong_password_is_said(box):
    with serving(box) as url, pytest.raises(LoginError):
        fetch(account_of(url.replace("secret", "wrong")))


@pytest.mark.parametrize(
    "url",
    ["http://x/?for=a@b", "imap://host/INBOX", "imaps://u:p@host/INBOX?for=nobody", "nonsense"],
)
def test_a_wrong_address_is_explained(url):
    with pytest.raises(SystemExit, match="VENTANILLA_IMAP"):
        account_of(url)


def test_an_address_is_read_in_full():
    found = account_of("imaps://us%40er:p%3Aw@mail.x.test/Customer%20mail?for=a@x.test")
    assert (found.user, found.password, found.port, found.folder) == (
        "us@er",
        "p:w",
        993,
        "Customer mail",
    )


@pytest.mark.parametrize(
    "trouble", [KeyError("odd answer"), OSError("gone"), IMAPClientError("no")]
)
def test_fetching_outlives_every_trouble(monkeypatch, trouble):
    stop, tries = threading.Event(), []

    def odd(_account: object) -> int:
        tries.append(1)
        if len(tries) == 2:
            stop.set()
        raise trouble

    monkeypatch.setattr(imap, "fetch", odd)
    monkeypatch.setattr(imap, "EVERY_S", 0.01)
    monkeypatch.setattr(imap.connection, "close", lambda: None)
    imap.fetch_forever("imap://u:p@127.0.0.1/INBOX?for=a@x.test", stop)
    assert len(tries) == 2


def test_how_often_a_folder_is_looked_at_is_said_in_its_address():
    url = "imaps://user:secret@mail.test/INBOX?for=support@xm.test"
    assert account_of(url).every == imap.EVERY_S
    assert account_of(f"{url}&every=5").every == 5
    for wrong in ("0", "-1", "often", "86400", "1.5"):
        with pytest.raises(SystemExit, match="every"):
            account_of(f"{url}&every={wrong}")
