"""How a question finds its answer: words, pieces of words and vectors, weighed together."""

from ventanilla.core.answers.embedding import Embedder
from ventanilla.core.answers.entries import Entry, entries, entry
from ventanilla.core.answers.index import AnswerIndex, Found, Result, build
from ventanilla.core.answers.weights import Weights, read_weights

__all__ = [
    "AnswerIndex",
    "Embedder",
    "Entry",
    "Found",
    "Result",
    "Weights",
    "build",
    "entries",
    "entry",
    "read_weights",
]
