"""The small scripts in a real browser: keys, composer, palette, times, and life without them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.pages import ORIGIN, html, show

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_letters_walk_the_list_on_any_layout(page: Any) -> None:
    assert show(page, "inbox", "en", "light") == []
    page.locator("body").press("j")
    after = page.evaluate("document.activeElement.id")
    assert after == "row-VT-AB-Quej"
    page.evaluate(
        """document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        {key: 'ن', code: 'KeyK', bubbles: true, cancelable: true}))"""
    )
    assert page.evaluate("document.activeElement.id") != after


def test_n_turns_the_composer_into_a_note_and_back(page: Any) -> None:
    show(page, "inbox", "en", "light")
    page.locator("body").press("n")
    composer = page.locator("#composer")
    assert composer.get_attribute("data-mode") == "note"
    page.keyboard.type("only for us")
    page.keyboard.press("Alt+r")
    assert composer.get_attribute("data-mode") == "reply"
    assert page.locator("#composer-text").input_value() == ""
    page.keyboard.press("Alt+n")
    assert page.locator("#composer-text").input_value() == "only for us"


def test_letters_do_nothing_in_fields_or_when_switched_off(page: Any) -> None:
    show(page, "inbox", "en", "light")
    page.locator("#composer-text").focus()
    page.keyboard.type("jknE")
    assert page.locator("#composer-text").input_value() == "jknE"
    assert page.locator("#composer").get_attribute("data-mode") == "reply"
    page.keyboard.press("Escape")
    page.evaluate("localStorage.setItem('keys', 'off')")
    page.locator("body").press("n")
    assert page.locator("#composer").get_attribute("data-mode") == "reply"


def test_palette_opens_chooses_and_closes(page: Any) -> None:
    assert show(page, "inbox", "en", "light") == []
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open] [role=option][aria-selected=true]")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    assert chosen.get_attribute("data-press") == "n"
    page.keyboard.press("Enter")
    assert page.locator("#palette[open]").count() == 0
    assert page.locator("#composer").get_attribute("data-mode") == "note"


def test_dialogs_and_menus_close_on_escape(page: Any) -> None:
    show(page, "inbox", "en", "light")
    page.locator("body").press("a")
    assert page.locator("#assign[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#assign[open]").count() == 0
    page.locator("details.strip-promise summary").first.click()
    assert page.locator("details.strip-promise[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.strip-promise[open]").count() == 0


def test_context_pane_folds(page: Any) -> None:
    show(page, "inbox", "en", "light")
    assert page.locator("#context").is_visible()
    page.locator("body").press("]")
    assert not page.locator("#context").is_visible()


def test_reply_is_posted_to_the_address_of_its_mode(page: Any) -> None:
    show(page, "inbox", "en", "light")
    page.evaluate(
        """() => { const f = document.querySelector('#composer');
        f.dataset.note = '/note'; f.dataset.reply = '/reply'; f.action = '/reply';
        f.querySelector('[data-send-note]').setAttribute('formaction', '/note'); }"""
    )
    sent = []
    page.on("request", lambda r: sent.append((r.method, r.url, r.post_data)))
    page.locator("body").press("n")
    page.keyboard.type("hola")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(300)
    _, url, body = next(each for each in sent if each[0] == "POST")
    assert url == f"{ORIGIN}/note"
    assert "hola" in body
    assert 'name="then"' in body
    assert 'name="key"' in body


def test_time_left_is_rewritten_and_theme_switches(page: Any) -> None:
    assert show(page, "request", "es", "light") == []
    assert "min" in page.locator(".promise time[data-due]").inner_text()
    page.locator("[data-theme-form] button[value=dark]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in page.evaluate("document.cookie")
    assert "tz=" in page.evaluate("document.cookie")


def test_customer_page_needs_no_script(chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    assert show(page, "request", "es", "light") == []
    page.locator(".promise summary").click()
    assert page.locator(".working").is_visible()
    page.locator("header details.menu summary").click()
    assert page.locator("button[name=language][value=ar]").is_visible()
    assert page.locator("input[type=file]").is_visible()
    context.close()


def test_pages_hold_no_absolute_address() -> None:
    assert "http://" not in html("home").replace("http://www.w3.org", "")
