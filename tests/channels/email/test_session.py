"""The conversation itself, line by line: what is answered, and when."""

import asyncio

import pytest

from ventanilla.channels.email.session import Envelope, RefusedError, Session


class Peer:
    """Collects what the session says."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.said += data.decode().splitlines()

    async def drain(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True


def talk(
    sent: bytes, *, lmtp=True, limit=1000, refuse=(), crash=(), known=("a@x.test", "b@x.test")
):
    """Everything the client sends at once; returns what was said and what was kept."""
    kept: list[tuple[str, Envelope]] = []

    async def keep(envelope: Envelope, recipient: str) -> None:
        if recipient in refuse:
            raise RefusedError("550 5.7.1 not for you")
        if recipient in crash:
            raise ConnectionResetError("no database")
        kept.append((recipient, envelope))

    async def knows(address: str) -> bool:
        if address == "slow@x.test":
            raise TimeoutError
        return address in known

    async def run() -> list[str]:
        reader = asyncio.StreamReader(limit=4096)
        reader.feed_data(sent)
        reader.feed_eof()
        peer = Peer()
        await Session(reader, peer, keep, knows, lmtp, limit).run()  # type: ignore[arg-type]
        assert peer.closed
        return peer.said

    return asyncio.run(run()), kept


START = b"LHLO me\r\nMAIL FROM:<ana@y.test> SIZE=10\r\n"
RCPT = b"RCPT TO:<a@x.test>\r\n"
DATA = b"DATA\r\nSubject: x\r\n\r\nhi\r\n.\r\n"


def test_lmtp_answers_once_per_recipient():
    said, kept = talk(
        START + RCPT + b"RCPT TO:<b@x.test>\r\n" + DATA + b"QUIT\r\n", crash=["b@x.test"]
    )
    assert said[-3:] == ["250 2.0.0 kept", "451 4.3.0 try again later", "221 2.0.0 goodbye"]
    assert [(to, envelope.raw) for to, envelope in kept] == [
        ("a@x.test", b"Subject: x\r\n\r\nhi\r\n")
    ]
    assert kept[0][1].sender == "ana@y.test"


def test_smtp_answers_once_and_the_worst():
    said, _ = talk(
        b"E"
        + START[1:].replace(b"LHLO", b"HLO").replace(b"HLO me", b"HLO me")
        + RCPT
        + b"RCPT TO:<b@x.test>\r\n"
        + DATA,
        lmtp=False,
        crash=["b@x.test"],
    )
    assert said[-1] == "451 4.3.0 try again later"


@pytest.mark.parametrize(
    ("sent", "reply"),
    [
        (b"EHLO me\r\n", "500 5.5.1 command not known here"),
        (b"MAIL FROM:<a@b>\r\n", "503 5.5.1 not now"),
        (b"LHLO me\r\nMAIL FROM:a@b\r\n", "501 5.5.4 MAIL FROM:<address> is needed"),
        (b"LHLO me\r\nMAIL FROM:<a@b> SIZE=2000\r\n", "552 5.3.4 the message is too large"),
        (b"LHLO me\r\nRCPT TO:<a@x.test>\r\n", "503 5.5.1 MAIL first"),
        (START + b"RCPT TO:<c@x.test>\r\n", "550 5.1.1 no such mailbox here"),
        (START + b"RCPT TO:<slow@x.test>\r\n", "451 4.3.0 try again later"),
        (START + b"RCPT a@x.test\r\n", "501 5.5.4 RCPT TO:<address> is needed"),
        (START + RCPT * 101, "452 4.5.3 too many recipients"),
        (START + DATA[:6], "503 5.5.1 MAIL and RCPT first"),
        (START + RCPT + b"RSET\r\n" + DATA[:6], "503 5.5.1 MAIL and RCPT first"),
        (START + START[9:], "503 5.5.1 not now"),
        (b"NOOP\r\n", "250 2.0.0 ok"),
        (b"VRFY root\r\n", "252 2.1.5 send it and see"),
        (b"STARTTLS\r\n", "500 5.5.1 command not known here"),
        (b"x" * 9000 + b"\r\n", "500 5.5.2 line too long"),
        (b"\xff\xfe\r\n", "500 5.5.1 command not known here"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(sent, reply):
    assert talk(sent)[0][-1] == reply


def test_a_refusal_is_passed_on():
    assert talk(START + RCPT + DATA, refuse=["a@x.test"])[0][-1] == "550 5.7.1 not for you"


def test_a_bounce_has_no_sender():
    _, kept = talk(b"LHLO me\r\nMAIL FROM:<>\r\n" + RCPT + DATA)
    assert kept[0][1].sender == ""


def test_dots_are_unstuffed_and_long_lines_kept():
    long = b"x" * 50_000
    _, kept = talk(START + RCPT + b"DATA\r\n..a\r\n" + long + b"\r\n.\r\n", limit=100_000)
    assert kept[0][1].raw == b".a\r\n" + long + b"\r\n"


def test_too_much_is_read_to_the_end_and_refused():
    said, kept = talk(START + RCPT + b"DATA\r\n" + b"x" * 2000 + b"\r\n.\r\n" + b"NOOP\r\n")
    assert said[-2:] == ["552 5.3.4 the message is too large", "250 2.0.0 ok"]
    assert not kept


@pytest.mark.parametrize("end", [b"\n.\r\n", b"\n.\n", b"\r\n.\n", b"\r.\r"])
def test_a_second_mail_cannot_be_smuggled_behind_a_false_end(end):
    inner = b"hi" + end + b"MAIL FROM:<evil@y.test>\r\nRCPT TO:<a@x.test>\r\nDATA\r\nevil\r\n.\r\n"
    _, kept = talk(START + RCPT + b"DATA\r\n" + inner)
    assert len(kept) == 1
    assert kept[0][1].raw.endswith(b"evil\r\n")


@pytest.mark.parametrize("cut", range(1, 30, 4))
def test_a_sender_that_goes_away_has_sent_nothing(cut):
    said, kept = talk((START + RCPT + DATA)[:-cut])
    assert not kept
    assert "250 2.0.0 kept" not in said


def test_two_mails_in_one_conversation():
    said, kept = talk(START + RCPT + DATA + START[9:] + RCPT + DATA)
    assert said.count("250 2.0.0 kept") == 2
    assert len(kept) == 2
