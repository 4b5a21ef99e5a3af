"""What is done on a screen once it is there: keys, presses, and words typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tools.cast import PASSWORD, Reader
from tools.staging import CUSTOMER

if TYPE_CHECKING:
    from playwright.sync_api import Page

type Act = Callable[[Page], None]
MAIN = "main form button.main"
ERRORS = ".summary, [data-errors]"


def stay(_page: Page) -> None:
    """Nothing: the screen is as it opens."""


def press(selector: str) -> Act:
    """Press the first such thing, where there is one."""

    def act(page: Page) -> None:
        found = page.locator(selector).first
        if found.count():
            found.click()

    return act


def keys(combination: str, then: str) -> Act:
    """Press keys, and wait for what they open."""

    def act(page: Page) -> None:
        page.keyboard.press(combination)
        page.wait_for_selector(then)

    return act


def typed(fields: dict[str, str], then: str, button: str = "") -> Act:
    """Type into fields, press a button if one is named, and wait for what comes of it."""

    def act(page: Page) -> None:
        for selector, words in fields.items():
            page.locator(selector).fill(words)
        if button:
            page.locator(button).last.click()
        page.wait_for_selector(then)

    return act


mistyped = typed({"#id_email": "maria", "#id_d-account": "maria@correo.test"}, ERRORS, MAIN)
asked_code = typed({"input[name=mail]": CUSTOMER}, "input[name=code]", "main button.main")
about = typed({"#q": "提款还没到账，联系谁"}, "#probable .ways")
other = typed({"#id_text": "Mi retiro no ha llegado y el depósito tampoco"}, "#other-title")
unknown = {"input[name=number]": "XM-2222-2222", "input[name=mail]": "nadie@correo.test"}
sought = typed(unknown, "main bdi", "main button.main")
palette = keys("Control+k", "#palette[open] [role=option]")
key_list = keys("?", "#keys[open]")
why = press(".strip-item summary, .promises summary, .promise summary")
unfolded = press(".as-table summary")
assigning = press(".risk-list summary")
unfold = press(".due-row summary")
unfold_behind = press("details.waiting summary")
too_short = typed({"[name=point-1]": "Sí."}, ERRORS, MAIN)
unproved = typed({"[name=sent_on]": "2026-10-05"}, ERRORS, MAIN)
previewed = typed({}, "#preview article", "[name=do][value=preview]")
wrong = {"#id_title": "", "#id_body": "{hours.chta}"}
wrong_words = typed(wrong, ERRORS, "[name=do][value=draft]")
tried = typed({}, "#trial table", "#trial form button")
question = "¿Cómo envío los documentos para verificar mi cuenta?"
searched = typed({"#q": question}, "#found .otherwise")
two = "¿Cómo envío los documentos de verificación? ¿Puedo cambiar mi contraseña de acceso?"
two_questions = {"#id_subject": "Documentos y contraseña", "#id_text": two}
written = typed(two_questions, "#before .ask-first")
same_again = {
    "#id_subject": "Cambiar el idioma de los avisos",
    "#id_text": "¿Dónde puedo cambiar el idioma de los avisos?",
}
repeated = typed(same_again, "#before .ask-first")

looked_at = typed({}, ".pair", ".sheet-page a.button.mini")
not_theirs = typed({"#id_text": "¿Algo que nadie escribió?"}, ERRORS, MAIN)
aside = keys("p", "#park[open]")


def note(page: Page) -> None:
    """Write a note instead of a reply."""
    page.locator("[data-mode-to=note]").click()
    page.locator("#composer-text").fill("Lo he consultado con tesorería.")


def answers_read(page: Page) -> None:
    """Wait for the answers beside the ticket, and read the first one whole."""
    page.wait_for_selector("#answers-found .known-list", state="attached")
    toggle = page.locator(".context-toggle")
    if toggle.is_visible():
        toggle.click()
    page.locator("#answers .known-acts summary").first.click()
    page.wait_for_selector(".known-whole .prose")


def wrong_policy(page: Page) -> None:
    """Hand in a policy with two slips of the pen."""
    area = page.locator("textarea[name=text]")
    text = area.input_value().replace('kind = "chat"', 'kind = "caht"')
    area.fill(text.replace('topics = ["complaint"]', 'topics = ["complain"]'))
    page.locator(MAIN).click()
    page.wait_for_selector(ERRORS)


def too_slow(page: Page) -> None:
    """As if somebody had opened the page before the newest words were written."""
    page.locator("#words [name=base]").evaluate("field => { field.value = '1' }")
    page.locator("#id_answer").fill("Abra el chat y escriba su pregunta.")
    page.locator("[name=do][value=draft]").click()
    page.wait_for_selector(ERRORS)


def confirmed(page: Page) -> None:
    """Before a lock is changed the desk asks who it is, once in five minutes."""
    if "/reauthenticate/" not in page.url:
        return
    wanted = urlsplit(page.url).query
    page.goto(f"/staff/reauthenticate/?{wanted}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(MAIN).first.click()
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def wide(reader: Reader) -> bool:
    """Keys are for readers that have a keyboard."""
    return reader.width >= 1000
