"""One question, one request: split off by an agent, as if it had come alone when it came."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.tickets.test_actions import again, kinds, promise, words
from tests.tickets.test_merge import with_receipt
from ventanilla.core.questions import questions
from ventanilla.tickets.actions import note, reply
from ventanilla.tickets.actions.follow_up import follow_up
from ventanilla.tickets.actions.split import Part, split
from ventanilla.tickets.actions.unmerge import unmerge
from ventanilla.tickets.actions.unsplit import unsplit
from ventanilla.tickets.fairuse import note_fair_use
from ventanilla.tickets.files import Upload
from ventanilla.tickets.models import File, Message, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.queries import whole

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TWO = "¿Cuándo llega mi retiro del lunes? ¿Puedo cambiar la contraseña de la aplicación?"

SECOND = questions(TWO)[1].text


@pytest.fixture
def two(ask):
    file = Upload("recibo.png", "image/png", b"\x89PNG")
    return with_receipt(ask("shop", "question", "form", MONDAY, text=TWO, uploads=(file,)))


def first_of(ticket):
    return Message.objects.filter(ticket=ticket.id).order_by("id").first()


def apart(ticket, user, text=SECOND, at=MONDAY + 2 * HOUR, **more):
    part = Part((first_of(ticket).id,), "question", "Contraseña", text)
    done = split(ticket.company_id, ticket.id, user, part, at, **more)
    return Ticket.objects.get(id=done.ticket)


@pytest.mark.promise("SB-40", "SB-13")
def test_it_arrived_when_its_words_did_and_its_clocks_count_from_then(two, marta):
    fresh = apart(two, marta)
    assert (fresh.received_at, fresh.sort_at) == (MONDAY, MONDAY), "it loses no place"
    assert fresh.recorded_at == MONDAY + 2 * HOUR
    assert promise(fresh, "same_day").started_at == MONDAY
    assert promise(fresh, "same_day").due_at == promise(two, "same_day").due_at
    assert promise(fresh, "receipt").state == "kept", "the receipt of the whole was its receipt"
    assert (fresh.customer, fresh.linked) == (two.customer, two.id)
    assert first_of(fresh).text == "¿Puedo cambiar la contraseña de la aplicación?"
    assert File.objects.get(ticket=fresh.id).digest == File.objects.get(ticket=two.id).digest
    assert first_of(two).text == TWO, "nothing is taken out of what was written"
    assert "split" in kinds(two)
    assert "split_from" in kinds(fresh)
    assert {broken for _number, broken in broken_chains("shop")} == {None}


@pytest.mark.promise("SB-40")
def test_the_customer_gets_its_number(two, marta):
    fresh = apart(two, marta)
    letter = Outgoing.objects.get(ticket=fresh.id)
    assert (letter.letter, letter.recipient) == ("receipt", "ana@correo.test")


def test_pressed_twice_it_is_one(two, marta):
    assert apart(two, marta, key="k").id == apart(two, marta, key="k").id
    assert Ticket.objects.count() == 2


def test_no_word_is_put_into_the_customers_mouth(two, marta):
    with pytest.raises(ValueError, match="own words"):
        apart(two, marta, "¿Puedo cambiar mi dirección?")
    theirs = reply_of(two, marta)
    with pytest.raises(ValueError, match="at least one message"):
        part = Part((theirs.id,), "question", "Contraseña")
        split(two.company_id, two.id, marta, part, MONDAY)
    with pytest.raises(ValueError, match="no such topic"):
        split(two.company_id, two.id, marta, Part((first_of(two).id,), "x", "x"), MONDAY)
    assert Ticket.objects.count() == 1


def reply_of(ticket, user):
    reply.reply(ticket.company_id, ticket.id, user, "Lo miramos.", MONDAY + HOUR)
    return Message.objects.get(ticket=ticket.id, kind="out")


def test_a_promise_that_ran_out_before_the_split_says_so(two, marta):
    late = MONDAY + 100 * HOUR
    fresh = apart(two, marta, at=late)
    assert promise(fresh, "same_day").state == "broken"
    broken = [e for e in whole(fresh, late).events if e.kind == "promise_broken"]
    assert {event.detail["split"] for event in broken} == {"yes"}


@pytest.mark.promise("SB-40")
def test_taken_back_its_words_stand_once_and_what_came_since_is_read(two, marta):
    fresh = apart(two, marta)
    here = two.company_id
    follow_up(here, fresh.id, words("¿Y bien?", MONDAY + 3 * HOUR), MONDAY)
    note.note(here, fresh.id, marta, "Miro yo.", MONDAY + 3 * HOUR)
    unsplit(here, fresh.id, marta, MONDAY + 3.5 * HOUR)
    assert (again(fresh).state, again(fresh).merged_into) == ("merged", two.id)
    states = PromiseRow.objects.filter(ticket=fresh.id).exclude(name="receipt")
    assert set(states.values_list("state", flat=True)) == {"void"}
    said = [message.text for message in whole(again(two), MONDAY).messages]
    assert sorted(said) == sorted([TWO, "¿Y bien?", "Miro yo."])
    unmerge(here, fresh.id, marta, MONDAY + 5 * HOUR)
    assert again(fresh).state == "new"
    assert {broken for _number, broken in broken_chains("shop")} == {None}


def test_once_somebody_answered_it_stays_a_request_of_its_own(two, marta):
    fresh = apart(two, marta)
    reply.reply(two.company_id, fresh.id, marta, "Sí.", MONDAY + 3 * HOUR)
    with pytest.raises(ValueError, match="answered in it"):
        unsplit(two.company_id, fresh.id, marta, MONDAY + 4 * HOUR)
    with pytest.raises(ValueError, match="not split off"):
        unsplit(two.company_id, two.id, marta, MONDAY + 4 * HOUR)


@pytest.mark.promise("SB-22")
def test_an_agents_split_is_no_message_of_the_customer(ask, marta):
    ticket = ask("shop", "question", "form", MONDAY, text=TWO)
    for n in range(9):
        follow_up(ticket.company_id, ticket.id, words(f"{n}", MONDAY + HOUR), MONDAY)
    apart(ticket, marta)
    assert note_fair_use(MONDAY + 2 * HOUR) == 0
    assert not again(ticket).demoted
