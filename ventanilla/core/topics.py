"""What somebody writes about: the topics of a policy, the likeliest first.

Two things speak for a topic: the articles that were found for the words, each for the topics it
belongs to, and the words of the topic's own title and hint. Nothing is ever ruled out by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ventanilla.core.answers import AnswerIndex, Entry, Weights, build
from ventanilla.core.answers.index import fuse
from ventanilla.core.policy import Policy

OWN = 2.5
"""What the words of a title weigh against an article that is sure: on the evaluation set no weight
is better or worse; with a high one a topic without articles is found, too."""
LEAST = 0.1
"""A topic is called probable from here on."""
SURE = 0.6
"""From here on a form of another topic says so: of 100 it is right about 98
(``bench.answers.topics``)."""


class Likely(NamedTuple):
    """A topic, and how much speaks for it: more than 1 where both its articles and its name do."""

    topic: str
    score: float


def topic_index(policy: Policy, weights: Weights) -> AnswerIndex:
    """The titles and hints of a policy's topics in all their languages, to be asked."""
    entries = [
        Entry(topic.name, language, topic.title.for_(language), topic.hint.for_(language))
        for topic in policy.topics.values()
        for language in policy.languages
    ]
    return build(entries, [None] * len(entries), weights)


def own_words(index: AnswerIndex, words: str) -> dict[str, float]:
    """How much of some words each topic's title and hint hold (0 to 1)."""
    scores = fuse(index.spelt(words), index.weights.plain)
    return {name: float(scores[n]) for n, name in enumerate(index.articles)}


def likely(
    found: Iterable[tuple[Sequence[str], float]], own: Mapping[str, float], weight: float = OWN
) -> list[Likely]:
    """The topics that are probable, the likeliest first.

    ``found`` are the topics of each article with how sure the article is: one that belongs to many
    says little of each. ``own`` is what ``own_words`` says.
    """
    score: defaultdict[str, float] = defaultdict(float)
    for topics, sure in found:
        for topic in topics:
            if topic in own:
                score[topic] += sure / len(topics)
    for topic, share in own.items():
        score[topic] += weight * share
    order = {name: place for place, name in enumerate(own)}
    best = sorted(score, key=lambda name: (-score[name], order[name]))
    return [Likely(name, score[name]) for name in best if score[name] >= LEAST]
