"""XM: a Spanish page with many channels, 48 hours for the form and 24 for mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NUMBER, soon
from tools.cast import arrives, body

pytestmark = pytest.mark.browser
MINUTE = timedelta(minutes=1)
fresh = count(1)


def due_of(page) -> datetime:
    stamp = page.locator(".promise time").first.get_attribute("datetime")
    return datetime.fromisoformat(stamp)


@pytest.fixture
def ana(customer):
    return customer("xm", "Ana Beltrán", f"ana.beltran{next(fresh)}@correo.test", "es")


@pytest.mark.promise("XM-02", "XM-13", "XM-15")
def test_the_first_page_says_how_to_reach_us_when_and_what_for(ana):
    ana.visit()
    expect(ana.card("Correo electrónico")).to_contain_text("En un plazo de 24 horas")
    expect(ana.card("Teléfono")).to_contain_text("Las 24 horas, todos los días")
    expect(ana.card("Redes sociales")).to_contain_text(
        re.compile(r"lun–vie 1[01]:00–2[23]:00; sáb–dom 1[12]:00–(19|20):00")
    )
    form = ana.card("Formulario de contacto")
    expect(form).to_contain_text("Consultas estructuradas")
    expect(form).to_contain_text("En un plazo de 48 horas")
    form.click()
    ana.reads("Pregunta general", "Depósitos y retiros", "Verificación de la cuenta", "Queja")


@pytest.mark.promise(
    "XM-16", "XM-37", "XM-38", "XM-39", "XM-40", "XM-42", "XM-44", "XM-45", "XM-79", "XM-98"
)
def test_from_the_form_to_the_promise_kept(ana, agent, desk):
    subject = "El retiro del domingo no ha llegado"
    ana.visit("ask/financial/")
    wanted = ana.page.locator("#id_d-account, #id_d-transaction, #id_d-amount, #id_files")
    assert wanted.count() == 4, "everything a first message needs is asked for in it"
    ana.page.locator("#id_d-account").fill("ana@a.test")
    ana.press("Enviar")
    ana.reads("Esto es un correo electrónico. Escriba el número de cuenta")

    before = datetime.now(UTC)
    number = ana.write(
        "Depósitos y retiros",
        subject,
        "El domingo pedí retirar 4.800 USD y sigue en proceso.",
        account="7010999",
        transaction="RT-20999",
        amount="4 800 USD",
    )
    after = datetime.now(UTC)
    assert NUMBER.fullmatch(number)
    promised = due_of(ana.page)
    assert before <= promised - timedelta(hours=48) + MINUTE <= after + 2 * MINUTE

    receipt = ana.receive(number, "Hemos recibido su solicitud")
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert "Depósitos y retiros" in body(receipt)
    assert "a más tardar" in body(receipt)
    assert "hora de Madrid" in " ".join(body(receipt).split())

    carlos = agent("xm", "carlos@xm.test")
    carlos.inbox()
    assert carlos.group_of(subject).startswith("Más adelante")
    assert carlos.open(subject) == number
    strip = carlos.page.locator(".strip-promise").filter(has_text="Primera respuesta al formulario")
    strip.locator("summary").click()
    expect(strip.locator(".working li").first).to_be_visible()
    expect(strip).to_contain_text("XM-98")
    carlos.page.keyboard.press("Escape")
    carlos.take()
    carlos.reply("Su retiro salió ayer de nuestra parte. ¿Nos confirma el banco de destino?")
    kept = carlos.page.locator(".strip-promise[data-state=kept]").filter(has_text="formulario")
    expect(kept).to_contain_text("Cumplida en")

    answer = ana.receive(number, "Su retiro salió ayer")
    ana.follow(answer)
    ana.reads("Su retiro salió ayer", "Carlos", "Primera respuesta al formulario", "Cumplida en")

    ana.answer(answer, "Es el banco Al Rajhi, la cuenta que tengo registrada.")
    ana.reloads_until("Es el banco Al Rajhi")
    assert number in ana.page.url
    expect(ana.page.locator(".thread")).not_to_contain_text(
        "salió ayer de nuestra parte. ¿Nos confirma el banco de destino?\nSolicitud"
    )
    soon(lambda: carlos.sees("Es el banco Al Rajhi"), carlos.page)

    carlos.reply("El banco ha confirmado el abono. Queda resuelto.", then="resolve")
    expect(carlos.page.locator("#ticket-head")).to_contain_text("Resuelta")
    carlos.refused_to("close")
    expect(carlos.page.locator("#ticket-head")).to_contain_text("Resuelta")

    ana.follow(ana.receive(number, "confírmelo aquí"))
    ana.press("Está resuelta, ciérrenla")
    ana.reads("Cerrada", "Cumplida en")
    soon(
        lambda: expect(carlos.page.locator("#ticket-head")).to_contain_text("Cerrada"), carlos.page
    )

    ana.press("Reabrirla")
    ana.reads("Abierta")
    assert number in ana.page.url


def test_the_chains_of_the_record_are_whole(ana, desk):
    ana.write("Pregunta general", "¿Qué horario tienen?", "Quisiera saber el horario.")
    done = desk.command("verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"[1-9]\d* tickets checked, 0 broken", done.stdout)


@pytest.mark.promise("XM-07", "XM-39", "XM-95")
def test_a_mail_gets_its_number_and_24_hours(ana):
    sent = datetime.now(UTC)
    ana.send_mail("support@xm.test", "No puedo entrar", "Desde ayer no puedo entrar.\n\n--\nAna")
    receipt = ana.receive("Hemos recibido su solicitud")
    assert NUMBER.search(str(receipt["Subject"]))
    ana.follow(receipt)
    assert sent - MINUTE <= due_of(ana.page) - timedelta(hours=24) <= datetime.now(UTC) + MINUTE


@pytest.mark.promise("XM-72", "XM-103")
def test_a_mail_to_the_complaints_address_is_a_complaint(ana, agent):
    subject = f"Reclamación por comisiones {next(fresh)}"
    ana.send_mail("complaints@xm.test", subject, "Me cobraron dos veces y quiero que lo revisen.")
    ana.follow(ana.receive("Hemos recibido"))
    ana.reads("Acuse de recibo de su reclamación", "Respuesta a su reclamación")
    eleni = agent("xm", "eleni@xm.test")
    eleni.inbox()
    expect(eleni.row(subject)).to_contain_text("Queja o reclamación")


@pytest.mark.promise("XM-73", "XM-104")
def test_a_complaint_by_form_says_what_happened_and_what_is_wanted(ana):
    ana.visit("ask/complaint/")
    ana.page.locator("#id_name").fill(ana.name)
    ana.page.locator("#id_email").fill(ana.mail)
    ana.page.locator("#id_subject").fill("Cierre de posición sin aviso")
    ana.page.locator("#id_text").fill("Cerraron mi posición sin avisarme.")
    ana.press("Enviar")
    expect(ana.page.locator(".summary")).to_contain_text("El resultado que desea")
    ana.page.locator("#id_d-wanted").fill("Que se reponga la posición.")
    ana.press("Enviar")
    arrives(ana.page, "/xm/sent/*")
    ana.page.locator("main a.button.main").click()
    ana.reads("El resultado que desea", "Que se reponga la posición.")


RECEIVED = {
    "en": "We have received",
    "ru": "получили",
    "es": "Hemos recibido",
    "zh": "已收到",
    "ar": "طلبك",
    "fr": "reçu",
    "de": "eingegangen",
    "it": "ricevuto",
    "pt": "Recebemos",
}


@pytest.mark.promise("XM-27")
def test_who_writes_in_a_named_language_is_answered_in_it(desk):
    for language in RECEIVED:
        desk.write(
            f"c-{language}@correo.test", "support@xm.test", "?", "?", Content_Language=language
        )
    for language, word in RECEIVED.items():
        receipt = desk.mail(f"c-{language}@correo.test")
        assert word.lower() in (str(receipt["Subject"]) + body(receipt)).lower()


def test_two_agents_see_a_mail_come_in_without_doing_anything(agent, desk):
    subject = f"Depósito sin abonar {next(fresh)}"
    both = [agent("xm", "carlos@xm.test"), agent("xm", "eleni@xm.test")]
    for one in both:
        one.inbox()
        one.page.evaluate("window.here = 1")
        one.page.wait_for_timeout(500)
    desk.write("nuevo@correo.test", "support@xm.test", subject, "Hice un depósito ayer.")
    for one in both:
        expect(one.row(subject)).to_be_visible(timeout=2_000)
        assert one.page.evaluate("window.here") == 1, "the page was loaded again"


def test_a_stranger_learns_nothing_from_find_my_request(ana, customer):
    number = ana.write("Pregunta general", "Una duda", "¿Cómo cambio el idioma?")
    stranger = customer("xm", "Eva", "eva@correo.test", "es")
    pages = []
    for typed in (number, "XM-2222-2222"):
        stranger.visit("find/")
        stranger.page.locator("#id_number").fill(typed)
        stranger.page.locator("#id_mail").fill(stranger.mail)
        stranger.press("Enviarme el enlace")
        pages.append(stranger.page.locator("main").inner_html())
        assert stranger.page.goto(f"/xm/requests/{typed}/").status == 404
    assert pages[0] == pages[1]
    ana.visit("find/")
    ana.page.locator("#id_number").fill(number.lower().replace("-", " "))
    ana.page.locator("#id_mail").fill(ana.mail.upper())
    ana.press("Enviarme el enlace")
    ana.page.context.clear_cookies()
    ana.follow(ana.receive(number, "enlace"))
    ana.reads("¿Cómo cambio el idioma?")
    assert stranger.desk.mails(stranger.mail) == []
