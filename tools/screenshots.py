"""``make screenshots``: every screen in every language, theme and width into ``screenshots/``.

``--only REGEX`` takes the pictures whose names fit (``console-ticket.es.dark.390``).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from itertools import product
from pathlib import Path

from tools.cast import Reader, chromium_path, launch
from tools.desk import ROOT, running_desk
from tools.screens import SCREENS, Screen, show
from tools.staging import Cast, prepare

LANGUAGES = ("es", "en", "zh-hans", "ar")
THEMES = ("light", "dark")
WIDTHS = ((1440, 900), (390, 844))
FOLDER = ROOT / "screenshots"


def readers() -> list[Reader]:
    """Every way of reading that is pictured."""
    ways = product(LANGUAGES, THEMES, WIDTHS)
    return [Reader(language, theme, width, height) for language, theme, (width, height) in ways]


def name_of(screen: Screen, reader: Reader) -> str:
    """The file name of a picture, without its ending."""
    return f"{screen.name}.{reader.language}.{reader.theme}.{reader.width}"


def main() -> int:
    """Take the pictures; prints how far it is."""
    parser = argparse.ArgumentParser(prog="make screenshots")
    parser.add_argument("--only", default="", help="a regular expression on the names")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    path = chromium_path()
    if path is None:
        print("No Chromium was found: install it (apt-get install chromium) or name it by")
        print("VENTANILLA_CHROMIUM.")
        return 1
    wanted = [
        (screen, reader)
        for reader in readers()
        for screen in SCREENS
        if screen.fits(reader) and re.search(args.only, name_of(screen, reader))
    ]
    args.folder.mkdir(parents=True, exist_ok=True)
    print(f"Starting a desk with the sample companies, for {len(wanted)} pictures ...", flush=True)
    from playwright.sync_api import sync_playwright

    started = time.monotonic()
    with running_desk() as desk, sync_playwright() as driver:
        browser = launch(driver, path)
        cast = prepare(desk, browser)
        for done, (screen, reader) in enumerate(wanted, start=1):
            take(screen, reader, cast, browser, args.folder)
            if done % 20 == 0 or done == len(wanted):
                took = time.monotonic() - started
                print(f"{done} of {len(wanted)} pictures ({took:.0f} s)", flush=True)
        browser.close()
    print(f"They lie in {args.folder}/")
    return 0


def take(screen: Screen, reader: Reader, cast: Cast, browser: object, folder: Path) -> None:
    """One picture: the whole page of a customer, the window of an agent."""
    context = reader.context(browser, cast.desk, cast.states[screen.who])  # type: ignore[arg-type]
    try:
        page = context.new_page()
        show(screen, page, cast)
        whole = screen.name.startswith("portal")
        page.screenshot(
            path=folder / f"{name_of(screen, reader)}.png", full_page=whole, animations="disabled"
        )
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())
