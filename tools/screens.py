"""Every screen of the desk, with how to get there: one list for pictures and for access tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tools.cast import PASSWORD, Reader, arrives, half_sign_in, sign_in_customer, sign_in_staff
from tools.desk import ROOT, Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLUG = "xm"
CUSTOMER = "maria.quintana@correo.test"
AGENT = "carlos@xm.test"
ARTICLE = f"/console/{SLUG}/articles/live-chat/"
SETTLED_MS = 150


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is signed in, and the requests that the screens show."""

    desk: Desk
    states: dict[str, Any]
    numbers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: where it is, whose browser shows it, and what is done once it is there."""

    name: str
    path: str
    who: str = ""
    act: Callable[[Page], None] = lambda _page: None
    fits: Callable[[Reader], bool] = lambda _reader: True


def _press(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def _mistyped(page: Page) -> None:
    page.locator("#id_email").fill("maria")
    page.locator("#id_d-account").fill("maria@correo.test")
    page.locator("main form button.main").click()
    page.wait_for_selector(".summary")


def _asked_code(page: Page) -> None:
    page.locator("input[name=mail]").fill(CUSTOMER)
    page.locator("main button.main").click()
    page.wait_for_selector("input[name=code]")


def _sought(page: Page) -> None:
    page.locator("input[name=number]").fill("XM-2222-2222")
    page.locator("input[name=mail]").fill("nadie@correo.test")
    page.locator("main button.main").click()
    page.wait_for_selector("main bdi")


def _palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open] [role=option]")


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")


def _why(page: Page) -> None:
    summary = page.locator(".strip-item summary, .promises summary, .promise summary").first
    if summary.count():
        summary.click()


def _note(page: Page) -> None:
    page.locator("[data-mode-to=note]").click()
    page.locator("#composer-text").fill("Lo he consultado con tesorería.")


def _unfolded(page: Page) -> None:
    page.locator(".as-table summary").click()


def _assigning(page: Page) -> None:
    opener = page.locator(".risk-list summary").first
    if opener.count():
        opener.click()


def _too_short(page: Page) -> None:
    page.locator("[name=point-1]").fill("Sí.")
    page.locator("main form button.main").last.click()
    page.locator("[data-errors]").wait_for()


def _unfold(page: Page) -> None:
    page.locator(".due-row summary").first.click()


def _unproved(page: Page) -> None:
    page.locator("[name=sent_on]").fill("2026-10-05")
    page.locator("main form button.main").last.click()
    page.locator("[data-errors]").wait_for()


def _wrong_policy(page: Page) -> None:
    area = page.locator("textarea[name=text]")
    text = area.input_value().replace('kind = "chat"', 'kind = "caht"')
    area.fill(text.replace('topics = ["complaint"]', 'topics = ["complain"]'))
    page.locator("main form button.main").click()
    page.wait_for_selector(".summary")


def _previewed(page: Page) -> None:
    page.locator("[name=do][value=preview]").click()
    page.wait_for_selector("#preview article")


def _wrong_words(page: Page) -> None:
    page.locator("#id_title").fill("")
    page.locator("#id_body").fill("{hours.chta}")
    page.locator("[name=do][value=draft]").click()
    page.wait_for_selector(".summary")


def _too_slow(page: Page) -> None:
    """As if somebody had opened the page before the newest words were written."""
    page.locator("#words [name=base]").evaluate("field => { field.value = '1' }")
    page.locator("#id_answer").fill("Abra el chat y escriba su pregunta.")
    page.locator("[name=do][value=draft]").click()
    page.wait_for_selector(".summary")


def _tried(page: Page) -> None:
    page.locator("#trial form button").click()
    page.wait_for_selector("#trial table")


def _confirmed(page: Page) -> None:
    """Before a lock is changed the desk asks who it is, once in five minutes."""
    if "/reauthenticate/" not in page.url:
        return
    wanted = urlsplit(page.url).query
    page.goto(f"/staff/reauthenticate/?{wanted}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.main").first.click()
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def _searched(page: Page) -> None:
    page.locator("#q").fill("¿Cómo envío los documentos para verificar mi cuenta?")
    page.wait_for_selector("#found .otherwise")


def _written(page: Page) -> None:
    page.locator("#id_subject").fill("Documentos y contraseña")
    text = "¿Cómo envío los documentos de verificación? ¿Puedo cambiar mi contraseña de acceso?"
    page.locator("#id_text").fill(text)
    page.wait_for_selector("#before .ask-first")


def _repeated(page: Page) -> None:
    page.locator("#id_subject").fill("Cambiar el idioma de los avisos")
    page.locator("#id_text").fill("¿Dónde puedo cambiar el idioma de los avisos?")
    page.wait_for_selector("#before .ask-first")


def _wide(reader: Reader) -> bool:
    return reader.width >= 1000


SCREENS: tuple[Screen, ...] = (
    Screen("portal-companies", "/"),
    Screen("portal-home", f"/{SLUG}/"),
    Screen("portal-home-shop", "/shop/"),
    Screen("portal-home-mine", f"/{SLUG}/", "customer"),
    Screen("portal-search", f"/{SLUG}/", "", _searched),
    Screen("portal-search-page", f"/{SLUG}/?q=documentos"),
    Screen("portal-search-nothing", f"/{SLUG}/?q=zyxwv"),
    Screen("portal-form-beside", f"/{SLUG}/ask/general/", "", _written),
    Screen("portal-form-repeated", f"/{SLUG}/ask/general/", "customer", _repeated),
    Screen("portal-try-first", "/exness/ask/technical/"),
    Screen("portal-topics", f"/{SLUG}/ask/"),
    Screen("portal-form", f"/{SLUG}/ask/financial/"),
    Screen("portal-form-errors", f"/{SLUG}/ask/financial/", "", _mistyped),
    Screen("portal-form-shop", "/shop/ask/question/"),
    Screen("portal-elsewhere", f"/{SLUG}/ask/urgent/"),
    Screen("portal-confirmation", f"/{SLUG}/sent/{{form}}/", "customer"),
    Screen("portal-request", f"/{SLUG}/requests/{{form}}/", "customer", _why),
    Screen("portal-request-waiting", f"/{SLUG}/requests/{{email}}/", "customer"),
    Screen("portal-mine", f"/{SLUG}/requests/", "customer"),
    Screen("portal-settings", f"/{SLUG}/settings/", "customer"),
    Screen("portal-find", f"/{SLUG}/find/"),
    Screen("portal-find-sent", f"/{SLUG}/find/", "", _sought),
    Screen("portal-sign-in", f"/{SLUG}/sign-in/"),
    Screen("portal-code", f"/{SLUG}/sign-in/", "", _asked_code),
    Screen("portal-help", f"/{SLUG}/help/"),
    Screen("portal-article", "/exness/help/payment-times/"),
    Screen("portal-article-steps", "/exness/help/cannot-sign-in/"),
    Screen("portal-article-webinar", f"/{SLUG}/help/webinar-verification/"),
    Screen("portal-hours", f"/{SLUG}/hours/"),
    Screen("portal-hours-exness", "/exness/hours/"),
    Screen("portal-manual", f"/{SLUG}/manual/"),
    Screen("portal-manual-roxom", "/roxom/manual/"),
    Screen("portal-manual-old", "/roxom/manual/1/"),
    Screen("portal-link-run-out", f"/{SLUG}/open/nothing/"),
    Screen("portal-mailbox", "/mailbox/?mail={mail}"),
    Screen("console-login", "/staff/login/"),
    Screen("console-second-factor", "/staff/2fa/authenticate/", "half"),
    Screen("console-invitation", "{invitation}"),
    Screen("console-authenticator", "/staff/2fa/totp/activate/", "invited", _confirmed),
    Screen("console-passkey-first", "/staff/2fa/webauthn/add/", "invited", _confirmed),
    Screen("console-passkeys", "/staff/2fa/webauthn/", "staff", _confirmed),
    Screen("console-security", "/staff/2fa/", "staff"),
    Screen("console-recovery-codes", "/staff/2fa/recovery-codes/generate/", "staff", _confirmed),
    Screen("console-authenticator-off", "/staff/2fa/totp/deactivate/", "staff", _confirmed),
    Screen("console-password", "/staff/password/change/", "staff"),
    Screen("console-confirm", "/staff/reauthenticate/", "staff"),
    Screen("console-leave", "/staff/logout/", "staff"),
    Screen("customer-complaint", "/roxom/requests/{complaint}/", "complainant"),
    Screen("console-inbox", f"/console/{SLUG}/", "staff"),
    Screen("console-decision", "/console/roxom/requests/{complaint}/decision/", "roxom"),
    Screen(
        "console-decision-errors",
        "/console/roxom/requests/{complaint}/decision/",
        "roxom",
        _too_short,
    ),
    Screen("console-extension", "/console/roxom/requests/{complaint}/extension/", "roxom"),
    Screen("console-case", "/console/roxom/requests/{complaint}/case/", "roxom"),
    Screen("console-intake", "/console/roxom/intake/", "roxom"),
    Screen("console-tasks", "/console/roxom/tasks/", "area"),
    Screen("console-check", "{check}", "area"),
    Screen("console-incident", "{incident}", "area"),
    Screen("console-register", f"/console/{SLUG}/register/", "staff"),
    Screen("console-register-roxom", "/console/roxom/register/?state=open", "roxom"),
    Screen("console-register-none", f"/console/{SLUG}/register/?cause=other", "staff"),
    Screen(
        "console-register-errors",
        f"/console/{SLUG}/register/?since=2026-11-20&until=2026-11-01",
        "staff",
    ),
    Screen("console-register-alone", f"/console/{SLUG}/register/", "auditor"),
    Screen("console-cause", f"/console/{SLUG}/requests/{{fee}}/cause/", "staff"),
    Screen("console-returns", f"/console/{SLUG}/returns/", "staff"),
    Screen("console-returns-alone", f"/console/{SLUG}/returns/", "auditor", _unfold),
    Screen("console-return", "{return}", "staff"),
    Screen("console-return-errors", "{return}", "staff", _unproved),
    Screen("console-inbox-shop", "/console/shop/", "shop"),
    Screen("console-ticket", f"/console/{SLUG}/requests/{{email}}/", "staff"),
    Screen("console-ticket-note", f"/console/{SLUG}/requests/{{vip}}/", "staff", _note),
    Screen("console-promises", f"/console/{SLUG}/requests/{{email}}/promises/", "staff"),
    Screen("console-board", f"/console/{SLUG}/board/", "staff"),
    Screen("console-board-window", f"/console/{SLUG}/board/?over=window", "staff", _unfolded),
    Screen("console-board-error", f"/console/{SLUG}/board/?day=mañana", "staff"),
    Screen("console-board-assign", "/console/roxom/board/", "roxom", _assigning),
    Screen("console-search", f"/console/{SLUG}/search/?q=retiro", "staff"),
    Screen("console-quarantine", f"/console/{SLUG}/quarantine/", "staff"),
    Screen("console-quarantine-item", "{quarantined}", "staff"),
    Screen("console-policy", f"/console/{SLUG}/policy/", "staff"),
    Screen("console-policy-new", f"/console/{SLUG}/policy/new/", "staff"),
    Screen("console-policy-errors", f"/console/{SLUG}/policy/new/", "staff", _wrong_policy),
    Screen("console-draft", "{draft}", "staff"),
    Screen("console-draft-trial", "{draft}", "staff", _tried),
    Screen("console-draft-manual", "{draft}manual/", "staff"),
    Screen("console-articles", f"/console/{SLUG}/articles/", "staff"),
    Screen("console-articles-none", f"/console/{SLUG}/articles/?state=withdrawn", "staff"),
    Screen("console-article", f"{ARTICLE}es/", "staff"),
    Screen("console-article-preview", f"{ARTICLE}es/", "staff", _previewed),
    Screen("console-article-errors", f"{ARTICLE}es/", "staff", _wrong_words),
    Screen("console-article-newer", f"{ARTICLE}es/", "staff", _too_slow),
    Screen("console-article-history", f"{ARTICLE}es/history/", "staff"),
    Screen("console-article-settings", f"{ARTICLE}settings/", "staff"),
    Screen("console-article-new", f"/console/{SLUG}/articles/new/", "staff"),
    Screen("console-policy-compare", "/console/roxom/policy/compare/", "roxom"),
    Screen("console-palette", f"/console/{SLUG}/", "staff", _palette),
    Screen("console-keys", f"/console/{SLUG}/", "staff", _keys, _wide),
)


def prepare(desk: Desk, browser: Browser) -> Cast:
    """Sign everybody in once, and find the requests of the sample that the screens show."""
    desk.hand_in(UNREADABLE, "irene.sanz@correo.test", f"support@{SLUG}.test")
    _policies(desk)
    _articles(desk)
    states: dict[str, Any] = {"": None}
    numbers: dict[str, str] = {}
    with _page(desk, browser) as page:
        sign_in_customer(page, desk, SLUG, CUSTOMER)
        states["customer"] = page.context.storage_state()
        own = page.locator("a.row-link")
        for row in own.all():
            name = "form" if "idioma" in row.inner_text() else "email"
            if "cobrado" in row.inner_text() or name == "form":
                numbers[name] = number_in(str(row.get_attribute("href")))
    with _page(desk, browser) as page:
        sign_in_customer(page, desk, "roxom", "claudia.argueta@correo.test")
        states["complainant"] = page.context.storage_state()
    for who, mail, slug in (
        ("staff", AGENT, SLUG),
        ("shop", "jordi@shop.test", "shop"),
        ("roxom", "ana@roxom.test", "roxom"),
        ("area", "mauricio@roxom.test", "roxom"),
        ("auditor", f"auditor@{SLUG}.test", ""),
    ):
        with _page(desk, browser) as page:
            sign_in_staff(page, mail)
            states[who] = page.context.storage_state()
            if slug == SLUG:
                _look_up(page, numbers)
            elif who == "roxom":
                page.goto("/console/roxom/search/?q=comisión")
                found = page.locator("main a[data-row]").filter(has_text="Reclamo por cobro")
                numbers["complaint"] = number_in(str(found.first.get_attribute("href")))
            elif who == "area":
                page.goto("/console/roxom/tasks/")
                for name, part in (("check", "/tasks/"), ("incident", "/incidents/")):
                    link = page.locator(f"main a.row-link[href*='{part}']").first
                    numbers[name] = str(link.get_attribute("href"))
    with _page(desk, browser) as page:
        half_sign_in(page, "eleni@xm.test")
        states["half"] = page.context.storage_state()
    numbers["invitation"] = _invitation(desk, "nadia@xm.test")
    with _page(desk, browser) as page:
        page.goto(_invitation(desk, "noel@xm.test"))
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button.main").first.click()
        arrives(page, "/staff/2fa/totp/activate/")
        states["invited"] = page.context.storage_state()
    numbers["mail"] = sorted((desk.folder / "sent").glob("*.eml"))[-1].stem
    return Cast(desk, states, numbers)


def _policies(desk: Desk) -> None:
    """A draft that waits at one company; a second version in force at another."""
    text = (ROOT / "companies" / SLUG / "policy.toml").read_text("utf-8")
    day = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    text = text.replace('version = "1.0"', 'version = "1.1"')
    text = text.replace("effective = 2026-11-01", f"effective = {day}")
    text = text.replace('span = "24 hours"', 'span = "12 hours"').replace("24 hours", "12 hours")
    draft = desk.folder / "draft.toml"
    draft.write_text(text.replace("24 horas", "12 horas"), "utf-8")
    note = "Respondemos antes por correo: el equipo de tarde ya está completo."
    mine = ("--by", f"eleni@{SLUG}.test", "--note", note)
    done = [desk.command("policy", "draft", SLUG, str(draft), *mine)]
    text = (ROOT / "companies" / "roxom" / "policy.toml").read_text("utf-8")
    text = text.replace('version = "1.1"', 'version = "1.2"').replace("30 days", "60 days")
    second = desk.folder / "second.toml"
    second.write_text(text, "utf-8")
    done.append(desk.command("company", "load", str(second)))
    for command in done:
        if command.returncode:
            raise RuntimeError(command.stdout + command.stderr)


ARTICLES = """
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from ventanilla.commands.start import database

with database():
    from django.utils import timezone
    from ventanilla.companies.drafts import Author
    from ventanilla.companies.inforce import in_force
    from ventanilla.helpcentre.actions.publish import publish
    from ventanilla.helpcentre.actions.write import write
    from ventanilla.helpcentre.editing import newest, words_of
    from ventanilla.helpcentre.load import load_help
    from ventanilla.helpcentre.models import Article

    company, name, now = in_force(sys.argv[1]), "live-chat", timezone.now()
    load_help(company, Path(sys.argv[2]), now - timedelta(days=2))
    Article.objects.filter(company_id=company.id, name="call-us").update(checked_on="2026-07-20")
    eleni, lei = Author(900001, "Eleni Georgiou"), Author(900002, "Wang Lei")

    def said(extra, hours, **more):
        at, last = now - timedelta(hours=hours), newest(company.id, name, "es")
        words = words_of(last)
        fresh = replace(words, body=words.body + extra)
        return write(company, name, "es", fresh, eleni, at, base=last.id, **more)

    row = said(chr(10) * 2 + "Horario: {hours.chat}.", 20)
    publish(company, name, "es", row.id, lei, now - timedelta(hours=19))
    said(chr(10) * 2 + "Guarde su número de solicitud.", 3, review=True)
"""
"""A help centre with a translation that is behind, an old article, and words that wait."""


def _articles(desk: Desk) -> None:
    folder = str(ROOT / "companies" / SLUG / "help")
    command = [sys.executable, "-W", "ignore", "-c", ARTICLES, SLUG, folder]
    subprocess.run(command, cwd=ROOT, env=desk.env, check=True)


def _invitation(desk: Desk, mail: str) -> str:
    """The one-time link of somebody new."""
    done = desk.command("staff", mail, "--name", "Noel Ruiz", "--company", SLUG)
    return done.stdout.split()[-1]


def _look_up(page: Page, numbers: dict[str, str]) -> None:
    page.goto(f"/console/{SLUG}/search/?q=transferencia")
    numbers["vip"] = number_in(str(page.locator("main a[data-row]").first.get_attribute("href")))
    page.goto(f"/console/{SLUG}/search/?q=inactivity")
    numbers["fee"] = number_in(str(page.locator("main a[data-row]").first.get_attribute("href")))
    page.goto(f"/console/{SLUG}/returns/")
    owed = page.locator(".due-row h3 a").first
    numbers["return"] = str(owed.get_attribute("href"))
    page.goto(f"/console/{SLUG}/quarantine/")
    link = page.locator("main a[href*='/quarantine/']").first
    numbers["quarantined"] = str(link.get_attribute("href"))
    page.goto(f"/console/{SLUG}/policy/")
    numbers["draft"] = str(page.locator("main a[href*='/drafts/']").first.get_attribute("href"))


UNREADABLE = (
    b"From: Irene Sanz <irene.sanz@correo.test>\r\nSubject: Retiro pendiente\r\n"
    b"Message-ID: <unreadable@correo.test>\r\nX-Trace: "
    + b"\r\n ".join(b"0123456789" * 6 for _ in range(400))
    + b"\r\n\r\nNo encuentro mi retiro.\r\n"
)
"""A mail beyond a cap of the parser: it waits in quarantine."""


def number_in(path: str) -> str:
    """The request number in a path."""
    return path.partition("/requests/")[2].split("/")[0]


@contextmanager
def _page(desk: Desk, browser: Browser) -> Iterator[Page]:
    context = Reader().context(browser, desk)
    try:
        yield context.new_page()
    finally:
        context.close()


def show(screen: Screen, page: Page, cast: Cast) -> None:
    """Bring a page to a screen and let it settle."""
    path = screen.path.format_map(cast.numbers)
    page.goto(path, wait_until="load")
    screen.act(page)
    page.wait_for_timeout(SETTLED_MS)
