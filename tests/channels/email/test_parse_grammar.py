"""Whatever the bytes are: no other error, no line break in a header, valid text, same answer."""

import string
from email import message_from_bytes
from email.policy import compat32

from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.channels.email import html as markup
from ventanilla.channels.email.child import decode, encode
from ventanilla.channels.email.mail import Mail, UnreadableMailError
from ventanilla.channels.email.parse import parse
from ventanilla.channels.email.structure import Part, read

TYPES = st.sampled_from(
    ["text/plain", "text/html", "text/calendar", "application/pdf", "message/rfc822", "image/png",
     "message/delivery-status", "TEXT/PLAIN", "nonsense", "", "multipart/mixed", "application/x;"]
)  # fmt: skip
KINDS = st.sampled_from(["mixed", "alternative", "related", "signed", "report", "digest", "odd"])
CHARSETS = st.sampled_from(
    [
        "utf-8",
        "gb2312",
        "x-unknown",
        "iso-2022-jp",
        "utf-7",
        "utf-16",
        "hz-gb-2312",
        '"',
        "idna",
        "",
    ]
)
ENCODINGS = st.sampled_from(["", "7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "odd"])
NAMES = st.sampled_from(
    ["From", "To", "Subject", "Reply-To", "Message-ID", "In-Reply-To", "References", "Return-Path",
     "Content-Type", "Content-Disposition", "Auto-Submitted", "Received", "X Y", ""]
)  # fmt: skip
SCRAPS = st.sampled_from(
    [b"<a@x.test>", b"=?utf-8?q?=0d=0a?=", b"=?", b"?=", b'"', b"<", b">", b"(", b")", b";", b":", b"@", b",",
     b"filename*0*=utf-8''%00%2F..", b"name=\"../x\"", b"\x00", b"\xff", b"\r", b"\n ", b"=?utf-7?q?+2AA-?=",
     b"ana@x.test", "año".encode(), "\u202e".encode(), b"boundary=b", b" ", b"no", b"a"]
)  # fmt: skip
VALUES = st.lists(SCRAPS | st.binary(max_size=8), max_size=6).map(b"".join)
WORDS = st.lists(
    st.sampled_from([b"hola", b"\r\n", b"\n", b"> ", b"-- ", b"--b", b"begin 644 x", b"end", b"\xe6\x97", b"<p>", b"</div>", b"=3D", b"QUJD", b"\x00"])
    | st.binary(max_size=12),
    max_size=12,
).map(b"".join)  # fmt: skip


@st.composite
def entities(draw: st.DrawFn, depth: int = 0) -> bytes:
    head = [
        b"%s: %s" % (draw(NAMES).encode(), draw(VALUES)) for _ in range(draw(st.integers(0, 3)))
    ]
    encoding = draw(ENCODINGS)
    if encoding:
        head.append(f"Content-Transfer-Encoding: {encoding}".encode())
    if depth < 4 and draw(st.booleans()):
        boundary = draw(st.sampled_from(["b", "bb", f"b{depth}"]))
        head.append(f"Content-Type: multipart/{draw(KINDS)}; boundary={boundary}".encode())
        inner = draw(st.lists(entities(depth=depth + 1), max_size=3))
        body = b"".join(f"--{boundary}\r\n".encode() + one + b"\r\n" for one in inner)
        body += draw(st.sampled_from([f"--{boundary}--\r\n".encode(), b"", b"tail"]))
    else:
        kind = f"Content-Type: {draw(TYPES)}; charset={draw(CHARSETS)}"
        head.append(kind.encode())
        body = draw(WORDS)
    draw(st.randoms(use_true_random=False)).shuffle(head)
    return b"\r\n".join([*head, b"", b""]) + body


def well_formed(text: str) -> None:
    text.encode("utf-8")
    assert "\x00" not in text


def foreseen(error: UnreadableMailError) -> None:
    """The refusal names a cap; a surprise inside the parser would say so."""
    assert "parsing failed" not in str(error)


def holds(mail: Mail) -> None:
    """The invariants of every mail that could be read."""
    ids = (mail.message_id, mail.in_reply_to, *mail.references)
    for value in (mail.sender, mail.name, mail.subject, mail.language, *ids, *mail.recipients):
        well_formed(value)
        assert not set(value) & {"\r", "\n", "\x00"}
    for value in (mail.text, mail.new_text, mail.quoted, mail.html):
        well_formed(value)
        assert "\r" not in value
    for file in mail.attachments:
        well_formed(file.name)
        assert file.name
        assert file.name not in {".", ".."}
        assert not set(file.name) & set('/\\\r\n\x00"')
        assert not set(file.type) & set("\r\n\x00 ")
    kept = [line for line in f"{mail.new_text}\n{mail.quoted}".split("\n") if line]
    assert kept == [line for line in mail.text.split("\n") if line]
    assert markup.clean(mail.html) == mail.html
    assert not mail.answerable or (mail.kind == "person" and mail.sender)
    assert not mail.verified or mail.sender


@settings(max_examples=300, derandomize=True, deadline=None)
@given(entities(), st.booleans())
def test_whatever_comes_is_understood_or_refused_in_words(raw, headed):
    raw = b"From: Ana <ana@x.test>\r\n" + raw if headed else raw
    try:
        mail = parse(raw)
    except UnreadableMailError as error:
        foreseen(error)
        return
    holds(mail)
    assert parse(raw) == mail
    assert decode(encode(mail)) == mail


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_understood_or_refused_in_words(raw):
    try:
        holds(parse(b"Subject: x\r\n" + raw))
    except UnreadableMailError as error:
        foreseen(error)


LETTERS = st.text(string.ascii_letters + " \n", max_size=40)


@st.composite
def correct(draw: st.DrawFn, depth: int = 0) -> bytes:
    """A mail without faults: its parts are no matter of opinion."""
    if depth < 4 and draw(st.booleans()):
        mark = f"mark{depth}{draw(st.integers(0, 9))}"
        inner = draw(st.lists(correct(depth=depth + 1), min_size=1, max_size=3))
        body = b"".join(f"--{mark}\r\n".encode() + one + b"\r\n" for one in inner)
        return (
            f'Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n'.encode()
            + body
            + f"--{mark}--\r\n".encode()
        )
    kind = draw(st.sampled_from(["text/plain", "image/png"]))
    return (
        f"Content-Type: {kind}\r\n\r\n".encode()
        + b"x"
        + draw(LETTERS).replace("\n", "\r\n").encode()
    )


def leaves(part: Part) -> list[tuple[str, bytes]]:
    if part.main == "multipart":
        return [leaf for one in part.parts for leaf in leaves(one)]
    return [(part.type, part.body)]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(correct())
def test_the_parts_are_those_of_the_standard_library(raw):
    raw = b"From: a@x.test\r\n" + raw
    theirs = [
        (one.get_content_type(), one.get_payload(decode=True))
        for one in message_from_bytes(raw, policy=compat32).walk()
        if not one.is_multipart()
    ]
    assert leaves(read(raw)) == theirs


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "<a href='javascript:alert(1)'>", "<a href='https://x.test/?a=1&b=2'>", "<img src=x onerror=alert(1)>",
         "<svg>", "<math>", "<style>", "</style>", "<title>", "<textarea>", "<noscript>", "<table>", "<td>", "<!--", "-->", "<![CDATA[",
         "&lt;", "&#0;", "hola", "\"", "'", "`", "<div dir=rtl>", "<xmp>", "<template>", "<iframe srcdoc='<p>'>", "<mglyph>", "</br>"]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=300, derandomize=True, deadline=None)
@given(MARKUP)
def test_cleaning_twice_changes_nothing_and_leaves_nothing_that_runs(html):
    safe = markup.clean(html)
    assert markup.clean(safe) == safe
    for bad in (
        "<script",
        "<svg",
        "<math",
        "<style",
        "<iframe",
        "<img",
        "<title",
        "<textarea",
        "<noscript",
    ):
        assert bad not in safe.lower()
    assert "javascript:" not in "".join(
        piece for piece in safe.split('href="')[1:] if piece.lower().startswith("javascript:")
    )
    markup.to_text(html)
