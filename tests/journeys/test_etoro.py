"""eToro: one window; cases are sent, followed and kept there; no time is promised."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NUMBER, soon

pytestmark = pytest.mark.browser


@pytest.fixture
def pablo(customer):
    return customer("etoro", "Pablo Herrero", "pablo.herrero@correo.test", "es")


@pytest.mark.promise("ET-05", "ET-09", "ET-10", "ET-16")
def test_questions_and_comments_go_straight_to_the_team(pablo, agent):
    pablo.visit()
    pablo.card("Enviar una solicitud").click()
    pablo.reads("Problema con una transacción", "Pregunta o comentario")
    pablo.page.get_by_role("link", name="Problema con una transacción").click()
    for field in ("account", "transaction", "amount", "when"):
        expect(pablo.page.locator(f"[name=d-{field}]")).to_be_visible()
    expect(pablo.page.locator("input[type=file]")).to_be_attached()
    number = pablo.write("Pregunta o comentario", "Una sugerencia", "Me gustaría ver más gráficos.")
    marta = agent("etoro", "marta@etoro.test")
    marta.inbox()
    assert marta.open("Una sugerencia") == number


@pytest.mark.promise("ET-14")
def test_the_list_of_cases_is_for_who_is_logged_in(pablo, customer):
    number = pablo.write("Mi cuenta", "No reconozco un acceso", "Veo un acceso de otro país.")
    stranger = customer("etoro", "Eva", "eva@correo.test", "es")
    stranger.visit("requests/")
    assert stranger.page.url.endswith("/sign-in/")
    assert stranger.page.goto(f"/etoro/requests/{number}/").status == 404
    pablo.sign_in()
    pablo.reads(number, "No reconozco un acceso")


@pytest.mark.promise("ET-02", "ET-03", "ET-15", "ET-17", "ET-20", "ET-21")
def test_a_case_from_the_unanswered_question_to_marked_as_resolved(pablo, agent):
    subject = "Un depósito cobrado y no abonado"
    number = pablo.write(
        "Problema con una transacción",
        subject,
        "No encontré la respuesta en el centro de ayuda. Deposité 100 USD y no aparecen.",
        transaction="DP-100",
        amount="100 USD",
    )
    assert NUMBER.fullmatch(number)
    expect(pablo.page.locator("main time")).to_have_count(0)
    pablo.sign_in()
    case = pablo.page.locator("a.row-link").filter(has_text=number)
    expect(case).to_contain_text("Nueva")

    marta = agent("etoro", "marta@etoro.test")
    marta.inbox()
    marta.open(subject)
    marta.take()
    pablo.visit("requests/")
    expect(case).to_contain_text("Abierta")
    marta.reply("El abono estaba retenido; ya figura en su cuenta.", then="resolve")

    pablo.receive(number, "El abono estaba retenido")
    pablo.visit("requests/")
    case.click()
    pablo.reads("El abono estaba retenido", "Resuelta")
    pablo.press("Está resuelta, ciérrenla")
    pablo.reads("Cerrada")
    soon(lambda: expect(marta.page.locator("#ticket-head")).to_contain_text("Cerrada"), marta.page)

    pablo.visit("requests/")
    closed = pablo.page.locator("section").filter(
        has=pablo.page.get_by_role("heading", name="Cerrada")
    )
    expect(closed.locator("a.row-link").filter(has_text=number)).to_contain_text("Cerrada")
    closed.locator("a.row-link").filter(has_text=number).click()
    pablo.reads("Deposité 100 USD", "El abono estaba retenido")


@pytest.mark.promise("ET-16")
def test_further_questions_go_into_the_same_case(pablo, agent):
    number = pablo.write("Mi cuenta", "Cambiar mi dirección", "Me he mudado.")
    pablo.visit(f"requests/{number}/")
    pablo.page.locator("#id_text").fill("¿Necesitan un comprobante?")
    pablo.press("Enviar")
    pablo.reads("Me he mudado.", "¿Necesitan un comprobante?")
    assert number in pablo.page.url
    marta = agent("etoro", "marta@etoro.test")
    marta.inbox()
    assert marta.open("Cambiar mi dirección") == number
    marta.sees("¿Necesitan un comprobante?")
