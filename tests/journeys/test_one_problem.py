"""Somebody writes twice about one problem: one answer, and every later word finds its way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.promise("ET-12", "ET-13", "SB-41")
def test_two_mails_about_one_problem_become_one_request_and_can_be_parted_again(customer, agent):
    ana = customer("xm", "Ana Beltrán", "ana.dos.veces@correo.test", "es")
    text = "No me llega el retiro de 400 dólares que pedí el lunes a mi banco."
    ana.send_mail("support@xm.test", "Retiro de 400 dólares", text)
    ana.receive("XM-")
    again = f"¡Sigo esperando! {text}"
    ana.send_mail("support@xm.test", "Mi retiro de 400 dólares no llega", again)

    carlos = agent("xm", "carlos@xm.test")
    carlos.inbox()
    second = carlos.open("Mi retiro de 400 dólares no llega")
    carlos.page.keyboard.press("m")
    carlos.page.wait_for_url("**/merge/")
    for focused in (".sheet-page a.button.mini", ".sheet-page form button.main"):
        expect(carlos.page.locator(focused).first).to_be_focused()
        carlos.page.keyboard.press("Enter")
    carlos.page.wait_for_url(lambda url: "/merge/" not in url)
    carlos.sees(text, again, second)
    kept = str(carlos.page.locator("[data-number]").get_attribute("data-number"))
    assert kept != second

    told = ana.receive(kept, second)
    ana.follow(told)
    ana.reads(text, again)
    ana.answer(ana.receive(second), "Ya lo veo, gracias.")
    carlos.page.goto(f"/console/xm/requests/{kept}/")
    expect(carlos.page.locator("#thread")).to_contain_text("Ya lo veo, gracias.", timeout=15_000)

    carlos.page.goto(f"/console/xm/requests/{second}/")
    carlos.page.keyboard.press("u")
    expect(carlos.page.locator("#composer")).to_be_visible()
    carlos.sees(again)
    assert "Ya lo veo" not in carlos.page.locator("#pane").inner_text(), "it stays where it came"
