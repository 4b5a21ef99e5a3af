"""The tree of RFC 9162: its shape, its proofs, and that nothing else is proved."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ventanilla.core.merkle import leaf_digest, node_digest, path, proves, root

LEAVES = st.lists(st.binary(max_size=6), min_size=1, max_size=40)


def by_the_rfc(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word: divided at the largest power of two below n."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + by_the_rfc(leaves[:half]) + by_the_rfc(leaves[half:])).digest()


@given(st.lists(st.binary(max_size=6), max_size=70))
def test_the_root_is_that_of_the_rfc(leaves: list[bytes]) -> None:
    assert root(leaves) == by_the_rfc(leaves)


def test_the_roots_are_those_that_certificate_logs_publish() -> None:
    words = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    leaves = [bytes.fromhex(word) for word in words] + [bytes(range(0x60, 0x70))]
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root(leaves[:1]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(LEAVES, st.data())
def test_every_leaf_is_proved_at_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert proves(leaves[index], path(leaves, index), index, len(leaves), root(leaves))


@given(LEAVES, st.binary(max_size=6), st.data())
def test_no_other_leaf_is(leaves: list[bytes], other: bytes, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    assume(other != leaves[index])
    assert not proves(other, path(leaves, index), index, len(leaves), root(leaves))


@given(LEAVES, st.data())
def test_a_path_with_any_bit_turned_proves_nothing(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    way = list(path(leaves, index))
    assume(way)
    place = data.draw(st.integers(0, len(way) - 1))
    bit = data.draw(st.integers(0, 255))
    way[place] = (int.from_bytes(way[place]) ^ 1 << bit).to_bytes(32)
    assert not proves(leaves[index], way, index, len(leaves), root(leaves))


@given(LEAVES, st.binary(min_size=32, max_size=32), st.data())
def test_a_path_too_long_or_too_short_proves_nothing(
    leaves: list[bytes], more: bytes, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    way, top = path(leaves, index), root(leaves)
    assert not proves(leaves[index], (*way, more), index, len(leaves), top)
    assert not way or not proves(leaves[index], way[:-1], index, len(leaves), top)


@given(
    st.lists(st.binary(max_size=6), min_size=1, max_size=40, unique=True),
    st.integers(-3, 50),
    st.data(),
)
def test_a_leaf_is_at_no_other_place(leaves: list[bytes], other: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    assume(other != index)
    assert not proves(leaves[index], path(leaves, index), other, len(leaves), root(leaves))


def test_a_node_does_not_pass_for_a_leaf() -> None:
    leaves = [b"a", b"b", b"c", b"d"]
    forged = leaf_digest(b"a") + leaf_digest(b"b")
    right = node_digest(leaf_digest(b"c"), leaf_digest(b"d"))
    assert not proves(forged, (right,), 0, 2, root(leaves))


@pytest.mark.parametrize("leaves, index", [([], 0), ([b"a"], 1), ([b"a"], -1)])
def test_there_is_no_path_from_where_nothing_stands(leaves: list[bytes], index: int) -> None:
    with pytest.raises(IndexError):
        path(leaves, index)
