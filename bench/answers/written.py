"""The weights as the file that the desk reads."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.core.answers.weights import Blend, Index, Weights

HEAD = """\
# How answers are found: measured, not chosen. Written by `make tune-answers`; do not edit.
"""


def written(weights: Weights) -> str:
    """The file of some weights."""
    mean = ", ".join(f"{value:.4f}" for value in weights.mean.tolist())
    return "\n".join(
        [
            HEAD,
            f"sure = {weights.sure}",
            f"enough = {weights.enough}",
            *_index("words", weights.words),
            *_index("grams", weights.grams),
            *_blend("fused", weights.fused),
            *_blend("plain", weights.plain),
            "",
        ]
    ).replace("sure =", f"mean = [{mean}]\nsure =", 1)


def _index(name: str, index: Index) -> list[str]:
    sizes = [f"sizes = {list(index.sizes)}"] if index.sizes else []
    return [
        f"\n[{name}]",
        f"fields = {_table(index.fields)}",
        f"soft = {index.shape.soft}",
        f"length = {index.shape.length}",
        *sizes,
    ]


def _blend(name: str, blend: Blend) -> list[str]:
    return [
        f"\n[{name}]",
        f"signals = {_table(blend.signals)}",
        f"right = {_table({**blend.right.signs, 'base': blend.right.base})}",
        f"inside = {_table({**blend.inside.signs, 'base': blend.inside.base})}",
    ]


def _table(values: Mapping[str, float]) -> str:
    return "{ " + ", ".join(f"{name} = {value:.4g}" for name, value in values.items()) + " }"
