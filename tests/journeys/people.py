"""What customers and agents do in the journeys, in their words and not in selectors."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Page, TimeoutError, expect

from tools.cast import arrives, body, sign_in_customer, sign_in_staff
from tools.desk import Desk

NUMBER = re.compile(r"\b[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass
class Customer:
    """Somebody with a browser and a mailbox."""

    desk: Desk
    slug: str
    page: Page
    name: str
    mail: str
    old_mails: int = 0

    def __post_init__(self) -> None:
        self.old_mails = len(self.desk.mails(self.mail))

    def visit(self, path: str = "") -> None:
        self.page.goto(f"/{self.slug}/{path}")

    def card(self, title: str) -> Any:
        """The card of a channel on the company's first page."""
        return self.page.locator("[aria-labelledby=doors] .door-card").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )

    def write(self, topic: str, subject: str, text: str, **details: str) -> str:
        """From the first page to the number: choose the topic, fill in the form, send."""
        self.visit("ask/")
        self.page.get_by_role("link", name=topic).click()
        if self.page.locator("#id_email").count():
            self.page.locator("#id_name").fill(self.name)
            self.page.locator("#id_email").fill(self.mail)
        if self.page.locator("[name=has_account]").count():
            self.page.locator("[name=has_account][value=no]").check()
        self.page.locator("#id_subject").fill(subject)
        for name, value in details.items():
            self.page.locator(f"[name=d-{name}]").fill(value)
        self.page.locator("#id_text").fill(text)
        self.page.locator("main form button.main").click()
        arrives(self.page, f"/{self.slug}/sent/*")
        return self.page.locator(".number .code").inner_text().strip()

    def send_mail(self, to: str, subject: str, text: str, **headers: str) -> str:
        return self.desk.write(f"{self.name} <{self.mail}>", to, subject, text, **headers)

    def receive(self, *words: str) -> EmailMessage:
        """The newest mail of this story to this customer that holds all these words."""

        def fits(mail: EmailMessage) -> bool:
            whole = f"{mail['Subject']}\n{body(mail)}"
            return all(word in whole for word in words)

        return self.desk.mail(self.mail, fits, after=self.old_mails)

    def follow(self, mail: EmailMessage) -> None:
        """Press the link in a mail."""
        found = re.search(rf"{re.escape(self.desk.url)}/\S+/open/\S+", body(mail))
        assert found, body(mail)
        self.page.goto(found[0])
        arrives(self.page, f"/{self.slug}/requests/*")

    def answer(self, mail: EmailMessage, text: str) -> str:
        """Press "reply" in the mail program."""
        quoted = "\n".join(f"> {line}" for line in body(mail).splitlines())
        return self.send_mail(
            str(mail["Reply-To"] or mail["From"]),
            f"Re: {mail['Subject']}",
            f"{text}\n\nEl lun, 23 nov 2026 a las 10:00, Soporte escribió:\n{quoted}\n",
            In_Reply_To=str(mail["Message-ID"]),
            References=str(mail["Message-ID"]),
        )

    def sign_in(self) -> None:
        sign_in_customer(self.page, self.desk, self.slug, self.mail)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).click()

    def reads(self, *words: str) -> None:
        """Each of these words stands in the main part of the page."""
        for word in words:
            expect(self.page.locator("main")).to_contain_text(word)

    def reloads_until(self, word: str, within: int = 20) -> None:
        """Without JavaScript: press reload until it is there."""
        for _ in range(within * 2):
            if word in self.page.locator("main").inner_text():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.reads(word)


@dataclass
class Agent:
    """A member of staff at the console."""

    desk: Desk
    slug: str
    page: Page
    mail: str

    def sign_in(self) -> None:
        sign_in_staff(self.page, self.mail)

    def inbox(self, view: str = "") -> None:
        self.page.goto(f"/console/{self.slug}/" + (f"?view={view}" if view else ""))

    def row(self, subject: str) -> Any:
        return self.page.locator("[data-row]").filter(has_text=subject)

    def group_of(self, subject: str) -> str:
        """The heading under which a request stands."""
        group = self.page.locator("section.group").filter(has=self.row(subject))
        return group.locator("h2").inner_text().strip()

    def open(self, subject: str) -> str:
        """Open a request from the list; gives its number."""
        self.row(subject).first.click()
        expect(self.page.locator("#pane h1")).to_have_text(subject)
        return str(self.page.locator("[data-number]").get_attribute("data-number"))

    def take(self) -> None:
        taken = self.page.locator("#thread .line").filter(has_text="se asignó")
        before = taken.count()
        self.page.locator("main").press("i")
        expect(taken).to_have_count(before + 1)

    def reply(self, text: str, *, then: str = "wait") -> None:
        self.page.locator("#composer-text").fill(text)
        if then == "wait":
            self.page.locator("[data-send]").click()
        else:
            self.page.locator("#composer details.menu summary").click()
            self.page.locator(f"#composer button[value={then}]").click()
        expect(self.page.locator("#thread .message").filter(has_text=text)).to_be_visible()

    def refused_to(self, act: str) -> None:
        """The desk does not let an agent do this, whatever the page offers."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        path = str(self.page.locator("#composer").get_attribute("data-reply"))
        answer = self.page.request.post(
            path.replace("/reply/", f"/{act}/"),
            form={"csrfmiddlewaretoken": token},
            headers={"Referer": self.page.url},
        )
        assert answer.status == 422
        self.page.reload()

    def resolve(self) -> None:
        self.page.locator("button[data-key=e]").first.click()

    def promises(self) -> list[str]:
        """What the strip above the thread says of each promise."""
        return [" ".join(t.split()) for t in self.page.locator(".strip-promise").all_inner_texts()]

    def sees(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("#pane")).to_contain_text(word)


def soon(check: Any, page: Page, within: float = 10) -> None:
    """Try a check again until it holds."""
    for _ in range(int(within * 5)):
        with suppress(AssertionError, TimeoutError):
            check()
            return
        page.wait_for_timeout(200)
    check()
