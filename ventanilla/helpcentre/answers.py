"""Asking a help centre: which articles answer, and whether any of them surely does."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.companies.inforce import InForce
from ventanilla.core.answers import Found
from ventanilla.core.articles import Article, Words
from ventanilla.helpcentre.indexes import index_of
from ventanilla.helpcentre.marks import mark_of
from ventanilla.helpcentre.stock import held
from ventanilla.helpcentre.vectors import embedder


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that may answer, in the words for its reader, and how sure that is (0 to 1)."""

    article: Article
    words: Words
    found: Found

    @property
    def probability(self) -> float:
        """How probably it answers the question."""
        return self.found.probability


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found for a question, the best first. ``mark``: so sure must an answer be.

    ``inside``: how probably any article answers (0 to 1); ``vectors``: whether sentence vectors
    had a part in it.
    """

    question: str
    found: tuple[Answer, ...]
    inside: float
    mark: float
    vectors: bool

    @property
    def sure(self) -> tuple[Answer, ...]:
        """The answers that may be offered as such: none, where the first is not sure enough."""
        return self.found if self.found and self.found[0].probability >= self.mark else ()

    def offers(self, one: Answer) -> bool:
        """Whether one of them may be offered as an answer; else it comes near."""
        return bool(self.sure) and one.probability >= self.mark

    @property
    def best(self) -> Answer | None:
        """The answer, or None: then there is none in this help centre."""
        return self.sure[0] if self.sure else None


def answers(company: InForce, question: str, language: str, limit: int = 3) -> Answers:
    """What a company's help centre answers to a question in any language.

    ``language`` is the reader's, in which the articles are returned where they are written in it.
    """
    stock, mark = held(company.id), mark_of(company)
    if not stock.help.articles:
        return Answers(question, (), 0.0, mark, vectors=False)
    index = index_of(company.id, stock)
    model = embedder() if index.vectors is not None else None
    gone = sum(name not in stock.help.articles for name in index.articles)
    result = index.ask(question, model, limit + gone)
    found = tuple(
        Answer(stock.help.articles[one.article], words, one)
        for one in result.found
        if one.article in stock.help.articles
        for words in [stock.help.articles[one.article].in_(language)]
    )
    return Answers(question, found[:limit], result.inside, mark, model is not None)
