"""Who stands before a desk's pages in tests and pictures: browsers of customers and of staff."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tools.desk import Desk, code_now

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ZONES = {
    "es": "Europe/Madrid",
    "en": "Europe/London",
    "zh-hans": "Asia/Shanghai",
    "ar": "Asia/Riyadh",
}
PASSWORD = "una frase de muestra"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the sample staff, as ``ventanilla up`` prints them."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium_path() -> str | None:
    """The installed browser: ``VENTANILLA_CHROMIUM``, Debian's, or one on the path."""
    given = os.environ.get("VENTANILLA_CHROMIUM", "")
    if given:
        return given if shutil.which(given) else None
    names = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def launch(driver: Playwright, path: str) -> Browser:
    """Start the browser, without a window."""
    return driver.chromium.launch(executable_path=path, args=ARGUMENTS)


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads: language, colours, width, with or without scripts."""

    language: str = "es"
    theme: str = ""
    width: int = 1440
    height: int = 900
    script: bool = True
    zone: str = ""

    def context(self, browser: Browser, desk: Desk, state: Any = None) -> BrowserContext:
        """A browser of this reader at a desk; ``state``: whose cookies it holds."""
        zone = self.zone or ZONES[self.language]
        context = browser.new_context(
            base_url=desk.url,
            viewport={"width": self.width, "height": self.height},
            locale={"zh-hans": "zh-CN"}.get(self.language, self.language),
            timezone_id=zone,
            java_script_enabled=self.script,
            storage_state=state,
        )
        cookies = {"lang": self.language, "tz": zone.replace("/", "%2F"), "theme": self.theme}
        context.add_cookies(
            [{"name": n, "value": v, "url": desk.url} for n, v in cookies.items() if v]
        )
        context.set_default_timeout(10_000)
        return context


def arrives(page: Page, path: str) -> None:
    """Wait for the page of a path (``*`` stands for anything).

    The path alone: ``/staff/login/?next=/console/`` is not ``/console/``.
    """
    page.wait_for_url(lambda url: fnmatch(urlsplit(url).path, path))


def sign_in_staff(page: Page, mail: str) -> None:
    """Password, then the code of the authenticator, as a member of the sample staff does."""
    half_sign_in(page, mail)
    give_code(page, TOTP_SECRET)
    arrives(page, "/console/*")


def give_code(page: Page, secret: str) -> None:
    """Type the code of the moment; one refused at the end of its half minute, then the next."""
    here, tried = urlsplit(page.url).path, ""
    for _ in range(70):
        code = code_now(secret)
        if code == tried:
            page.wait_for_timeout(500)
            continue
        page.locator("input[name=code]").fill(code)
        page.locator("main form button.main").first.click()
        page.wait_for_load_state("load")
        if urlsplit(page.url).path != here:
            return
        tried = code


def half_sign_in(page: Page, mail: str) -> None:
    """Password only: the desk now asks for the second factor."""
    page.goto("/staff/login/?next=/console/")
    page.locator("input[name=login]").fill(mail)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.main").first.click()
    arrives(page, "*/authenticate/")


def sign_in_customer(page: Page, desk: Desk, slug: str, mail: str) -> None:
    """Ask for a code, read it in the mail, type it."""
    before = len(desk.mails(mail))
    page.goto(f"/{slug}/sign-in/")
    page.locator("input[name=mail]").fill(mail)
    page.locator("main button.main").click()
    page.locator("input[name=code]").fill(mailed_code(desk, mail, before))
    page.locator("main button.main").click()
    arrives(page, f"/{slug}/requests/")


def mailed_code(desk: Desk, mail: str, before: int) -> str:
    """The six digits of the next mail to an address: earlier ones may hold a telephone number."""

    def fresh(message: Any) -> bool:
        new = {str(other["Message-ID"]) for other in desk.mails(mail)[before:]}
        return str(message["Message-ID"]) in new and six_digits(message) != ""

    return six_digits(desk.mail(mail, fresh))


def six_digits(message: Any) -> str:
    """A code as a mail shows it; empty where there is none."""
    found = re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", body(message))
    return found[0].replace(" ", "") if found else ""


def body(message: Any) -> str:
    """The plain words of a mail."""
    return str(message.get_body(("plain",)).get_content())
