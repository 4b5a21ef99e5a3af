"""The articles of a company as its staff lists them: the ones that are too old first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.console.ticket import language_name
from ventanilla.core.articles.review import Review, review_of
from ventanilla.core.words import gettext_noop
from ventanilla.helpcentre.editing import Tongue, Tongues, tongues
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.measures import Measure, measures
from ventanilla.helpcentre.models import Article, Section
from ventanilla.helpcentre.stock import help_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import Tag, Tone

WHERE: dict[str, tuple[str, str, Tone]] = {
    "shown": (gettext_noop("Live"), "check", "kept"),
    "behind": (gettext_noop("Translation behind"), "clock", "soon"),
    "missing": (gettext_noop("Not written"), "alert-triangle", "soon"),
    "draft": (gettext_noop("Draft"), "pencil", ""),
    "review": (gettext_noop("In review"), "eye", "act"),
}


@dataclass(frozen=True, slots=True)
class LanguageTag:
    """A language of an article: where it stands there, and the way to its editor."""

    code: str
    name: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it is filtered and counted: where it stands, whether it is too old."""

    article: Article
    standing: Tongues
    stale: bool

    @property
    def states(self) -> set[str]:
        """Where it stands, in any language."""
        return {tongue.where for tongue in self.standing.values()}

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Whether it is among those that a filter asks for; a state may be that of a language."""
        state, code = wanted["state"], wanted["language"]
        if wanted["section"] not in ("", self.article.section):
            return False
        if state in ("stale", "withdrawn"):
            return self.stale if state == "stale" else self.article.withdrawn
        mine = [tongue.where for tongue in self.standing.values() if code in ("", tongue.language)]
        return state in mine if state else not code or mine != ["missing"]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with everything the list says of it."""

    title: str
    url: str
    section: str
    languages: list[LanguageTag]
    checked: date
    checked_text: str
    age: Tag
    measure: Measure
    withdrawn: bool


def listed(company: InForce, now: datetime) -> list[Listed]:
    """Every article, the one that was checked longest ago first; the withdrawn ones at the end."""
    languages, review = company.policy.languages, review_of(company.policy)
    standing = tongues(company.id, languages)
    nothing = {code: Tongue(code, None, None, None, None) for code in languages}
    today = day_of(company, now)
    rows = Article.objects.filter(company_id=company.id)
    return [
        Listed(
            row,
            standing.get(row.name, nothing),
            not row.withdrawn and today >= review.old_from(row.checked_on),
        )
        for row in rows.order_by("withdrawn", "checked_on", "position", "name")
    ]


def article_rows(company: InForce, shown: Sequence[Listed], look: Eyes) -> list[ArticleRow]:
    """Some of them as rows of the list."""
    rows = Section.objects.filter(company_id=company.id)
    sections = {row.name: said(row.title, look) for row in rows}
    read, review, today = (
        measures(company.id, look.now),
        review_of(company.policy),
        day_of(company, look.now),
    )
    found = []
    for one in shown:
        row = one.article
        tags = list(language_tags(company, row.name, one.standing))
        found.append(
            ArticleRow(
                title=title_of(row.name, one.standing, company, look),
                url=tags[0].url,
                section=sections.get(row.section) or row.section,
                languages=tags,
                checked=row.checked_on,
                checked_text=times.plain_day(row.checked_on, look.language),
                age=age_tag(row.checked_on, today, review),
                measure=read.get(row.name, Measure()),
                withdrawn=row.withdrawn,
            )
        )
    return found


def day_of(company: InForce, now: datetime) -> date:
    """Today on the company's calendar."""
    return now.astimezone(ZoneInfo(company.policy.zone)).date()


def age_tag(checked: date, today: date, review: Review) -> Tag:
    """How long ago somebody looked, and whether that is too long."""
    days = max(0, (today - checked).days)
    text = ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if today >= review.old_from(checked):
        tone: Tone = "late" if review.promised else "soon"
        words = _("Too old: %(age)s") % {"age": text}
        return Tag(text=words, icon="alert-triangle", tone=tone)
    return Tag(text=text if days else _("Today"))


def language_tags(company: InForce, name: str, standing: Tongues) -> Iterator[LanguageTag]:
    """The languages of an article, each with its state."""
    for code, tongue in standing.items():
        url = path(company, "article", name, code)
        yield LanguageTag(code, language_name(code), where_tag(tongue), url)


def where_tag(tongue: Tongue) -> Tag:
    """Where an article stands in a language, in words."""
    words, icon, tone = WHERE[tongue.where]
    return Tag(text=_(words), icon=icon, tone=tone)


def title_of(name: str, standing: Tongues, company: InForce, look: Eyes) -> str:
    """The title for a reader of the console: in their language, else in the company's first."""
    mine = standing.get(look.language.partition("-")[0])
    for tongue in filter(None, (mine, *standing.values())):
        row = tongue.shown or tongue.latest
        if row is not None:
            return Filler(company, help_of(company.id), tongue.language).plain(row.title)
    return name


def said(words: Mapping[str, str], look: Eyes) -> str:
    """A title by language, for a reader of the console."""
    own = words.get(look.language.partition("-")[0])
    return own or words.get("en") or next(iter(words.values()), "")
