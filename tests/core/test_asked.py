"""What a customer last asked, out of a whole thread."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.asked import LONGEST, Said, asked

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
threads = st.lists(st.builds(Said, words, st.booleans()), max_size=8)


def customer(text):
    return Said(text, by_customer=True)


def desk(text):
    return Said(text, by_customer=False)


def test_the_first_question_is_read_with_its_subject():
    assert asked("Retiro", [customer("No llega.")]) == "Retiro\nNo llega."


def test_after_an_answer_only_what_came_after_it_is_read_the_newest_first():
    thread = [customer("No llega."), desk("Mañana."), customer("¿Y hoy?"), customer("Es urgente.")]
    assert asked("Retiro", thread) == "Es urgente.\n¿Y hoy?"


def test_where_all_is_answered_it_is_what_they_wrote_last():
    assert asked("Retiro", [customer("No llega."), desk("Ya.")]) == "Retiro\nNo llega."


def test_nobody_who_wrote_no_words_asked_anything():
    assert asked("", []) == asked("", [desk("Hola.")]) == asked("", [customer("  ")]) == ""


@given(threads)
def test_all_unanswered_words_are_there_the_newest_first_and_no_answered_ones(thread):
    last = max((n for n, said in enumerate(thread) if not said.by_customer), default=-1)
    open_ones = [said.text.strip() for said in thread[last + 1 :] if said.text.strip()]
    mine = [said.text.strip() for said in thread if said.by_customer and said.text.strip()]
    wanted = open_ones[::-1] or mine[-1:]
    assert asked("", thread) == "\n".join(wanted)[:LONGEST]
