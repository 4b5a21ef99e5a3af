"""Questions are grouped by what they mean: in one group each, whatever the order they came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.core.answers.aside import Aside, not_aside
from ventanilla.core.answers.asked import Asked, key_of, phrasings
from ventanilla.core.answers.directions import by_meaning, by_words
from ventanilla.core.answers.grouping import clusters, joined
from ventanilla.core.answers.groups import Group, grouped

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SIZE = 8
MEAN = np.zeros(SIZE, np.float32)
WORDS = ("retiro", "tarda", "mi", "cuenta", "bloqueada", "提款", "السحب", "withdrawal", "late", "…")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def unit(rows):
    rows = np.asarray(rows, np.float32)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


ROWS = st.lists(
    st.lists(st.integers(-4, 4), min_size=SIZE, max_size=SIZE).filter(any), min_size=1, max_size=40
).map(unit)


def asked(*texts, language="es", days=1.0, **more):
    at = NOW - timedelta(days=days)
    return [
        Asked(text, language, at + timedelta(minutes=n), **more) for n, text in enumerate(texts)
    ]


def groups_of(questions, rows=None):
    said = phrasings(questions)
    places = grouped(said, [None if rows is None else rows[one.key] for one in said], MEAN)
    return [Group(tuple(said[place] for place in group)) for group in places]


def sets(groups):
    return {frozenset(one.key for one in group.phrasings) for group in groups}


@given(ROWS, st.floats(0.1, 0.99), st.data())
def test_every_row_is_in_exactly_one_cluster_and_near_to_its_middle(rows, mark, data):
    counts = data.draw(st.lists(st.integers(1, 9), min_size=len(rows), max_size=len(rows)))
    found = clusters(rows, counts, mark)
    members = [place for cluster in found for place in cluster.members]
    assert sorted(members) == list(range(len(rows)))
    for cluster in found:
        middle = cluster.members[0]
        assert all(rows[place] @ rows[middle] >= mark - 1e-4 for place in cluster.members)


@given(ROWS, st.floats(0.1, 0.99))
def test_the_middle_has_most_beside_it_of_all_that_were_free(rows, mark):
    free = set(range(len(rows)))
    near = rows @ rows.T >= mark
    np.fill_diagonal(near, val=True)
    for cluster in clusters(rows, [1] * len(rows), mark):
        best = max(sum(near[one, other] for other in free) for one in free)
        assert len(cluster.members) == best
        free -= set(cluster.members)


@given(ROWS, st.floats(0.1, 0.99))
def test_joining_tears_no_cluster_apart_and_loses_nobody(rows, mark):
    found = joined(rows, [1] * len(rows), mark)
    home = {place: n for n, cluster in enumerate(found) for place in cluster.members}
    assert sorted(home) == list(range(len(rows)))
    for cluster in clusters(rows, [1] * len(rows), mark):
        assert len({home[place] for place in cluster.members}) == 1


@given(st.lists(TEXTS, max_size=30), st.randoms())
def test_the_order_in_which_questions_came_changes_nothing(texts, chance):
    questions = asked(*texts)
    other = list(questions)
    chance.shuffle(other)
    assert groups_of(questions) == groups_of(other)


@given(st.lists(TEXTS, max_size=30))
def test_every_question_with_words_is_in_exactly_one_group(texts):
    found = [one.text for group in groups_of(asked(*texts)) for one in group.asked]
    assert sorted(found) == sorted(text for text in texts if key_of(text))


@given(st.lists(TEXTS, min_size=1, max_size=20), st.sampled_from([str.upper, str.title, str.strip]))
def test_what_differs_in_case_signs_and_order_only_is_together(texts, changed):
    again = [changed(f"¿{' '.join(reversed(text.split()))}?") for text in texts]
    found = groups_of(asked(*texts, *again))
    home = {one.text: n for n, group in enumerate(found) for one in group.asked}
    assert all(home[a] == home[b] for a, b in zip(texts, again, strict=True) if key_of(a))


@settings(max_examples=30)
@given(st.integers(3, 8), st.randoms())
def test_what_means_the_same_in_two_languages_is_together(often, chance):
    """Each language has a corner of its own, as an embedder gives it one."""
    corner = {"es": 5, "zh": 6}
    questions, rows = [], {}
    for number in range(4 * often):
        for language, word in (("es", "pregunta"), ("zh", "问题")):
            text = f"{word} {number}"
            questions += asked(text, language=language)
            row = np.zeros(SIZE, np.float32)
            row[number % 4], row[corner[language]] = 0.5, 1.0
            row += np.float32(chance.uniform(-0.01, 0.01))
            rows[key_of(text)] = row / np.linalg.norm(row)
    found = groups_of(questions, rows)
    assert {tuple(group.languages) for group in found} == {("es", "zh")}
    assert sorted(group.count for group in found) == [2 * often] * 4


def test_by_words_a_rare_word_says_more_than_one_that_stands_everywhere():
    texts = ["hola mi retiro", "hola mi contraseña", "hola mi horario", "el retiro no llega"]
    rows = by_words(texts)
    assert rows[0] @ rows[3] > rows[0] @ rows[1]


def test_a_question_alone_in_its_language_keeps_a_direction_of_its_own():
    row = np.eye(SIZE, dtype=np.float32)[:1]
    assert np.linalg.norm(by_meaning(row, ["es"], MEAN)[0]) == pytest.approx(1)


def test_a_group_says_how_many_in_what_languages_and_since_when():
    first = asked("mi retiro no llega", days=9, sent=True)
    more = asked("Mi retiro no llega?", "mi retiro no llega nunca", days=2)
    (group,) = groups_of([*more, *first])
    assert (group.count, group.sent, group.solved) == (3, 1, 0)
    assert group.since == first[0].at
    assert [len(one.asked) for one in group.examples] == [2, 1], "the commonest words first"
    assert group.languages == ["es"]
    assert len(group.name) == 16


COUNTS = st.integers(1, 40)


def aside_of(group, at=NOW):
    return Aside(frozenset(one.fingerprint for one in group.phrasings), group.count, at)


@given(COUNTS, st.integers(0, 60))
def test_what_was_set_aside_comes_back_when_it_has_grown_by_half_and_by_three_at_least(before, new):
    (group,) = groups_of(asked(*["cuánto tarda el retiro"] * before))
    aside = aside_of(group)
    later = [
        Asked("cuanto tarda el retiro", "es", NOW + timedelta(minutes=1 + n)) for n in range(new)
    ]
    (grown,) = groups_of([*group.asked, *later])
    away = not not_aside([grown], [aside])
    assert away == (new < 3 or 2 * new < before)


def test_setting_one_group_aside_leaves_the_others():
    one, other = groups_of(asked("cuánto tarda el retiro", "la cuenta está bloqueada"))
    assert not_aside([one, other], [aside_of(one)]) == [other]


def test_that_old_questions_are_forgotten_does_not_bring_a_group_back():
    (group,) = groups_of(asked(*["cuánto tarda el retiro"] * 10))
    aside = aside_of(group)
    (less,) = groups_of(group.asked[:4])
    assert not_aside([less], [aside]) == []
