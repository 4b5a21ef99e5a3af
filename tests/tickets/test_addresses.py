"""Signed addresses: they work for the one they were sent to, and for nobody else."""

from __future__ import annotations

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.tickets.addresses import answered_ticket, link_token, read_link, reply_address
from ventanilla.tickets.models import Ticket

ANA = "ana@correo.test"
IDS = st.integers(1, 2**63 - 1)
COMPANIES = st.integers(1, 32_000)
MAILS = st.emails()


def ticket(company=1, number=0x1F2A):
    return Ticket(company_id=company, id=number)


@given(COMPANIES, IDS, MAILS)
def test_an_answer_of_the_one_it_was_sent_to_finds_its_ticket(company, number, mail):
    address = reply_address(ticket(company, number), mail)
    assert answered_ticket(address, mail) == (company, number)
    assert answered_ticket(address.upper(), f"  {mail.upper()} ") == (company, number)
    assert len(address.partition("@")[0]) <= 64, "longer local parts are refused by mail servers"


@given(COMPANIES, IDS, MAILS, MAILS)
def test_a_forwarded_address_gives_another_sender_nothing(company, number, mail, other):
    if mail.strip().lower() != other.strip().lower():
        assert answered_ticket(reply_address(ticket(company, number), mail), other) is None


@given(COMPANIES, IDS, st.integers(-3, 3), st.integers(-3, 3))
def test_another_company_or_ticket_needs_another_signature(company, number, one, two):
    if one == two == 0:
        return
    name, code = reply_address(ticket(company, number), ANA).split("+")
    local, domain = code.split("@")
    signature = local.rsplit("-", 1)[1]
    moved = f"{name}+{company + one}-{number + two:x}-{signature}@{domain}"
    assert answered_ticket(moved, ANA) is None


@given(st.data())
def test_any_changed_sign_of_the_signature_is_found(data):
    address = reply_address(ticket(), ANA)
    at = address.index("@")
    place = data.draw(st.integers(at - 26, at - 1))
    sign = data.draw(st.characters(exclude_categories=["Cs"]))
    changed = address[:place] + sign + address[place + 1 :]
    if changed.lower() != address:
        assert answered_ticket(changed, ANA) is None


@given(st.text(max_size=80), st.text(max_size=30))
def test_whatever_stands_in_an_address_is_read_without_failing(address, sender):
    assert answered_ticket(address, sender) is None
    assert answered_ticket(f"answer+1-2-{address}@ventanilla.test", sender) is None


@pytest.mark.parametrize(
    "address",
    [
        "answer@ventanilla.test",
        "answer+@ventanilla.test",
        "answer+1-2@ventanilla.test",
        "answer+1-2-ñ@ventanilla.test",
        "answer+-1-2-x@ventanilla.test",
        "answer+1-2-x-y@ventanilla.test",
        f"answer+{'9' * 5000}-2-x@ventanilla.test",
    ],
)
def test_what_is_no_reply_address_is_none(address):
    assert answered_ticket(address, ANA) is None


def test_our_signature_at_another_domain_or_name_is_none():
    address = reply_address(ticket(), ANA)
    assert answered_ticket(address.replace("ventanilla.test", "evil.test"), ANA) is None
    assert answered_ticket(address.replace("answer+", "help+"), ANA) is None


def test_another_secret_makes_other_signatures(settings):
    address = reply_address(ticket(), ANA)
    settings.SECRET_KEY = "another secret" * 4
    assert answered_ticket(address, ANA) is None


@given(COMPANIES, IDS, MAILS)
def test_a_link_says_what_it_opens_and_for_whom(company, number, mail):
    found = read_link(link_token(ticket(company, number), mail))
    assert found is not None
    assert (found.company, found.ticket) == (company, number)
    assert found.address == mail.strip().lower()


@given(st.data())
def test_a_changed_link_is_none(data):
    token = link_token(ticket(), ANA)
    place = data.draw(st.integers(0, len(token) - 2))
    sign = data.draw(st.sampled_from("abcXYZ019-_:").filter(lambda s: s != token[place]))
    assert read_link(token[:place] + sign + token[place + 1 :]) is None


@given(st.text(max_size=60))
def test_what_is_no_link_is_none(token):
    assert read_link(token) is None


def test_something_else_that_we_signed_is_no_link():
    assert read_link(signing.dumps([1, 2, ANA], salt="another purpose")) is None
    assert read_link(signing.dumps([1, 2, ANA])) is None
