"""Roxom Markets: any listed channel, a person's acknowledgment, an answer in writing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NUMBER, soon

pytestmark = pytest.mark.browser


@pytest.fixture
def rosa(customer):
    return customer(
        "roxom",
        "Rosa Amalia Portillo",
        "rosa.portillo@correo.test",
        "es",
        zone="America/El_Salvador",
    )


@pytest.mark.promise("RX-22", "RX-41")
def test_every_channel_is_shown_as_open_around_the_clock(rosa):
    rosa.visit("hours/")
    rows = rosa.page.locator("table").first.locator("tbody tr")
    assert rows.locator("th").all_inner_texts() == [
        "Correo electrónico\nhelp@roxom.test",
        "Chat en la plataforma\nweb platform",
        "Twitter\n@roxom-sample",
        "Telegram\nt.me/roxom-sample",
    ]
    for row in rows.all():
        expect(row).to_contain_text("Las 24 horas, todos los días")


@pytest.mark.promise("RX-01", "RX-14", "RX-23", "RX-48", "RX-49", "RX-54", "RX-59")
def test_a_claim_by_mail_is_acknowledged_referred_and_answered(rosa, agent, desk):
    subject = "Reclamo por una orden duplicada"
    rosa.send_mail("help@roxom.test", subject, "Se ejecutó dos veces la misma orden.")
    receipt = rosa.receive("Hemos recibido")
    number = NUMBER.search(str(receipt["Subject"]))[0]
    rosa.follow(receipt)
    rosa.reads("Acuse de recibo", "Respuesta por escrito")
    card = rosa.page.locator(".promise")
    card.locator("summary").click()
    expect(card.locator(".working")).to_be_visible()

    ana = agent("roxom", "ana@roxom.test")
    ana.inbox()
    assert ana.open(subject) == number
    ana.take()
    ack = ana.page.locator(".strip-promise").filter(has_text="Acuse de recibo")
    expect(ack).not_to_have_attribute("data-state", "kept")
    ana.reply("Confirmamos la recepción de su reclamo; lo lleva Ana Lucía Campos.", then="ack")
    expect(ack).to_have_attribute("data-state", "kept")
    rosa.receive(number, "Acuse de recibo", "Ana Lucía Campos")

    ana.page.locator("main").press("t")
    dialog = ana.page.locator("dialog#team")
    dialog.locator("select").select_option("technical")
    dialog.locator("button.main").click()
    expect(ana.page.locator("#thread")).to_contain_text("la pasó a")
    mauricio = agent("roxom", "mauricio@roxom.test")
    mauricio.inbox("team-technical")
    mauricio.open(subject)
    mauricio.take()
    mauricio.reply("Anulamos la segunda orden y devolvimos el importe.", then="resolve")

    answer = rosa.receive(number, "Anulamos la segunda orden")
    assert "help@roxom.test" in str(answer["From"]), "the channel of first contact answers"
    assert str(answer["To"]) == rosa.mail, "in writing, to the registered address"
    rosa.follow(answer)
    rosa.reads("Anulamos la segunda orden", "Cumplida en")

    rosa.answer(answer, "Muchas gracias, ya lo veo.")
    soon(lambda: mauricio.sees("Muchas gracias, ya lo veo."), mauricio.page)
    assert desk.command("verify", "--company", "roxom").returncode == 0
