"""What differs between two texts: both can be read out of it again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.articles.differences import Piece, differing, shortened

TEXTS = st.text(alphabet="ab \n渠道。é", max_size=60)


def said(pieces, left_out):
    return "".join(piece.text for piece in pieces if piece.kind != left_out)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_difference(old, new):
    pieces = differing(old, new)
    assert said(pieces, "ins") == old
    assert said(pieces, "del") == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.kind for piece in differing(text, text)} <= {"same"}


@given(TEXTS, TEXTS)
def test_what_is_shortened_still_holds_every_difference(old, new):
    pieces = differing(old, new)
    kept = [piece for piece in shortened(pieces) if piece.kind in ("del", "ins")]
    assert kept == [piece for piece in pieces if piece.kind in ("del", "ins")]


def test_a_changed_word_is_shown_and_not_its_paragraph():
    pieces = differing("Within 24 hours.\nAlways.", "Within 12 hours.\nAlways.")
    assert [piece for piece in pieces if piece.kind != "same"] == [
        Piece("del", "24"),
        Piece("ins", "12"),
    ]


def test_chinese_differs_sign_by_sign():
    pieces = differing("我们在24小时内回复。", "我们在24小时内答复。")
    assert [piece for piece in pieces if piece.kind != "same"] == [
        Piece("del", "回"),
        Piece("ins", "答"),
    ]


def test_lines_far_from_a_difference_are_left_out():
    lines = [f"line {n}\n" for n in range(20)]
    pieces = shortened(differing("".join(lines), "".join([*lines[:-1], "another\n"])))
    assert pieces[0].kind == "skip"
    assert "line 3" not in said(pieces, "")
    assert "line 18" in said(pieces, "")


def test_so_much_changed_that_matching_would_take_long_is_shown_whole():
    old, new = "a " * 3000, "b " * 3000
    assert differing(old, new) == [Piece("del", old), Piece("ins", new)]
