"""Every real screen: no barrier, no word from the browser, no stray scroll, within budget."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

import pytest

from tests import stage
from tests.barriers import barriers
from tools.cast import Reader
from tools.screens import SCREENS, Screen, show
from tools.staging import SLUG, Cast

pytestmark = pytest.mark.browser
READERS = [
    Reader(language, theme, width)
    for language, theme, width in product(("es", "ar", "zh-hans"), ("light", "dark"), (1440, 390))
]
TURN = cycle(READERS[n] for n in (0, 7, 9, 2, 5, 10, 1, 6, 8, 3, 4, 11))
DIAGONAL = [(screen, next(r for r in TURN if screen.fits(r))) for screen in SCREENS]
KB = 1024


@pytest.fixture(scope="session")
def cast() -> Iterator[Cast]:
    stage.chromium()
    yield stage.cast()
    stage.close()


def name_of(case: Any) -> str:
    if isinstance(case, Screen):
        return case.name
    return f"{case.language}-{case.theme}-{case.width}" if isinstance(case, Reader) else str(case)


def too_heavy(screen: Screen, answers: list[Any]) -> list[str]:
    """What a first visit brought above its budget, in bytes as they are sent (gzip)."""
    staff = screen.name.startswith("console")
    entry = screen.name in {"console-login", "console-second-factor"}
    budget = {
        "document": (25 if staff else 10) * KB,
        "stylesheet": 14 * KB,
        "script": (45 if staff else 20) * KB,
        "requests": 12 if entry else 8,
    }
    came = dict.fromkeys(budget, 0)
    for answer in answers:
        if "/live/" in answer.url or answer.url.endswith("favicon.ico"):
            continue
        came["requests"] += 1
        kind = answer.request.resource_type
        if kind in budget:
            came[kind] += len(gzip.compress(answer.body(), 6))
    return [
        f"{kind}: {came[kind]}, above {most}" for kind, most in budget.items() if came[kind] > most
    ]


def problems(screen: Screen, reader: Reader, cast: Cast) -> list[str]:
    """What axe-core, the browser's console, the ruler and the scales say of a screen."""
    context = reader.context(stage.chromium(), cast.desk, cast.states[screen.who])
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"
    )
    found: list[str] = []
    try:
        page = context.new_page()
        page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        answers: list[Any] = []
        page.on("response", lambda answer: answers.append(answer))
        show(screen, page, cast)
        found = [line for line in found if "status of 4" not in line]  # our own 404 and 422 pages
        if screen.act is SCREENS[0].act:  # what an act brings more is not the first visit
            found += too_heavy(screen, answers)
        found += barriers(page)
        for width in {reader.width, min(reader.width, 320)}:
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                found.append(f"at {width} px it scrolls sideways by {over} px")
        below = page.evaluate(
            "document.querySelector('.desk') ? document.documentElement.scrollHeight - innerHeight : 0"
        )
        if below > 0:
            found.append(f"the desk's panes scroll, and the page too, by {below} px")
        return found
    finally:
        context.close()


@pytest.mark.parametrize(("screen", "reader"), DIAGONAL, ids=name_of)
def test_no_barrier(screen: Screen, reader: Reader, cast: Cast) -> None:
    assert problems(screen, reader, cast) == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS, ids=name_of)
def test_no_barrier_in_any_language_theme_and_width(screen: Screen, cast: Cast) -> None:
    found = {
        name_of(reader): said
        for reader in READERS
        if screen.fits(reader) and (said := problems(screen, reader, cast))
    }
    assert found == {}


def test_an_inbox_of_fifty_rows_is_light(cast: Cast) -> None:
    for n in range(45):
        cast.desk.write(
            f"c{n}@correo.test",
            f"support@{SLUG}.test",
            f"Retiro pendiente desde el día {n}",
            f"Pedí retirar {n * 100} USD y sigue en proceso.",
        )
    cast.desk.mail("c44@correo.test", within=60)
    inbox = next(s for s in SCREENS if s.name == "console-inbox")
    assert problems(inbox, Reader("es"), cast) == []
