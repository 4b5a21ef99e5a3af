"""What may happen to a ticket after it came in, and what each act leaves in the record."""

from datetime import UTC, datetime, timedelta

import pytest

from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Team
from ventanilla.tickets.actions import (
    ask_details,
    assign,
    change_topic,
    close,
    confirm,
    demote,
    hand_over,
    note,
    park,
    reopen,
    reply,
    resolve,
)
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.models import Event, Message, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.watch import close_silent, note_broken

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Contact("ana@correo.test", "Ana Beltrán", "es")


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def kinds(ticket):
    found = Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id).order_by("seq")
    return list(found.values_list("kind", flat=True))


def promise(ticket, name):
    return PromiseRow.objects.get(company_id=ticket.company_id, ticket=ticket.id, name=name)


def words(text="Y otra cosa", at=MONDAY, own=True, **more):
    return Words(ANA, text, "form", own=own, received_at=at, **more)


@pytest.mark.promise("XM-98", "XM-42")
def test_an_answer_in_time_keeps_the_promise_and_goes_out_by_mail(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    reply.reply(ticket.company_id, ticket.id, marta, "Ya está.", MONDAY + timedelta(hours=47))
    assert promise(ticket, "form_answer").state == "kept"
    letter = Outgoing.objects.get(company_id=ticket.company_id, ticket=ticket.id, letter="answer")
    assert letter.recipient == "ana@correo.test"
    assert not letter.automatic


@pytest.mark.promise("XM-98")
def test_an_answer_at_the_due_instant_is_late(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    reply.reply(ticket.company_id, ticket.id, marta, "Ya está.", MONDAY + timedelta(hours=48))
    assert promise(ticket, "form_answer").state == "broken"


def test_a_promise_that_ran_out_is_noted_once_at_its_instant(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    late = MONDAY + timedelta(hours=50)
    while note_broken(late):
        pass
    events = Event.objects.filter(company_id=ticket.company_id, kind="promise_broken")
    broken = {e.detail["promise"]: e.at for e in events}
    assert broken["form_answer"] == MONDAY + timedelta(hours=48)
    assert note_broken(late + timedelta(hours=1)) == 0


def test_a_note_stops_nothing_and_is_never_mailed(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    before = Outgoing.objects.count()
    note.note(ticket.company_id, ticket.id, marta, "Preguntar a Pagos", MONDAY)
    assert promise(ticket, "form_answer").state == "running"
    assert Outgoing.objects.count() == before


@pytest.mark.promise("XM-43")
def test_asking_for_details_waits_for_the_customer_who_then_completes_it(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    ask_details.ask_details(
        ticket.company_id, ticket.id, marta, "¿Qué cuenta?", ("account",), MONDAY
    )
    assert again(ticket).state == "waiting"
    follow_up(ticket.company_id, ticket.id, words(), MONDAY + timedelta(hours=1))
    assert again(ticket).state == "open"
    assert kinds(ticket)[-2:] == ["customer_message", "completed"]


@pytest.mark.promise("XM-41", "RX-08", "RX-33")
@pytest.mark.parametrize(
    "slug, channel, topic", [("xm", "form", "general"), ("roxom", "email", "inquiry")]
)
def test_a_ticket_is_handed_over_to_a_specialised_team(ask, company, marta, slug, channel, topic):
    ticket = ask(slug, topic, channel, MONDAY)
    assign.assign(ticket.company_id, ticket.id, marta, marta.pk, MONDAY)
    Team.objects.create(company_id=ticket.company_id, slug="payments", title={"en": "Payments"})
    hand_over.hand_over(ticket.company_id, ticket.id, marta, "payments", MONDAY, "Ver el IBAN")
    assert (again(ticket).team, again(ticket).assignee) == ("payments", None)
    assert Message.objects.get(company_id=ticket.company_id, kind="note").text == "Ver el IBAN"


def test_an_unknown_team_is_refused_and_nothing_is_written(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    before = kinds(ticket)
    with pytest.raises(ValueError, match="no such team"):
        hand_over.hand_over(ticket.company_id, ticket.id, marta, "nobody", MONDAY)
    assert kinds(ticket) == before


@pytest.mark.promise("XM-44", "ET-20")
def test_a_ticket_closes_after_the_customer_confirms(ask, marta):
    for slug, topic, channel in (("xm", "general", "form"), ("etoro", None, None)):
        ticket = ask(slug, *first_door(ask, slug, topic, channel), MONDAY)
        with pytest.raises(ValueError, match="solved"):
            close.close(ticket.company_id, ticket.id, marta, MONDAY)
        resolve.resolve(ticket.company_id, ticket.id, marta, "Solucionado.", MONDAY)
        assert again(ticket).state == "resolved"
        confirm.confirm(ticket.company_id, ticket.id, MONDAY + timedelta(hours=1))
        assert again(ticket).state == "closed"


def first_door(ask, slug, topic, channel):
    from ventanilla.companies.inforce import in_force

    if topic:
        return topic, channel
    policy = in_force(slug).policy
    topic = next(iter(policy.topics.values()))
    return topic.name, topic.accepts[0]


@pytest.mark.promise("XM-44")
def test_an_agent_cannot_close_what_the_customer_has_not_confirmed(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY)
    with pytest.raises(ValueError, match="confirmed"):
        close.close(ticket.company_id, ticket.id, marta, MONDAY + timedelta(hours=1))


def test_a_long_silence_closes_an_ordinary_ticket_and_never_a_complaint(ask, company, marta):
    plain = ask("xm", "general", "form", MONDAY)
    complaint = ask("xm", "complaint", "form", MONDAY)
    for ticket in (plain, complaint):
        resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY)
    close_silent(MONDAY + timedelta(days=365))
    assert again(plain).state == "closed"
    assert again(complaint).state == "resolved"


@pytest.mark.promise("XM-45")
def test_new_words_open_a_closed_ticket_again_within_the_time_and_else_a_linked_one(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY)
    confirm.confirm(ticket.company_id, ticket.id, MONDAY)
    soon = follow_up(
        ticket.company_id,
        ticket.id,
        words(at=MONDAY + timedelta(days=1)),
        MONDAY + timedelta(days=1),
    )
    assert (soon.ticket, again(ticket).state) == (ticket.id, "open")
    resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY + timedelta(days=2))
    much_later = MONDAY + timedelta(days=400)
    late = follow_up(ticket.company_id, ticket.id, words(at=much_later), much_later)
    assert late.fresh_ticket
    fresh = Ticket.objects.get(company_id=ticket.company_id, id=late.ticket)
    assert fresh.linked == ticket.id
    assert again(ticket).state == "resolved"


def test_a_strangers_words_are_kept_and_change_nothing(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    follow_up(ticket.company_id, ticket.id, words("Soy otro", own=False), MONDAY)
    assert again(ticket).state == "new"
    assert Message.objects.get(company_id=ticket.company_id, kind="other").text == "Soy otro"


def test_an_out_of_office_mail_neither_opens_again_nor_restarts(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY)
    follow_up(
        ticket.company_id, ticket.id, words("Estoy de viaje", own=False, automatic=True), MONDAY
    )
    assert again(ticket).state == "resolved"


def test_the_customer_can_open_a_solved_ticket_again(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    resolve.resolve(ticket.company_id, ticket.id, marta, "", MONDAY)
    reopen.reopen(ticket.company_id, ticket.id, None, MONDAY)
    assert again(ticket).state == "open"


def test_another_topic_judges_all_promises_anew(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    change_topic.change_topic(ticket.company_id, ticket.id, marta, "complaint", MONDAY)
    ack = promise(ticket, "complaint_ack")
    assert (ack.state, ack.started_at) == ("running", MONDAY)


@pytest.mark.promise("SB-42")
def test_a_parked_ticket_leaves_the_queue_with_its_reason(ask, marta):
    ticket = ask("shop", "question", "form", MONDAY)
    park.park(ticket.company_id, ticket.id, marta, "question", MONDAY)
    assert again(ticket).state == "parked"
    assert "same_day" not in promise_names(ticket, "running")
    park.unpark(ticket.company_id, ticket.id, marta, MONDAY)
    assert again(ticket).state == "open"
    assert "same_day" in promise_names(ticket, "running")


def promise_names(ticket, state):
    rows = PromiseRow.objects.filter(company_id=ticket.company_id, ticket=ticket.id, state=state)
    return {row.name for row in rows} - {"receipt"}


@pytest.mark.promise("SB-19", "SB-21")
def test_fair_use_puts_a_ticket_behind_later_ones_with_its_reason(ask, company, marta):
    first = ask("shop", "question", "form", MONDAY)
    second = ask("shop", "question", "form", MONDAY + timedelta(minutes=5))
    rule = company("shop").policy.fair_use.triggers[0].rule
    demote.demote(first.company_id, first.id, marta, rule, MONDAY + timedelta(minutes=6))
    queue = Ticket.objects.filter(company_id=first.company_id).order_by("rank", "sort_at", "id")
    assert [t.id for t in queue] == [second.id, first.id]
    event = Event.objects.get(company_id=first.company_id, kind="demoted")
    assert event.detail["why"] == rule
    with pytest.raises(ValueError, match="no such rule"):
        demote.demote(first.company_id, first.id, marta, "dislike", MONDAY)


@pytest.mark.promise("SB-13")
def test_standard_tickets_stand_strictly_in_the_order_of_arrival(ask):
    late = ask("shop", "question", "form", MONDAY + timedelta(hours=8))
    early = ask("shop", "question", "form", MONDAY)
    middle = ask("shop", "question", "form", MONDAY + timedelta(hours=3))
    queue = Ticket.objects.filter(company_id=late.company_id).order_by("rank", "sort_at", "id")
    assert [t.id for t in queue] == [early.id, middle.id, late.id]


@pytest.mark.promise("SB-08", "SB-09", "SB-10")
def test_a_paid_ticket_goes_ahead_and_never_without_its_payment(ask, company):
    from ventanilla.tickets.actions.change_lane import change_lane

    first = ask("shop", "question", "form", MONDAY)
    urgent = ask("shop", "question", "form", MONDAY + timedelta(hours=1))
    with pytest.raises(ValueError, match="charged"):
        change_lane(urgent.company_id, urgent.id, None, "premium", MONDAY)
    change_lane(urgent.company_id, urgent.id, None, "premium", MONDAY, paid="PAY-1")
    queue = Ticket.objects.filter(company_id=first.company_id).order_by("rank", "sort_at", "id")
    assert [t.id for t in queue] == [urgent.id, first.id]
    assert kinds(urgent)[-2:] == ["charged", "lane_changed"]


@pytest.mark.promise("XM-48")
def test_a_vip_goes_ahead_of_those_who_came_before(ask, company):
    from ventanilla.people.models import Customer

    first = ask("xm", "general", "form", MONDAY)
    vip = ask("xm", "general", "form", MONDAY, contact=Contact("vip@correo.test", "Vera", "es"))
    Customer.objects.filter(company_id=vip.company_id, id=vip.customer).update(lane="vip")
    vip = ask(
        "xm",
        "general",
        "form",
        MONDAY + timedelta(hours=5),
        contact=Contact("vip@correo.test", "Vera", "es"),
    )
    queue = Ticket.objects.filter(company_id=first.company_id).order_by("rank", "sort_at", "id")
    assert queue.first().id == vip.id


def test_every_chain_is_whole_after_all_of_this_and_a_cut_tail_is_found(ask, marta):
    ticket = ask("xm", "general", "form", MONDAY)
    reply.reply(ticket.company_id, ticket.id, marta, "Hola", MONDAY)
    assert dict(broken_chains("xm"))[ticket.number] is None
    Ticket.objects.filter(pk=ticket.pk).update(seq=again(ticket).seq + 1)
    assert dict(broken_chains("xm"))[ticket.number] is not None
