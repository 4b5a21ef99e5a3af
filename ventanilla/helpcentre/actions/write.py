"""Keep words as a draft, or send them to be reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Words
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.articles.typed import mistakes
from ventanilla.helpcentre.changing import Changing, changing
from ventanilla.helpcentre.editing import newest, words_of
from ventanilla.helpcentre.models import Article, ArticleEvent, Wording

What, State = ArticleEvent.What, Wording.State


class NewerError(ValueError):
    """Somebody else was faster: ``latest`` is the newest wording, which the asker has not seen."""

    def __init__(self, latest: Wording) -> None:
        self.latest = latest
        super().__init__(f"wording {latest.id} by {latest.by_name} is newer")


def write(
    company: InForce,
    article: str,
    language: str,
    words: Words,
    by: Author,
    now: datetime,
    *,
    base: int,
    review: bool = False,
) -> Wording | None:
    """Append a wording that nobody is shown yet; None when there is nothing new to keep.

    ``base`` is the newest wording that the writer has seen, 0 for none. Words that somebody else
    wrote and that only go on to review stay theirs.

    Raises:
        MistakesError: naming every mistake at its field.
        NewerError: there is a wording that the writer has not seen.
        Article.DoesNotExist: when the company has no such article.
    """
    check(company, words)
    with changing(company.id, now) as change:
        row = Article.objects.get(company_id=company.id, name=article)
        latest = newest(company.id, article, language)
        if latest and latest.id != base:
            raise NewerError(latest)
        same = latest is not None and words_of(latest) == words
        if latest and same and (latest.state != State.DRAFT or not review):
            return None
        author = Author(latest.by, latest.by_name) if latest and same and latest.by else by
        state = State.REVIEW if review else State.DRAFT
        fresh = append(change, row, language, words, author, state)
        change.record(What.SENT if review else What.DRAFTED, article, by, wording=fresh)
        return fresh


def check(company: InForce, words: Words) -> None:
    """Whether words may be kept.

    Raises:
        MistakesError: naming every mistake at its field.
    """
    if found := mistakes(words, company.policy, names_of(company.id)):
        raise MistakesError(found)


def append(
    change: Changing, article: Article, language: str, words: Words, by: Author, state: str
) -> Wording:
    """Add words that wait; from now on the company's files leave the article alone."""
    Article.objects.filter(pk=article.pk).update(by_hand=True)
    return change.add(
        Wording(
            article=article.name,
            language=language,
            state=state,
            title=words.title,
            answer=words.answer,
            body=words.body,
            asks=list(words.asks),
            by=by.account,
            by_name=by.name,
            at=change.now,
        )
    )


def names_of(company: int) -> Mapping[str, None]:
    """The articles of a company that a placeholder may name."""
    names = Article.objects.filter(company_id=company, withdrawn=False)
    return dict.fromkeys(names.values_list("name", flat=True))
