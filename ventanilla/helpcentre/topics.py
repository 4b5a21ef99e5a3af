"""What somebody writes about, by the articles of now and the policy in force."""

from __future__ import annotations

from ventanilla.companies.inforce import InForce
from ventanilla.core.answers import AnswerIndex
from ventanilla.core.topics import Likely, likely, own_words, topic_index
from ventanilla.helpcentre.answers import answers
from ventanilla.helpcentre.indexes import weights
from ventanilla.helpcentre.stock import help_of

ARTICLES = 5
"""Articles that speak for their topics."""

_indexes: dict[tuple[int, int], AnswerIndex] = {}


def likely_topics(company: InForce, words: str, language: str) -> list[Likely]:
    """The topics that some words may be about, the likeliest first."""
    if not words.strip():
        return []
    near = []
    if help_of(company.id).articles:
        found = answers(company, words, language, ARTICLES).found
        near = [(one.article.topics, one.probability) for one in found]
    return likely(near, own_words(_index(company), words))


def _index(company: InForce) -> AnswerIndex:
    """The index of the topics of a policy version, made once in this process."""
    key = (company.id, company.serial)
    if key not in _indexes:
        _indexes[key] = topic_index(company.policy, weights())
    return _indexes[key]
