"""The Merkle tree of RFC 9162, section 2.1, over SHA-256: one digest for many entries.

Whoever holds the root can be shown, with one digest per level, that an entry was in the tree. A
leaf is hashed behind a zero byte and a node behind a one, so that none passes for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

type Levels = list[list[bytes]]


def leaf_digest(leaf: bytes) -> bytes:
    """The digest of an entry: 32 bytes."""
    return sha256(b"\x00" + leaf).digest()


def node_digest(left: bytes, right: bytes) -> bytes:
    """The digest of two digests that stand side by side: 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def levels(leaves: Sequence[bytes]) -> Levels:
    """Every level of the tree, the leaves' digests first and the root last.

    The last of an odd number goes up as it is: the same tree as the RFC's division at the largest
    power of two.
    """
    row = [leaf_digest(leaf) for leaf in leaves] or [sha256(b"").digest()]
    found = [row]
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        above = [node_digest(left, right) for left, right in pairs]
        row = [*above, row[-1]] if len(row) % 2 else above
        found.append(row)
    return found


def root(leaves: Sequence[bytes]) -> bytes:
    """The digest of all entries in their order: 32 bytes; of none, the SHA-256 of nothing."""
    return levels(leaves)[-1][0]


def path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The digests that lead from an entry to the root (RFC 9162, 2.1.3.1), the lowest first.

    Raises:
        IndexError: there is no entry at ``index``, which counts from 0.
    """
    if not leaves:
        raise IndexError(index)
    return path_in(levels(leaves), index)


def path_in(tree: Levels, index: int) -> tuple[bytes, ...]:
    """``path`` for a tree that is known already, when many entries are asked for.

    Raises:
        IndexError: there is no entry at ``index``.
    """
    if not 0 <= index < len(tree[0]):
        raise IndexError(index)
    found = []
    for row in tree[:-1]:
        beside = index ^ 1
        if beside < len(row):
            found.append(row[beside])
        index >>= 1
    return tuple(found)


def proves(leaf: bytes, way: Sequence[bytes], index: int, size: int, wanted: bytes) -> bool:
    """Whether an entry was at ``index`` of the ``size`` entries of a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, digest = index, size - 1, leaf_digest(leaf)
    for beside in way:
        if last == 0:
            return False
        if here & 1 or here == last:
            digest = node_digest(beside, digest)
            while here and not here & 1:  # it went up alone so far
                here, last = here >> 1, last >> 1
        else:
            digest = node_digest(digest, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and digest == wanted
