"""Who is behind an address: the same person at one company, another row at another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ventanilla.people.actions.know import Contact, find
from ventanilla.people.models import Customer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_one_address_is_one_customer_however_it_is_written(ask):
    first = ask("xm", "general", "form", NOON)
    again = ask("xm", "general", "form", NOON, contact=Contact(" ANA@Correo.Test", "A", "en"))
    assert first.customer == again.customer


def test_a_stranger_cannot_rename_a_customer_by_writing_with_their_address(ask):
    ticket = ask("xm", "general", "form", NOON)
    ask("xm", "general", "form", NOON, contact=Contact("ana@correo.test", "Mallory", "ar"))
    kept = Customer.objects.get(company_id=ticket.company_id, id=ticket.customer)
    assert (kept.name, kept.language) == ("Ana Beltrán", "es")


def test_the_same_address_at_another_company_is_nobody_there(ask, company):
    ask("xm", "general", "form", NOON)
    assert find(company("etoro").id, "ana@correo.test") is None


def test_who_gives_no_name_is_known_by_the_first_part_of_their_address(ask):
    ticket = ask("xm", "general", "form", NOON, contact=Contact("Elena.Paz@correo.test"))
    assert Customer.objects.get(company_id=ticket.company_id, id=ticket.customer).name == (
        "elena.paz"
    )
