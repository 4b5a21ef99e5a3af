"""Files of customers: kept under their digest, given back as a download, to whom they belong."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.portal.test_pages import fields
from tests.portal.test_signin import sign_in
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions import note
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.files import Upload, path_of, rows
from ventanilla.tickets.models import File, Message, Ticket

pytestmark = pytest.mark.django_db
HTML = b"<html><script>alert(1)</script>"


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


def send(browser, company, slug, *files, topic="general", **more):
    form = fields(company(slug).policy.topics[topic]) | {"files": list(files)} | more
    return browser.post(f"/{slug}/ask/{topic}/", form)


def upload(name="photo.png", content=b"bytes", kind="image/png"):
    return SimpleUploadedFile(name, content, kind)


def test_a_file_is_always_a_download_in_which_nothing_runs(browser, company):
    send(browser, company, "xm", upload("bill.html", HTML, "text/html"))
    file = File.objects.get()
    response = browser.get(f"/xm/files/{file.id}/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == HTML
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/x-msdownload"])
def test_what_the_sender_claims_to_send_is_never_believed(browser, company, kind):
    send(browser, company, "xm", upload("a.svg", HTML, kind))
    response = browser.get(f"/xm/files/{File.objects.get().id}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response.streaming_content)


def test_a_file_lies_under_its_digest_and_never_under_its_name(browser, company):
    content = b"%PDF-1.7 content"
    send(browser, company, "xm", upload("../../etc/cron.d/evil", content))
    file = File.objects.get()
    assert file.digest == sha256(content).hexdigest()
    assert path_of(file.digest).read_bytes() == content
    assert path_of(file.digest).name == file.digest
    assert file.name == "evil"
    assert not [p for p in path_of(file.digest).parent.iterdir() if p.name.startswith(".")]


def test_a_strange_name_cannot_split_the_header(browser, company, ask):
    ticket = ask("xm", "general", "form")
    message = Message.objects.get(ticket=ticket.id)
    name = 'a"; filename=b.exe\r\nSet-Cookie: x=1'
    for row in rows(ticket.company_id, ticket.id, message.id, (Upload(name, "x", b"1"),)):
        row.save(force_insert=True)
    sign_in(browser)
    response = browser.get(f"/xm/files/{File.objects.get().id}/")
    assert "Set-Cookie" not in response.headers
    assert response["Content-Disposition"].count('"') == 2
    assert b"".join(response.streaming_content)


def test_a_file_too_large_is_refused_with_words_and_nothing_is_kept(browser, company, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    response = send(browser, company, "xm", upload("big.bin", b"x" * (1024 * 1024 + 1)))
    html = response.content.decode()
    assert response.status_code == 422
    assert "big.bin is larger than 1 MB" in html
    assert "Desde ayer no puedo entrar." in html
    assert not Ticket.objects.exists()
    assert not File.objects.exists()


def test_a_file_of_just_the_limit_is_taken(browser, company, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    assert send(browser, company, "xm", upload("b", b"x" * 1024 * 1024)).status_code == 302


def test_too_many_files_are_refused_with_words(browser, company, settings):
    many = [upload(f"{n}.png", str(n).encode()) for n in range(settings.UPLOAD_COUNT + 1)]
    response = send(browser, company, "xm", *many)
    assert response.status_code == 422
    assert "Send at most 10 files." in response.content.decode()
    assert not Ticket.objects.exists()
    assert send(browser, company, "xm", *[upload(f.name) for f in many[:-1]]).status_code == 302


@pytest.mark.promise("SB-30")
def test_the_shop_takes_files_only_from_those_who_signed_in(browser, company, ask):
    page = browser.get("/shop/ask/question/").content.decode()
    assert 'type="file"' not in page
    send(browser, company, "shop", upload(), topic="question")
    assert Ticket.objects.count() == 1
    assert not File.objects.exists(), "a file that was slipped in is left out"
    number = Ticket.objects.get().number
    more = {"text": "Una foto", "key": "k-2", "files": [upload()]}
    browser.post(f"/shop/requests/{number}/reply/", more)
    assert Message.objects.count() == 2
    assert not File.objects.exists()

    sign_in(browser, "shop")
    assert 'type="file"' in browser.get("/shop/ask/question/").content.decode()
    send(browser, company, "shop", upload(), topic="question", key="k-3")
    assert File.objects.count() == 1
    browser.post(f"/shop/requests/{number}/reply/", more | {"files": [upload()], "key": "k-4"})
    assert File.objects.count() == 2


def test_a_file_is_for_those_who_may_see_its_request(browser, company, ask):
    send(browser, company, "xm", upload())
    file = File.objects.get()
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva", "es"))
    stranger, eva = Client(), Client()
    sign_in(eva, mail="eva@correo.test")
    missing = stranger.get("/xm/files/1/")
    for other in (stranger, eva):
        response = other.get(f"/xm/files/{file.id}/")
        assert response.status_code == missing.status_code == 404
    assert browser.get(f"/etoro/files/{file.id}/").status_code == 404
    assert browser.get("/xm/files/99999999999999999999/").status_code == 404


def attach(ticket, message):
    row = rows(ticket.company_id, ticket.id, message.id, (Upload("secret.txt", "x", b"s"),))[0]
    row.save(force_insert=True)
    return row


def test_a_file_on_a_note_or_of_a_stranger_is_not_for_the_customer(browser, ask, console, marta):
    ticket = ask("xm", "general", "form")
    note.note(ticket.company_id, ticket.id, marta, "Para nosotros", timezone.now())
    other = Words(Contact("eve@x.test", "Eve"), "Soy yo", "email", False, timezone.now())
    follow_up(ticket.company_id, ticket.id, other, timezone.now() + timedelta(seconds=1))
    sign_in(browser)
    for kind in ("note", "other"):
        row = attach(ticket, Message.objects.get(ticket=ticket.id, kind=kind))
        assert browser.get(f"/xm/files/{row.id}/").status_code == 404
        response = console.get(f"/console/xm/files/{row.id}/")
        assert response["Content-Disposition"].startswith("attachment;")
        assert b"".join(response.streaming_content)
    html = browser.get(f"/xm/requests/{ticket.number}/").content.decode()
    assert "secret.txt" not in html
    assert "Para nosotros" not in html
    assert "Soy yo" not in html


def test_staff_of_another_company_cannot_have_a_file(console, company, ask, marta):
    from ventanilla.people.models import Membership

    ticket = ask("xm", "general", "form")
    row = attach(ticket, Message.objects.get(ticket=ticket.id))
    assert console.get(f"/console/etoro/files/{row.id}/").status_code == 404
    Membership.objects.filter(user=marta, company__slug="xm").delete()
    assert console.get(f"/console/xm/files/{row.id}/").status_code == 404
