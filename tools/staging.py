"""Who stands in the desk of the screens, and what waits there: set up once for all of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tools.cast import PASSWORD, Reader, arrives, half_sign_in, sign_in_customer, sign_in_staff
from tools.desk import ROOT, Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLUG = "xm"
CUSTOMER = "maria.quintana@correo.test"
AGENT = "carlos@xm.test"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is signed in, and the requests that the screens show."""

    desk: Desk
    states: dict[str, Any]
    numbers: dict[str, str]


def prepare(desk: Desk, browser: Browser) -> Cast:
    """Sign everybody in once, and find the requests of the sample that the screens show."""
    desk.hand_in(UNREADABLE, "irene.sanz@correo.test", f"support@{SLUG}.test")
    _policies(desk)
    _articles(desk)
    _gaps(desk)
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
    with _page(desk, browser) as page:
        sign_in_customer(page, desk, "shop", "gao.xiang@mail.test")
        states["merged"] = page.context.storage_state()
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
            elif who == "shop":
                for name, words in ONE_PROBLEM.items():
                    numbers[name] = _found(page, slug, words)
                page.goto(f"/console/shop/requests/{numbers['taker']}/")
                taken = page.locator("#context .other a.link").first
                numbers["taken"] = number_in(str(taken.get_attribute("href")))
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


ONE_PROBLEM = {
    "twin": "carrito otra vez",
    "taker": "更换域名",
    "two": "سؤالان",
    "halved": "cupón descuento",
    "aside": "Correo propio",
}
"""Requests of the shop: a duplicate, one that took another in, two questions in one, one that was
split, one that is set aside; each with words that find it."""


def _found(page: Page, slug: str, words: str) -> str:
    page.goto(f"/console/{slug}/search/?q={words}")
    return number_in(str(page.locator("main a[data-row]").first.get_attribute("href")))


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
from ventanilla.commands.start import database

with database():
    from django.utils import timezone
    from ventanilla.companies.drafts import Author
    from ventanilla.companies.inforce import in_force
    from ventanilla.helpcentre.actions.publish import publish
    from ventanilla.helpcentre.actions.write import write
    from ventanilla.helpcentre.editing import newest, words_of
    from ventanilla.helpcentre.models import Article

    company, name, now = in_force(sys.argv[1]), "live-chat", timezone.now()
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
    command = [sys.executable, "-W", "ignore", "-c", ARTICLES, SLUG]
    subprocess.run(command, cwd=ROOT, env=desk.env, check=True)


GAPS = """
import sys
from datetime import timedelta
from ventanilla.commands.start import database

ASKED = [
    ("es", "¿Pagan intereses por el saldo que no uso?", 9, 5),
    ("en", "do you pay interest on my unused balance", 6, 3),
    ("zh", "账户余额有利息吗", 5, 2),
    ("es", "intereses por saldo parado??", 3, 1),
    ("ar", "هل تدفعون فائدة على الرصيد غير المستخدم؟", 2, 1),
    ("es", "hay oficina en Quito para ir en persona", 4, 2),
    ("ar", "هل لديكم مكتب في دبي يمكنني زيارته؟", 3, 1),
    ("en", "can i visit your office", 2, 0),
    ("zh", "手机应用可以设置价格提醒吗", 3, 1),
    ("es", "apalancamiento para el gas natural", 2, 0),
]
FAILS = [("es", "documento rechazado otra vez sin motivo", 9), ("en", "rejected again, why", 5)]

with database():
    from django.utils import timezone
    from ventanilla.companies.drafts import Author
    from ventanilla.companies.inforce import in_force
    from ventanilla.helpcentre.actions.set_aside import set_aside
    from ventanilla.core.answers.asked import Asked, phrasings
    from ventanilla.core.answers.groups import Group
    from ventanilla.helpcentre.models import Showing
    from ventanilla.helpcentre.showings import ended, shown

    company, now = in_force(sys.argv[1]), timezone.now()
    asked, solved = Showing.Outcome.ASKED, Showing.Outcome.SOLVED

    def show(language, question, n, articles, sure, outcome, opened=""):
        at = now - timedelta(days=3 * n, hours=5)
        place = Showing.Place.SEARCH
        key = shown(company.id, place, language, articles, at, question=question, sure=sure,
                    opened=opened)
        if outcome:
            ended(key, company.id, outcome)

    for language, question, times, sent in ASKED:
        for n in range(times):
            show(language, question, n, [], 0.1, asked if n < sent else None)
    for language, question, times in FAILS:
        for n in range(times):
            show(language, question, n, ["document-refused"], 0.9, asked, "document-refused")
    for n in range(6):
        show("es", "cuando llega mi retiro", n, ["deposits-withdrawals"], 0.9, solved,
             "deposits-withdrawals")
        show("es", "documento rechazado", n, ["document-refused"], 0.9, None, "document-refused")
    (one,) = phrasings([Asked("¿Regalan camisetas?", "es", now)])
    set_aside(company.id, Group((one,)), Author(900002, "Wang Lei"), now)
"""
"""Questions that nobody has answered, an article that does not help, and a group set aside."""


def _gaps(desk: Desk) -> None:
    command = [sys.executable, "-W", "ignore", "-c", GAPS, SLUG]
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
