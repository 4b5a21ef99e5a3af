"""Answered before it is sent: at each company a question that needs no request, and one that only a
person can answer, which comes to the agents with what its writer had read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tools.cast import arrives, body

pytestmark = pytest.mark.browser
DETAILS = {"account": "10482277", "transaction": "T-1", "product": "Ramo de rosas"}
XM, ETORO, EXNESS, ROXOM, SHOP = "xm", "etoro", "exness", "roxom", "shop"


@pytest.mark.promise("XM-57", "ET-04", "ET-06", "SB-01", "SB-02")
@pytest.mark.parametrize(
    ("slug", "language", "question", "title", "fact"),
    [
        (
            XM,
            "es",
            "que antiguedad puede tener mi comprobante de domicilio",
            "¿Qué antigüedad puede tener el comprobante de domicilio?",
            "No más de 6 meses",
        ),
        (
            ETORO,
            "en",
            "how do i mark my request as solved",
            "How do I mark my request as solved?",
            "That closes it",
        ),
        (
            EXNESS,
            "zh-hans",
            "取款要多久，最低金额多少",
            "存取款要多久？最低金额是多少？",
            "1 至 3 个工作日",
        ),
        (
            ROXOM,
            "es",
            "como cuentan ustedes los dias habiles",
            "¿Cómo se cuentan los días hábiles?",
            "sin los festivos de El Salvador",
        ),
        (
            SHOP,
            "ar",
            "لماذا يوجد ثمن للأولوية؟",
            "لماذا للأولوية ثمن؟",
            "كانت الحالات الطارئة تنتظر",
        ),
    ],
    ids=[XM, ETORO, EXNESS, ROXOM, SHOP],
)
def test_a_question_is_answered_and_nothing_is_sent(
    customer, slug, language, question, title, fact
):
    reader = customer(slug, "Nadia Ruiz", f"nadia.{slug}@correo.test", language)
    reader.visit()
    reader.page.locator("#q").fill(question)
    reader.page.locator("#search button").click()
    first = reader.page.locator("#found .sure a.answer").first
    expect(first).to_contain_text(title)
    first.click()
    reader.reads(title, fact)
    reader.page.locator(".helped [name=solved][value=yes]").click()
    expect(reader.page.locator(".toast")).to_be_visible()
    assert not reader.desk.mails(reader.mail)


@pytest.mark.promise("SB-04", "ET-06")
@pytest.mark.parametrize(
    ("slug", "colleague", "question"),
    [
        (XM, "carlos@xm.test", "Rechazaron mi comprobante de domicilio y no sé por qué"),
        (ETORO, "marta@etoro.test", "Una transacción sale dos veces en mi extracto"),
        (SHOP, "jordi@shop.test", "El cupón de descuento no vale para un producto con variantes"),
    ],
    ids=[XM, ETORO, SHOP],
)
def test_a_question_of_its_own_becomes_a_request_that_says_what_was_read(
    customer, agent, slug, colleague, question
):
    writer = customer(slug, "Ola Vidal", f"ola.{slug}@correo.test", "es")
    writer.visit()
    writer.page.locator("#q").fill(question)
    writer.page.locator("#search button").click()
    writer.page.locator("#found a.answer").first.click()
    title = writer.page.locator("main h1").inner_text()
    writer.page.locator(".helped [name=solved][value=no]").click()
    expect(writer.page.locator("#id_text")).to_have_value(question)
    writer.page.locator("#id_name").fill(writer.name)
    writer.page.locator("#id_email").fill(writer.mail)
    if writer.page.locator("[name=has_account]").count():
        writer.page.locator("[name=has_account][value=no]").check()
    for name, value in DETAILS.items():
        if writer.page.locator(f"[name=d-{name}]").count():
            writer.page.locator(f"[name=d-{name}]").fill(value)
    writer.page.locator("main form button.main").click()
    arrives(writer.page, f"/{slug}/sent/*")
    colleague_page = agent(slug, colleague)
    colleague_page.inbox()
    colleague_page.open(question)
    colleague_page.sees(f"Leyó antes de escribir: {title}")


@pytest.mark.parametrize(
    ("slug", "to", "colleague", "subject", "text", "title"),
    [
        (
            EXNESS,
            "support@exness.test",
            "li.na@exness.test",
            "Depósitos y retiros",
            "¿Cuánto tardan los depósitos y retiros y cuál es el mínimo?",
            "cuál es el mínimo",
        ),
        (
            ROXOM,
            "help@roxom.test",
            "ana@roxom.test",
            "Días hábiles",
            "¿Cómo se cuentan los días hábiles?",
            "¿Cómo se cuentan los días hábiles?",
        ),
    ],
    ids=[EXNESS, ROXOM],
)
def test_where_one_writes_by_mail_the_receipt_brings_the_answer(
    customer, agent, slug, to, colleague, subject, text, title
):
    writer = customer(slug, "Ola Vidal", f"ola.{slug}@correo.test", "es")
    writer.send_mail(to, subject, text)
    receipt = writer.receive(title)
    link = re.search(rf"{re.escape(writer.desk.url)}/{slug}/help/\S+", body(receipt))
    assert link, body(receipt)
    writer.page.goto(link[0])
    writer.reads(title)
    writer.page.locator(".helped [name=solved][value=yes]").click()
    expect(writer.page.locator(".toast")).to_be_visible()
    here = agent(slug, colleague)
    here.inbox()
    here.open(subject)
    here.sees(text)
