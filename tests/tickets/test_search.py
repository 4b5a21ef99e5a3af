"""Finding requests by the words of anything that was said in them, the newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ventanilla.people.actions.know import Contact
from ventanilla.tickets import search_filter, search_walk
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.models import SearchEntry

pytestmark = pytest.mark.django_db


def found(ticket, query, limit=10):
    return search_filter.find(ticket.company_id, query, limit)


@pytest.mark.parametrize(
    "query",
    ["plataforma", "PLATAF", "beltran", "Beltrán plataforma", "domingo", "تحويل", "失败", "4.800"],
)
def test_a_request_is_found_by_any_of_its_words(ask, query):
    ticket = ask(
        "xm",
        "general",
        "form",
        subject="Error en la plataforma",
        text="El domingo pedí 4.800 USD. تحويلٌ 提现失败",
    )
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva Ruiz", "es"), text="Hola")
    assert found(ticket, query) == [ticket.id]


def test_it_is_found_by_an_answer_and_a_note_as_soon_as_they_are_written(ask, marta):
    ticket = ask("xm", "general", "form")
    assert found(ticket, "conciliación") == found(ticket, "auditoría") == []
    reply(ticket.company_id, ticket.id, marta, "La conciliacion está hecha.", timezone.now())
    note(ticket.company_id, ticket.id, marta, "Pedir la auditoria.", timezone.now())
    assert found(ticket, "conciliación") == found(ticket, "auditoría") == [ticket.id]
    assert found(ticket, "cuenta") == [ticket.id]  # the first words are still there


def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(ask):
    ticket = ask("xm", "general", "form", subject="Retiro pendiente")
    assert found(ticket, "retiro pend") == [ticket.id]
    assert found(ticket, "reti pendiente") == []
    assert found(ticket, "retiro mañana") == []


def test_the_newest_come_first_whether_looked_through_or_by_the_index(ask, monkeypatch):
    now = timezone.now()
    made = [
        ask("xm", "general", "form", now - timedelta(days=6 * n), text="boleto") for n in range(5)
    ]
    ids = [ticket.id for ticket in made]
    assert found(made[0], "boleto", 2) == ids[:2]  # enough of them among the newest
    monkeypatch.setattr(search_walk, "NEWEST", 1)
    assert found(made[0], "boleto", 4) == ids[:4]  # by the index
    assert found(made[0], "boleto") == ids


def test_no_company_finds_what_belongs_to_another(ask):
    ask("shop", "question", "form", subject="Secreto de la tienda")
    ticket = ask("xm", "general", "form")
    assert found(ticket, "secreto") == []


@pytest.mark.parametrize("query", ["", "   ", "'", "\\", "' | '", "&", ":*", "\0", "🙂", "!"])
def test_signs_that_mean_something_to_the_database_find_nothing_and_break_nothing(ask, query):
    assert found(ask("xm", "general", "form"), query) == []


def test_a_very_long_conversation_stays_searchable(ask, marta):
    ticket = ask("xm", "general", "form")
    for n in range(3):
        text = " ".join(f"palabra{n}x{i}" for i in range(4000))
        reply(ticket.company_id, ticket.id, marta, text, timezone.now())
    assert found(ticket, "palabra0x7") == [ticket.id]
    assert SearchEntry.objects.filter(ticket=ticket.id).count() == 1
