"""An agent answers with an article, by one key, in a language that is not theirs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import soon

pytestmark = pytest.mark.browser
SUBJECT = "如何提交账户验证所需的文件？"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_one_key_inserts_the_article_at_the_caret_and_nothing_typed_is_lost(desk, agent):
    sender = "Li Wei <li.wei@correo.test>"
    desk.write(sender, "support@xm.test", SUBJECT, SUBJECT, Content_Language="zh")
    carlos = agent("xm", "carlos@xm.test")
    page = carlos.page

    def arrived():
        carlos.inbox()
        expect(carlos.row(SUBJECT)).to_have_count(1, timeout=500)

    soon(arrived, page)
    carlos.open(SUBJECT)
    box, first = page.locator("#composer-text"), page.locator(".known-list > li").first
    expect(first).to_contain_text("¿Cómo envío", timeout=10_000)

    page.locator("body").press("q")
    expect(box).to_have_value(re.compile("/xm/help/send-documents/"))
    assert HAN.search(box.input_value()), "in the customer's language"
    page.keyboard.press("Control+z")
    expect(box).to_have_value("")

    box.fill("你好。再见。")
    box.press("Home")
    for _ in range(3):
        box.press("ArrowRight")
    box.press("Alt+q")
    before, after = box.input_value().split("\n\n", 1)[0], box.input_value().rsplit("\n\n", 1)[1]
    assert (before, after) == ("你好。", "再见。")

    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(box).to_have_value("")
    page.locator("[data-insert]").nth(1).click()
    assert HAN.search(box.input_value()), "into a note as well"
    page.reload()
    expect(page.locator("#composer-text")).to_have_value(re.compile("send-documents"))
