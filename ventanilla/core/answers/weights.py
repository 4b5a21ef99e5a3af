"""What a tuning script has measured: how fields, signals and certainty are weighed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ventanilla.core.answers.postings import Floats, Shape


@dataclass(frozen=True, slots=True)
class Index:
    """How an inverted index is made: the fields that it holds and what a term in each counts."""

    fields: Mapping[str, float]
    shape: Shape
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic scale: the weight of each sign, and ``base`` where all of them are 0."""

    signs: Mapping[str, float]
    base: float


@dataclass(frozen=True, slots=True)
class Blend:
    """Signals added up with a weight each; how sure it is that a found article is ``right``, and
    that any article answers, so that the question lies ``inside``."""

    signals: Mapping[str, float]
    right: Scale
    inside: Scale


@dataclass(frozen=True, slots=True)
class Weights:
    """All of it. ``fused`` with vectors, ``plain`` without."""

    words: Index
    grams: Index
    fused: Blend
    plain: Blend
    enough: float
    """So sure without vectors, none are asked for: it was always right (0 to 1)."""
    sure: float
    """So sure must the first answer be, unless a company says otherwise (0 to 1)."""
    mean: Floats
    """The direction that sentences of every language have in common."""


def read_weights(text: str) -> Weights:
    """The weights in the words of the tuning script's file."""
    table = tomllib.loads(text)
    return Weights(
        words=_index(table["words"]),
        grams=_index(table["grams"]),
        fused=_blend(table["fused"]),
        plain=_blend(table["plain"]),
        enough=float(table["enough"]),
        sure=float(table["sure"]),
        mean=np.array(table["mean"], np.float32),
    )


def _index(table: Mapping[str, Any]) -> Index:
    shape = Shape(table["soft"], table["length"])
    return Index(dict(table["fields"]), shape, tuple(table.get("sizes", ())))


def _blend(table: Mapping[str, Any]) -> Blend:
    return Blend(dict(table["signals"]), _scale(table["right"]), _scale(table["inside"]))


def _scale(table: Mapping[str, float]) -> Scale:
    signs = {name: weight for name, weight in table.items() if name != "base"}
    return Scale(signs, table["base"])
