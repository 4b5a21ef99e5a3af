"""Names are only words, bytes lie under their digest."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.tickets.files import Upload, path_of, rows, store, tidy_name


@pytest.mark.parametrize(
    "name, shown",
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\factura.pdf", "factura.pdf"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        (".htaccess", "htaccess"),
        ("\u200b.htaccess", "htaccess"),
        ("a\x00.php", "a.php"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie x"),
        ("  . .", "file"),
        ("", "file"),
        ("/", "file"),
        ("name.", "name"),
        ('a"b<c>|d:e*f?', "abcdef"),
        ("فاتورة.pdf", "فاتورة.pdf"),
        ("发票.pdf", "发票.pdf"),
    ],
)
def test_a_name_fit_to_be_shown(name, shown):
    assert tidy_name(name) == shown


@given(st.text(max_size=400))
def test_no_name_holds_what_could_harm(name):
    shown = tidy_name(name)
    assert 0 < len(shown) <= 200
    assert shown.isprintable()
    assert not set(shown) & set('/\\"<>|:*?')
    assert not shown.startswith((".", " "))
    assert not shown.endswith((".", " "))
    assert tidy_name(shown) == shown


def test_a_long_name_keeps_its_end_and_gains_no_dot_in_front():
    assert tidy_name("x" * 300 + ".pdf").endswith(".pdf")
    assert tidy_name("a." + "b" * 199) == "b" * 199


@given(st.binary(max_size=200))
def test_bytes_come_back_and_lie_under_their_digest(content):
    digest = store(content)
    assert digest == sha256(content).hexdigest()
    assert path_of(digest).read_bytes() == content
    assert path_of(digest).name == digest


def test_the_same_bytes_are_kept_once_and_nothing_half_written_stays():
    first = store(b"twice the same")
    before = path_of(first).stat()
    assert store(b"twice the same") == first
    assert path_of(first).stat().st_ino == before.st_ino
    assert not list(path_of(first).parent.glob(".*"))


def test_a_crash_before_the_rename_leaves_no_file_under_the_digest(monkeypatch):
    content = b"cut off in the middle"

    def broken(_):
        raise OSError("no space left")

    monkeypatch.setattr("ventanilla.tickets.files.os.fsync", broken)
    with pytest.raises(OSError, match="no space"):
        store(content)
    assert not path_of(sha256(content).hexdigest()).exists()


def test_the_row_says_what_the_sender_claims_and_the_digest_what_it_is():
    (row,) = rows(1, 2, 3, (Upload("..\\x.exe", "image/png" * 50, b"MZ"),))
    assert (row.name, row.size, row.digest) == ("x.exe", 2, sha256(b"MZ").hexdigest())
    assert len(row.type) <= 120
