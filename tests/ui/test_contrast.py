"""Contrast of the tokens in both themes, for every hue a company may choose."""

import pytest

from tests.ui.tokens import contrast, painted, tokens

TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("bg", "surface", "surface-2", "surface-3")
    ),
    ("ink", "act-soft"),
    ("ink-2", "act-soft"),
    ("ink-3", "act-soft"),
    ("ink", "note"),
    ("ink-3", "note"),
    *(("act", ground) for ground in ("bg", "surface", "surface-2", "surface-3", "act-soft")),
    ("act-strong", "surface"),
    ("on-act", "act"),
    ("on-act", "act-strong"),
    *(
        (state, ground)
        for state in ("kept", "soon", "late", "hold")
        for ground in ("surface", "bg", f"{state}-soft")
    ),
    *(
        (ink, f"{state}-soft")
        for state in ("kept", "soon", "late", "hold")
        for ink in ("ink", "ink-2")
    ),
]
LINES = [
    ("line-2", "surface"),
    ("line-2", "bg"),
    ("focus", "surface"),
    ("focus", "bg"),
    ("focus", "surface-2"),
    ("focus", "act-soft"),
    ("line-2", "surface-2"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *((front, back, 4.5) for front, back in TEXT),
        *((front, back, 3.0) for front, back in LINES),
    ],
)
def test_contrast_holds_for_every_hue(front: str, back: str, least: float, dark: bool) -> None:
    found = tokens()
    worst = min(
        (contrast(painted(found[front][dark], hue), painted(found[back][dark], hue)), hue)
        for hue in range(0, 360, 5)
    )
    assert worst[0] >= least, f"{front} on {back}: {worst[0]:.2f} at hue {worst[1]}"
