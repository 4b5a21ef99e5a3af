"""A mail beyond a cap is refused before anything is decoded, quickly and with the reason."""

from time import process_time

import pytest

from tests.channels.email.build import glue, mail, multi, part
from ventanilla.channels.email import caps
from ventanilla.channels.email.mail import UnreadableMailError
from ventanilla.channels.email.parse import parse

WORD = "=?utf-8?q?a?= "


def deep(levels: int) -> bytes:
    inner = part("text/plain", "x")
    for level in range(levels - 1):
        inner = part(f'multipart/mixed; boundary="b{level}x"', glue(inner, boundary=f"b{level}x"))
    return multi("multipart/mixed", inner, boundary="top", end="--top--\r\n")


def boxes(levels: int) -> bytes:
    return b"Content-Type: message/rfc822\r\n\r\n" * levels + mail()


TOO_MUCH = {
    "header_block": (mail(head="\n".join(["X-A: " + "a" * 990] * 66)), "headers have more"),
    "one_header": (mail(head="X-A: " + "a" * 16_400), "more than 16384"),
    "encoded_words": (mail(Subject=WORD * 201), "encoded words"),
    "many_encoded_words": (mail(Subject=WORD * 1100), "encoded words"),
    "parts": (multi("multipart/mixed", *[part("text/plain", "x")] * 500), "500 parts"),
    "flat_parts": (multi("multipart/mixed", *[b"\r\n"] * 100_000), "500 parts"),
    "depth": (deep(31), "nested deeper"),
    "very_deep": (deep(450), "nested deeper"),
    "rfc822": (mail(head="X-A: b") .replace(b"X-A: b\r\n", b"") and b"From: a@x.test\r\n" + boxes(1000), "nested deeper"),
    "recipients": (mail(To=", ".join(f"a{n}@x.test" for n in range(101))), "recipients"),
    "references": (mail(References=" ".join(f"<{n}@x>" for n in range(101))), "references"),
    "size": (mail(b"x" * caps.MAIL), "bytes"),
    "empty": (b"", "empty"),
    "blank": (b"\r\n \r\n", "empty"),
    "no_headers": (b"hello there\r\nthis is no mail", "headers"),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "headers"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_mail_beyond_a_cap_is_refused_with_the_reason(name):
    raw, reason = TOO_MUCH[name]
    started = process_time()
    with pytest.raises(UnreadableMailError, match=reason):
        parse(raw)
    assert process_time() - started < 2


WITHIN = {
    "encoded_words": mail(Subject=WORD * 200),
    "parts": multi("multipart/mixed", *[part("text/plain", "x")] * 499),
    "depth": deep(30),
    "recipients": mail(To=", ".join(f"a{n}@x.test" for n in range(100))),
    "references": mail(References=" ".join(f"<{n}@x>" for n in range(100))),
    "long_header": mail(head="X-A: " + "a" * 16_000),
    "long_line": mail(b"a" * 1_000_000),
    "many_lines": mail(b"\r\n" * 300_000),
    "comments": mail(To="(" * 900 + ")" * 900),
    "many_equals": mail(Subject="=" * 15_000),
    "many_quotes": mail(From='"' * 15_000 + "<a@x.test>"),
    "many_angles": mail(From="<" * 15_000 + "a@x.test"),
    "many_ats": mail(From="a@" * 7_000 + "x.test"),
    "many_semicolons": mail(head="Content-Type: text/plain" + "; a=b" * 2_500),
    "continuations": mail(head="Content-Type: text/plain" + "".join(f"; name*{n}=a" for n in range(1000))),
    "html_deep": mail(b"<div>" * 50_000, "Content-Type: text/html"),
    "html_open": mail(b"<" * 200_000, "Content-Type: text/html"),
    "html_attributes": mail(b"<a " + b'a="b" ' * 50_000 + b">x", "Content-Type: text/html"),
    "quoted_lines": mail(b"> a\r\n" * 50_000),
    "attributions": mail(b"On 3 Nov 2026 10:00, a\r\n" * 20_000),
    "fields": mail(b"From: a\r\n" * 20_000),
    "begins": mail(b"begin 644 a\r\n" * 20_000),
    "base64": mail(b"QUFB\r\n" * 100_000, "Content-Transfer-Encoding: base64"),
    "blank_lines": mail(b" \xc2\xa0 \r\n" * 50_000),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHIN)
def test_a_mail_within_the_caps_is_read_in_time(name):
    started = process_time()
    parse(WITHIN[name])
    assert process_time() - started < 2


def test_an_ordinary_mail_takes_two_milliseconds():
    raw = multi(
        "multipart/alternative",
        part("text/plain", "Hola\n" * 20),
        part("text/html", "<p>Hola" * 20),
    )
    parse(raw)
    best = min(_timed(raw) for _ in range(30))
    assert best < 0.002


def _timed(raw: bytes) -> float:
    started = process_time()
    parse(raw)
    return process_time() - started
