"""A receipt brings answers only where they are sure, and in its reader's language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.portal.conftest import help_centre  # noqa: F401 - a fixture
from ventanilla.channels import answering
from ventanilla.channels.answering import with_answers
from ventanilla.channels.email.compose import compose
from ventanilla.companies.letters import fill
from ventanilla.helpcentre.models import Showing
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.models import Outgoing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SURE = {
    "es": "¿Cómo envío los documentos para verificar mi cuenta?",
    "en": "How do I send the documents for verifying my account?",
}


def receipt(ask, language="es", subject="", topic="general", **more):
    contact = Contact("ana@correo.test", "Ana Beltrán", language)
    subject = subject or SURE[language]
    ask("xm", topic, "form", contact=contact, subject=subject, text=subject, **more)
    return Outgoing.objects.get(letter="receipt")


def body(row):
    return str(compose(row).get_body(("plain",)).get_content())


@pytest.mark.parametrize("language", ["es", "en"])
def test_sure_answers_stand_in_the_receipt_and_are_noted(ask, help_centre, language):  # noqa: F811
    xm = help_centre("xm")
    row = receipt(ask, language)
    with_answers(row, NOW)
    title = {"es": "¿Cómo envío", "en": "How do I send"}[language]
    assert f"- {title}" in body(row)
    assert 1 <= body(row).count("/xm/help/") <= 3
    shown = Showing.objects.get(company_id=xm.id, place="receipt")
    assert "send-documents" in shown.articles
    before = body(row)
    with_answers(Outgoing.objects.get(pk=row.pk), NOW)
    assert body(Outgoing.objects.get(pk=row.pk)) == before
    assert Showing.objects.count() == 1, "sent again it is the same letter"


@pytest.mark.parametrize(
    "more",
    [{"subject": "Una duda sobre documentos rosas del volcán azul"}, {"topic": "complaint"}],
)
def test_without_a_sure_answer_and_to_a_complaint_it_says_nothing(ask, help_centre, more):  # noqa: F811
    help_centre("xm")
    row = receipt(ask, **more)
    with_answers(row, NOW)
    assert "/help/" not in body(row)
    assert "\n\n\n" not in body(row)
    assert not Showing.objects.exists()


def test_a_receipt_never_waits_for_its_answers(ask, help_centre, monkeypatch):  # noqa: F811
    help_centre("xm")
    row = receipt(ask)

    def broken(*_args):
        raise RuntimeError("the index is gone")

    monkeypatch.setattr(answering, "answers", broken)
    with_answers(row, NOW)
    assert "/help/" not in body(row)


def test_a_paragraph_that_is_only_an_empty_place_is_left_out():
    assert fill("A\n\n{answers}\n\nB {link}\n", {"link": "L"}) == "A\n\nB L\n"
    assert fill("A\n\n{answers}\n\nB\n", {"answers": "x\ny"}) == "A\n\nx\ny\n\nB\n"


def test_what_was_read_before_writing_is_not_offered_again(ask, help_centre):  # noqa: F811
    help_centre("xm")
    row = receipt(ask, known={"shown": "send-documents", "read": "send-documents"})
    with_answers(row, NOW)
    assert "/help/send-documents/" not in body(row)


LATE = {"en": "Where is my withdrawal or my deposit?", "es": "¿Dónde está mi depósito o mi retiro?"}


@pytest.mark.promise("XM-31")
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_mail_to_an_address_for_something_else_is_kept_and_told_the_right_ways(
    ask,
    help_centre,  # noqa: F811
    language,
):
    help_centre("xm")
    contact = Contact("ana@correo.test", "Ana Beltrán", language)
    text = LATE[language]
    ask("xm", "verification", "documents", contact=contact, subject=text, text=text)
    row = Outgoing.objects.get(letter="receipt")
    with_answers(row, NOW)
    said = " ".join(body(row).split())
    title = {"en": "“Deposits and withdrawals”", "es": "Depósitos y retiros"}[language]
    assert title in said
    assert "support@xm.test" in said.partition(title)[2]
    before = body(row)
    with_answers(Outgoing.objects.get(pk=row.pk), NOW)
    assert body(Outgoing.objects.get(pk=row.pk)) == before


@pytest.mark.promise("XM-33")
def test_a_matter_by_a_way_that_takes_it_and_a_complaint_are_sent_nowhere_else(ask, help_centre):  # noqa: F811
    help_centre("xm")
    text = LATE["en"]
    contact = Contact("ana@correo.test", "Ana Beltrán", "en")
    ask("xm", "general", "email", contact=contact, subject=text, text=text)
    ask("xm", "complaint", "documents", contact=contact, subject=text, text=text)
    for row in Outgoing.objects.filter(letter="receipt"):
        with_answers(row, NOW)
        assert "The ways for" not in body(row)
