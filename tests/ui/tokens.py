"""Reads the colours of tokens.css as a browser would paint them, for a hue."""

import math
import re
from pathlib import Path

TOKENS = Path(__file__).parents[2] / "ventanilla" / "ui" / "css" / "tokens.css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((.*?)\);", re.DOTALL)
COOL = r"calc\(([\d.]+) \+ ([\d.]+) \* var\(--cool\)\)"
OKLCH = re.compile(rf"oklch\(([\d.]+) (?:([\d.]+)|{COOL}) var\(--n\)\)")
Rgb = tuple[float, float, float]


def tokens() -> dict[str, tuple[str, str]]:
    """Give each token's light and dark value as written."""
    found = {}
    for name, inside in PAIR.findall(TOKENS.read_text("utf-8")):
        depth = 0
        for at, letter in enumerate(inside):
            depth += (letter == "(") - (letter == ")")
            if letter == "," and depth == 0:
                found[name] = (inside[:at].strip(), inside[at + 1 :].strip())
                break
    return found


def painted(value: str, hue: float) -> Rgb:
    """Linear sRGB of a value, clipped into the gamut channel by channel as Chromium does."""
    if value.startswith("#"):
        return _linear(value)
    match = OKLCH.fullmatch(value)
    assert match, value
    cool = 0.5 - 0.5 * math.cos(math.radians(hue - 25))
    lightness = float(match[1])
    chroma = float(match[2]) if match[2] else float(match[3]) + float(match[4]) * cool
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in rgb)
    return red, green, blue


def _linear(code: str) -> Rgb:
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The WCAG ratio of two colours."""
    weights = (0.2126, 0.7152, 0.0722)
    bright, dim = sorted(
        (sum(w * c for w, c in zip(weights, colour, strict=True)) for colour in (one, other)),
        reverse=True,
    )
    return (bright + 0.05) / (dim + 0.05)
