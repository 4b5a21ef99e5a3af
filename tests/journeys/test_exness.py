"""Exness: a Chinese page, hours in Beijing time, mail for what needs papers, no public phone."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NUMBER, soon
from tools.cast import body

pytestmark = pytest.mark.browser
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def liu(customer):
    return customer("exness", "刘芳", "liu.fang@mail.test", "zh-hans")


@pytest.mark.promise("EX-41", "EX-42", "EX-43", "EX-44", "EX-45", "EX-46")
def test_the_hours_page_shows_the_published_table_in_beijing_time(liu):
    liu.visit("hours/")
    liu.reads("上海")
    chat = liu.page.locator("tr").filter(has_text="在线聊天").first
    expect(chat).to_contain_text(
        "周一 06:00–22:00; 周二–周五 00:00–24:00; 周六 00:00–22:00; 周日 休息"
    )


@pytest.mark.promise("EX-33", "EX-96")
def test_the_official_ways_are_listed_and_none_is_a_telephone(liu):
    for path in ("", "hours/", "ask/", "ask/settings/"):
        liu.visit(path)
        official = liu.page.locator("footer h2 + ul li").all_inner_texts()
        assert official == ["personal area, bottom right", "support@exness.test", "personal area"]
        assert liu.page.locator("a[href^='tel:']").count() == 0
        assert not any(sign in liu.page.locator("body").inner_text() for sign in ("+86", "400-"))


@pytest.mark.promise("EX-21", "EX-22", "EX-28")
def test_a_mail_with_a_screenshot_until_it_is_fully_solved(liu, agent, desk):
    subject = "取款三天未到账"
    mail = EmailMessage()
    mail["From"], mail["To"] = "刘芳 <liu.fang@mail.test>", "support@exness.test"
    mail["Subject"], mail["Message-ID"] = subject, "<liu-1@mail.test>"
    mail.set_content("您好,交易编号 WD-778812,账号 80112233。截图见附件。")
    mail.add_attachment(PIXEL, maintype="image", subtype="png", filename="截图.png")
    desk.hand_in(mail.as_bytes(), liu.mail, "support@exness.test")

    receipt = liu.receive("已收到您的请求")
    number = NUMBER.search(str(receipt["Subject"]))[0]
    assert "support@exness.test" in str(receipt["From"])

    lina = agent("exness", "li.na@exness.test")
    lina.inbox()
    assert lina.open(subject) == number
    lina.sees("WD-778812", "截图.png")
    lina.take()
    lina.reply("请提供收款银行名称。")
    first = liu.receive(number, "请提供收款银行名称")
    assert "support@exness.test" in str(first["From"])
    assert "Auto-Submitted" not in first

    liu.answer(first, "中国工商银行。")
    soon(lambda: lina.sees("中国工商银行。"), lina.page)
    lina.reply("已重新汇出,请查收。", then="resolve")
    liu.answer(liu.receive(number, "已重新汇出"), "还没有到账。")
    soon(lambda: lina.sees("还没有到账。"), lina.page)
    expect(lina.page.locator("#ticket-head")).to_contain_text("Abierta")
    lina.page.reload()
    lina.reply("银行今天确认已入账。", then="resolve")

    liu.follow(liu.receive(number, "银行今天确认已入账"))
    liu.reads("银行今天确认已入账", "还没有到账。", "中国工商银行。")
    expect(liu.page.locator("html")).to_have_attribute("lang", "zh-hans")
    liu.page.locator("form[action$='/confirm/'] button").click()
    liu.reads("已关闭")
    expect(liu.page.locator(".promise")).to_have_attribute("data-state", "kept")
    assert desk.command("verify", "--company", "exness").returncode == 0


@pytest.mark.promise("EX-27")
def test_the_promise_of_a_mail_is_told_in_chinese_with_its_working_out(customer):
    liu = customer("exness", "韩梅", "han.mei@mail.test", "zh-hans")
    liu.send_mail("support@exness.test", "无法上传文件", "上传文件时出错。")
    receipt = liu.receive("已收到您的请求")
    assert "最迟答复时间" in body(receipt)
    liu.follow(receipt)
    card = liu.page.locator(".promise")
    expect(card.locator(".when time")).to_be_visible()
    card.locator("summary").click()
    assert card.locator(".working li").count() >= 2
