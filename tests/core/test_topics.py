"""Topics come in the order of what speaks for them; none is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import policy
from ventanilla.core.topics import LEAST, likely, own_words, topic_index
from ventanilla.helpcentre.indexes import weights

NAMES = ("a", "b", "c", "d")
ARTICLES = st.lists(
    st.tuples(st.lists(st.sampled_from(NAMES), unique=True, max_size=4), st.floats(0, 1)),
    max_size=5,
)
OWN = st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES[:3]})


@given(ARTICLES, OWN, st.randoms())
def test_topics_are_in_the_order_of_what_speaks_for_them_and_only_those_of_the_policy(
    found, own, chance
):
    ranked = likely(found, own)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= LEAST for score in scores)
    assert {one.topic for one in ranked} <= set(own)
    other = list(found)
    chance.shuffle(other)
    assert dict(likely(other, own)) == pytest.approx(dict(ranked), abs=1e-9)
    more = likely([*found, (["b"], 1.0)], own)
    before = {one.topic: one.score for one in ranked}.get("b", 0.0)
    assert {one.topic: one.score for one in more}["b"] >= before


def test_an_article_of_many_topics_says_little_of_each():
    own = dict.fromkeys("abc", 0.0)
    found = [(("a", "b", "c"), 0.9), (("b",), 0.4)]
    assert [one.topic for one in likely(found, own)] == ["b", "a", "c"]


@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_the_title_of_every_topic_finds_it_first_in_every_language(slug):
    rules = policy(slug)
    index = topic_index(rules, weights())
    for topic in rules.topics.values():
        for language in rules.languages:
            found = likely([], own_words(index, topic.title.for_(language)))
            assert found[0].topic == topic.name, (topic.name, language)
