"""The e-shop builder: one form, no mail, no own priority, files for those who signed in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NUMBER

pytestmark = pytest.mark.browser
INES = ("shop", "Inés Carrasco", "ines.carrasco@correo.test", "es")


@pytest.fixture
def ines(customer):
    return customer(*INES)


@pytest.mark.promise("SB-32", "SB-37", "SB-46")
def test_the_few_official_ways_are_shown_and_no_other(ines):
    ines.visit()
    assert ines.page.locator("[aria-labelledby=doors] h3").all_inner_texts() == [
        "Formulario de soporte"
    ]
    assert ines.page.locator("footer h2 + ul li").all_inner_texts() == ["shop.test/support"]
    expect(ines.page.locator("body")).not_to_contain_text("Chat")


@pytest.mark.promise("SB-25")
def test_no_support_address_stands_on_any_page(ines):
    for path in ("", "ask/", "ask/broken/", "ask/complaint/", "hours/", "find/", "sign-in/"):
        ines.visit(path)
        words = ines.page.locator("body").inner_text()
        assert "@shop.test" not in words
        assert ines.page.locator("a[href^='mailto:']").count() == 0


@pytest.mark.promise("SB-30")
def test_files_are_taken_only_from_those_who_signed_in(ines, desk):
    ines.visit("ask/broken/")
    assert ines.page.locator("input[type=file]").count() == 0
    ines.reads("Inicie sesión para adjuntar un archivo.")
    number = ines.write(
        "Algo no funciona",
        "El botón no publica",
        "Pulso y no pasa nada.",
        page="https://mitienda.test/",
        steps="Pulsé publicar",
    )
    ines.visit(f"requests/{number}/")
    assert ines.page.locator("input[type=file]").count() == 0
    token = ines.page.locator(".form [name=csrfmiddlewaretoken]").first.input_value()
    forced = ines.page.request.post(
        f"/shop/requests/{number}/reply/",
        multipart={
            "csrfmiddlewaretoken": token,
            "key": "forced-1",
            "text": "Con un archivo colado",
            "files": {"name": "colado.png", "mimeType": "image/png", "buffer": b"\x89PNG"},
        },
        headers={"Referer": ines.page.url},
    )
    assert forced.ok
    ines.visit(f"requests/{number}/")
    ines.reads("Con un archivo colado")
    expect(ines.page.locator("main")).not_to_contain_text("colado.png")

    ines.sign_in()
    ines.visit(f"requests/{number}/")
    ines.page.locator("#id_text").fill("Ahora con captura.")
    ines.page.locator("input[type=file]").set_input_files(
        {"name": "captura.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    ines.press("Enviar")
    ines.reads("captura.png")


@pytest.mark.promise("SB-12")
def test_nobody_chooses_their_own_priority(ines):
    for topic in ("question", "orders", "domain", "broken", "complaint"):
        ines.visit(f"ask/{topic}/")
        names = ines.page.locator("main form :is(input, select, textarea)").evaluate_all(
            "fields => fields.map(f => f.name)"
        )
        assert not [n for n in names if any(w in n for w in ("priority", "urgen", "lane"))]
        assert ines.page.locator("main form select").count() == 0


@pytest.mark.promise("SB-39")
def test_the_form_asks_which_product_and_which_page(ines):
    wanted = {
        "question": {"d-shop", "d-product", "d-page", "d-steps"},
        "orders": {"d-shop", "d-order", "d-steps"},
        "domain": {"d-shop", "d-domain", "d-steps"},
        "broken": {"d-shop", "d-page", "d-steps"},
    }
    for topic, fields in wanted.items():
        ines.visit(f"ask/{topic}/")
        names = ines.page.locator("main form [name^=d-]").evaluate_all(
            "all => all.map(f => f.name)"
        )
        assert set(names) == fields
    ines.press("Enviar")
    expect(ines.page.locator(".summary")).to_contain_text("Dirección de la página")


@pytest.mark.promise("SB-33", "SB-34")
def test_a_mail_to_the_automatic_address_gets_the_signpost_and_opens_nothing(customer, agent, desk):
    shopper = customer("shop", "Gabriela Paredes", "gabriela.paredes@correo.test", "es")
    subject = "Respondo a su aviso"
    shopper.send_mail("noreply@shop.test", subject, "¿Me pueden ayudar con mi dominio?")
    signpost = shopper.receive("no se ha leído", "formulario")
    assert f"{desk.url}/shop/ask/" in signpost.get_content()
    assert signpost["Auto-Submitted"]
    assert not NUMBER.search(str(signpost["Subject"]))
    lucia = agent("shop", "lucia@shop.test")
    lucia.inbox()
    expect(lucia.row(subject)).to_have_count(0)


@pytest.mark.promise("SB-06", "SB-28", "SB-31", "SB-36")
def test_a_question_in_the_support_system_to_its_archive(ines, agent, desk):
    subject = "No puedo publicar mi tienda"
    ines.visit()
    ines.card("Formulario de soporte").click()
    number = ines.write(
        "Algo no funciona",
        subject,
        "Al pulsar publicar vuelve al inicio.",
        page="https://mitienda.test/publicar",
        steps="Publicar, aceptar",
    )
    ines.reads(number)
    receipt = ines.receive(number, "Hemos recibido")
    assert receipt["Reply-To"] is None
    assert "noreply@shop.test" in str(receipt["From"])

    lucia = agent("shop", "lucia@shop.test")
    lucia.inbox()
    assert lucia.group_of(subject).startswith("Por orden de llegada")
    assert lucia.open(subject) == number
    lucia.take()
    lucia.reply("Active antes un método de pago y vuelva a publicar.", then="resolve")

    ines.follow(ines.receive(number, "Active antes un método de pago"))
    ines.reads("Active antes un método de pago")
    ines.press("Está resuelta, ciérrenla")
    ines.sign_in()
    closed = ines.page.locator("a.row-link").filter(has_text=number)
    expect(closed).to_contain_text("Cerrada")
    closed.click()
    ines.reads("Al pulsar publicar vuelve al inicio.", "Active antes un método de pago")
    assert desk.command("verify", "--company", "shop").returncode == 0
