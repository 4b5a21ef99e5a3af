"""How staff come in: the one-time link, a password, an authenticator, then a passkey alone.

The browser is real and so is the passkey: Chromium's own authenticator, which makes keys and signs
as a phone would. The desk's content security policy is on; whatever it forbids fails the story.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tools.cast import Reader, arrives, give_code
from tools.desk import Desk

pytestmark = pytest.mark.browser
PASSWORD = "una frase bastante larga"
NUMBERS = count(1)


class Newcomer:
    """An administrator of XM with a browser and a device that keeps passkeys."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk, self.page = desk, page
        self.mail = f"noa{next(NUMBERS)}@xm.test"
        self.secret = ""
        self.told: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._note(str(error)))
        self.device = page.context.new_cdp_session(page)
        self.device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.key_ring = {"authenticatorId": added["authenticatorId"]}

    def _hear(self, line: Any) -> None:
        if line.type in {"error", "warning"}:
            self._note(f"{line.text} {line.location['url']}")

    def _note(self, words: str) -> None:
        self.told.append(words)

    def invited(self) -> str:
        words = ("staff", self.mail, "--name", "Noa", "--company", "xm", "--role", "admin")
        done = self.desk.command(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    def press(self) -> None:
        self.page.locator("main form button.main").first.click()

    def comes_by_link(self) -> None:
        self.page.goto(self.invited())
        self.page.fill("[name=password]", PASSWORD)
        self.press()
        arrives(self.page, "*/staff/2fa/totp/activate/")

    def sets_up_codes(self) -> None:
        self.secret = self.page.locator("main .field .code").inner_text()
        give_code(self.page, self.secret)
        arrives(self.page, "*/recovery-codes/")

    def adds_a_passkey(self) -> None:
        self.page.goto("/staff/2fa/webauthn/add/")
        expect(self.page.locator("[name=passwordless]")).to_be_checked()
        self.page.click("#mfa_webauthn_add")
        self.page.wait_for_url(lambda url: "/add/" not in url)

    def leaves(self) -> None:
        self.page.goto("/staff/2fa/")
        self.page.locator("form[action='/staff/logout/'] button").click()
        arrives(self.page, "*/staff/login/")

    def comes_from_elsewhere(self) -> None:
        """Another browser: nothing of the first visit is left, nor any page that still asks."""
        self.page.goto("about:blank")
        self.page.context.clear_cookies()

    def half_way(self) -> None:
        self.page.goto("/staff/login/")
        self.page.fill("[name=login]", self.mail)
        self.page.fill("[name=password]", PASSWORD)
        self.press()
        arrives(self.page, "*/authenticate/")

    def key_list(self) -> list[Any]:
        return self.device.send("WebAuthn.getCredentials", self.key_ring)["credentials"]


@pytest.fixture
def noa(desk: Desk, chromium: Any) -> Iterator[Newcomer]:
    context = Reader(language="es").context(chromium, desk)
    yield Newcomer(desk, context.new_page())
    context.close()


def test_an_administrator_comes_by_the_link_and_from_then_on_with_the_passkey_alone(noa):
    link = noa.invited()
    noa.page.goto(link)
    expect(noa.page.locator("html")).to_have_attribute("lang", "es")
    noa.page.fill("[name=password]", PASSWORD)
    noa.press()
    arrives(noa.page, "*/staff/2fa/totp/activate/")
    noa.page.goto("/console/xm/")
    arrives(noa.page, "*/staff/2fa/totp/activate/")
    noa.sets_up_codes()
    codes = noa.page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    noa.page.locator("main a[href='/console/']").click()
    arrives(noa.page, "*/console/xm/")

    noa.adds_a_passkey()
    assert [key["isResidentCredential"] for key in noa.key_list()] == [True]
    assert [key["rpId"] for key in noa.key_list()] == ["localhost"]

    noa.leaves()
    noa.page.goto("/console/xm/")
    arrives(noa.page, "*/staff/login/*")
    noa.page.click("#passkey_login")
    arrives(noa.page, "*/console/xm/")
    expect(noa.page.locator("#main, main").first).to_be_visible()

    noa.page.goto(link)
    assert noa.page.title() != ""
    expect(noa.page.locator("[name=password]")).to_have_count(0)
    assert [words for words in noa.told if "404" not in words] == []


def test_a_passkey_may_be_the_second_factor_from_the_first_day(noa):
    noa.comes_by_link()
    noa.page.locator("main a[href='/staff/2fa/webauthn/add/']").click()
    noa.adds_a_passkey()
    arrives(noa.page, "*/recovery-codes/")
    noa.leaves()
    noa.half_way()
    noa.page.click("#mfa_webauthn_authenticate")
    arrives(noa.page, "*/console/xm/")
    assert noa.told == []


def test_a_recovery_code_opens_the_desk_once(noa):
    noa.comes_by_link()
    noa.sets_up_codes()
    code = noa.page.locator(".codes li").first.inner_text()
    with noa.page.expect_download() as saved:
        noa.page.locator("a[download]").click()
    assert code in saved.value.path().read_text()
    for times, address in ((1, "*/console/xm/"), (2, "*/authenticate/")):
        noa.leaves() if times == 1 else noa.comes_from_elsewhere()
        noa.half_way()
        noa.page.fill("[name=code]", code)
        noa.press()
        arrives(noa.page, address)
    expect(noa.page.locator("[name=code]")).to_have_attribute("aria-invalid", "true")
    assert noa.told == []


def in_a_hurry(route: Any) -> None:
    """A browser waits a minute for a finger; the story waits a second."""
    answer = route.fetch()
    options = answer.json()
    options["request_options"]["publicKey"]["timeout"] = 1000
    route.fulfill(response=answer, json=options)


def test_whoever_shows_neither_finger_nor_pin_is_told_and_stays_outside(noa):
    noa.comes_by_link()
    noa.sets_up_codes()
    noa.adds_a_passkey()
    noa.leaves()
    noa.device.send("WebAuthn.setUserVerified", {**noa.key_ring, "isUserVerified": False})
    noa.page.route("*/webauthn/login/", in_a_hurry)
    expect(noa.page.locator("[data-passkey-failed]")).to_be_hidden()
    noa.page.click("#passkey_login")
    expect(noa.page.locator("[data-passkey-failed]")).to_be_visible(timeout=30_000)
    assert "/staff/login/" in noa.page.url
    noa.page.goto("/console/xm/")
    arrives(noa.page, "*/staff/login/*")
    assert noa.told == []


def test_a_passkey_is_renamed_and_removed_and_then_opens_nothing(noa):
    noa.comes_by_link()
    noa.sets_up_codes()
    noa.adds_a_passkey()
    noa.page.goto("/staff/2fa/webauthn/")
    noa.page.locator("a[href$='/edit/']").click()
    noa.page.fill("[name=name]", "Mi móvil")
    noa.press()
    expect(noa.page.locator("main")).to_contain_text("Mi móvil")
    noa.page.locator("a[href$='/remove/']").click()
    noa.page.locator("main form button.danger").click()
    arrives(noa.page, "*/staff/2fa/webauthn/")
    expect(noa.page.locator("main")).not_to_contain_text("Mi móvil")
    noa.leaves()
    noa.page.click("#passkey_login")
    noa.page.wait_for_load_state("networkidle")
    noa.page.goto("/console/xm/")
    arrives(noa.page, "*/staff/login/*")
    assert noa.told == []


def test_at_an_address_of_numbers_the_page_says_why_there_is_no_passkey(noa, desk):
    noa.page.goto(f"{desk.url.replace('localhost', '127.0.0.1')}/staff/login/")
    expect(noa.page.locator("[data-passkey-nowhere]")).to_be_visible()
    expect(noa.page.locator("#passkey_login")).to_be_disabled()
    noa.page.goto("/staff/login/")
    expect(noa.page.locator("[data-passkey-nowhere]")).to_be_hidden()
    expect(noa.page.locator("#passkey_login")).to_be_enabled()
