"""Mail that could not be read: shown as plain words, taken in or left out, and never lost."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from django.test import Client

from ventanilla.channels.models import Inbound
from ventanilla.people.models import Membership
from ventanilla.tickets.models import File, Message, Outgoing, Ticket

pytestmark = pytest.mark.django_db
RAW = (
    b"From: Eve <eve@x.test>\r\nTo: support@xm.test\r\nSubject: Ayuda <b>ya</b>\r\n"
    b"Content-Type: text/html\r\n\r\n<script>alert(1)</script><img src=//x.test/p>\xff\r\n"
)


@pytest.fixture
def held(company):
    def hold(slug="xm", raw=RAW, mailbox="support@xm.test"):
        return Inbound.objects.create(
            mailbox=mailbox,
            source="lmtp",
            raw=raw,
            digest=sha256(raw).hexdigest(),
            sender="eve@x.test",
            state="quarantine",
            company=company(slug).id,
            trouble="it has more than 500 parts",
        )

    return hold


def test_a_held_mail_is_listed_with_sender_subject_and_reason(console, held):
    held()
    html = console.get("/console/xm/quarantine/").content.decode()
    for words in ("eve@x.test", "Ayuda &lt;b&gt;ya&lt;/b&gt;", "it has more than 500 parts"):
        assert words in html
    assert "<b>ya</b>" not in html


def test_a_held_mail_is_shown_as_plain_words_and_never_rendered(console, held):
    html = console.get(f"/console/xm/quarantine/{held().id}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "<img src=//x.test" not in html


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 50, b"\xff\xfe\x00garbage", b"Subject: " + b"a" * 200_000, b"From:\r\n" * 9000],
)
def test_whatever_the_bytes_are_they_can_be_looked_at_and_taken_in(console, held, raw):
    row = held(raw=raw)
    assert console.get("/console/xm/quarantine/").status_code == 200
    assert console.get(f"/console/xm/quarantine/{row.id}/").status_code == 200
    assert console.post(f"/console/xm/quarantine/{row.id}/admit/").status_code == 302
    assert Ticket.objects.count() == 1


def test_its_bytes_come_back_as_a_download(console, held):
    response = console.get(f"/console/xm/quarantine/{held().id}/raw/")
    assert response.content == RAW
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_letting_it_in_opens_a_request_with_the_mail_as_a_file_and_answers_nobody(console, held):
    row = held()
    response = console.post(f"/console/xm/quarantine/{row.id}/admit/")
    ticket = Ticket.objects.get()
    assert response["Location"] == f"/console/xm/requests/{ticket.number}/"
    assert ticket.received_at == row.received_at, "its clock runs since it came"
    assert not ticket.verified
    assert File.objects.get().digest == sha256(RAW).hexdigest()
    assert Message.objects.get().inbound == row.id
    assert not Outgoing.objects.exists()
    row.refresh_from_db()
    assert (row.state, row.ticket) == ("released", ticket.id)
    again = console.post(f"/console/xm/quarantine/{row.id}/admit/")
    assert again["Location"] == response["Location"]
    assert Ticket.objects.count() == 1


def test_leaving_it_out_takes_it_from_the_list_and_keeps_its_bytes(console, held):
    row = held()
    response = console.post(f"/console/xm/quarantine/{row.id}/refuse/")
    assert response["Location"] == "/console/xm/quarantine/"
    assert "eve@x.test" not in console.get("/console/xm/quarantine/").content.decode()
    assert bytes(Inbound.objects.get(id=row.id).raw) == RAW
    assert not Ticket.objects.exists()


def test_looking_changes_nothing(console, held):
    row = held()
    for act in ("admit", "refuse"):
        assert console.get(f"/console/xm/quarantine/{row.id}/{act}/").status_code == 405
    row.refresh_from_db()
    assert row.state == "quarantine"


def test_staff_of_another_company_cannot_see_or_touch_it(held, lucia, second_factor):
    row = held()
    second_factor(lucia)
    Membership.objects.filter(user=lucia).exclude(company__slug="etoro").delete()
    browser = Client()
    browser.force_login(lucia)
    assert "eve@x.test" not in browser.get("/console/etoro/quarantine/").content.decode()
    for slug in ("xm", "etoro"):
        base = f"/console/{slug}/quarantine/{row.id}/"
        assert browser.get(base).status_code == 404
        assert browser.get(base + "raw/").status_code == 404
        assert browser.post(base + "admit/").status_code == 404
        assert browser.post(base + "refuse/").status_code == 404
    row.refresh_from_db()
    assert row.state == "quarantine"


def test_a_mail_that_is_not_held_is_not_there(console, held):
    row = held()
    Inbound.objects.filter(id=row.id).update(state="done")
    assert console.get(f"/console/xm/quarantine/{row.id}/").status_code == 404
    assert console.post(f"/console/xm/quarantine/{row.id}/admit/").status_code == 404


def test_staff_read_the_reason_in_their_own_language(console, held):
    row = held()
    row.trouble = "it has none of the headers that make a mail"
    row.save()
    english = console.get(f"/console/xm/quarantine/{row.id}/", headers={"accept-language": "en"})
    assert row.trouble in english.content.decode()
    for language in ("es", "zh-hans", "ar"):
        browser = console.get(
            f"/console/xm/quarantine/{row.id}/", headers={"accept-language": language}
        )
        assert row.trouble not in browser.content.decode(), language


def test_sender_and_subject_are_decoded_in_the_list(console, held):
    held(
        raw=b"From: =?utf-8?q?Bel=C3=A9n?= <b@x.test>\r\nSubject: =?utf-8?b?wr9Ew7NuZGU/?=\r\n\r\nx"
    )
    html = console.get("/console/xm/quarantine/").content.decode()
    assert "Belén" in html
    assert "¿Dónde?" in html


def test_the_list_never_loads_whole_mails(console, held, django_assert_max_num_queries):
    big = b"From: Eve <eve@x.test>\r\nSubject: Big\r\n\r\n" + b"0123456789" * 400_000
    row = held(raw=big)
    with django_assert_max_num_queries(40) as seen:
        html = console.get("/console/xm/quarantine/").content.decode()
        page = console.get(f"/console/xm/quarantine/{row.id}/").content.decode()
    assert "Big" in html
    assert len(page) < 100_000
    asked = [query["sql"] for query in seen.captured_queries if "channels_inbound" in query["sql"]]
    assert asked
    whole = re.compile(r'(?<!\()"channels_inbound"."raw"')
    assert not [sql for sql in asked if whole.search(sql)]
    assert bytes(console.get(f"/console/xm/quarantine/{row.id}/raw/").content) == big


def test_leaving_out_what_a_colleague_let_in_meanwhile_changes_nothing(console, held, monkeypatch):
    from ventanilla.console.views import quarantine

    row = held()
    looked = quarantine.item_of

    def late(company, number):
        found = looked(company, number)
        Inbound.objects.filter(id=row.id).update(state="released")
        return found

    monkeypatch.setattr(quarantine, "item_of", late)
    console.post(f"/console/xm/quarantine/{row.id}/refuse/")
    row.refresh_from_db()
    assert row.state == "released"


def test_a_nul_in_a_mail_or_in_what_is_posted_breaks_nothing(console, held):
    row = held(raw=b"From: a\0b <eve@x.test>\r\nSubject: a\0b\r\n\r\na\0b")
    base = f"/console/xm/quarantine/{row.id}/"
    assert console.get("/console/xm/quarantine/?q=%00").status_code == 200
    assert "\0" not in console.get(base).content.decode()
    assert console.get("/console/xm/quarantine/%00/").status_code == 404
    assert console.post(base + "admit/", {"key": "\0"}).status_code == 302
