"""The help centre as its pages show it: shelves, articles, what is read most, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Article, Help, Webinar
from ventanilla.core.marking import marked
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.render import html
from ventanilla.helpcentre.showings import popular
from ventanilla.helpcentre.stock import help_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import Answer, ArticleView, Fact, ShelfView
from ventanilla.ui.reader import RTL

DOORS = timedelta(minutes=15)
"""How long before its beginning a webinar's page leads to its room."""
LINKS = {"video": "player-play", "webinar": "calendar-event"}


class Shelves:
    """The help centre of a company for one reader."""

    def __init__(self, company: InForce, eyes: Eyes) -> None:
        self.company, self.eyes = company, eyes
        self.help: Help = help_of(company.id)
        language = "zh" if eyes.language == "zh-hans" else eyes.language
        self.language = language
        self.filler = Filler(company, self.help, language)

    def shelves(self) -> list[ShelfView]:
        """Every section that holds something, with its articles."""
        return [
            ShelfView(
                name=section.name,
                title=section.title.for_(self.language),
                icon=section.icon,
                articles=self.answers([article.name for article in held]),
                count_text=_count(len(held)),
            )
            for section in self.help.sections.values()
            if (held := self.help.of(section.name))
        ]

    def answers(
        self, names: Iterable[str], key: str = "", question: str = "", *, away: bool = False
    ) -> list[Answer]:
        """Articles as lines, in this order; those that are gone are left out."""
        found = (self.help.articles.get(name) for name in names)
        return [self._line(a, key, question, away=away) for a in found if a is not None]

    def steps(self, topic: str) -> list[str]:
        """What to try first in a matter of this topic, before anybody is asked (EX-55, EX-58)."""
        articles = self.help.articles.values()
        return [a.name for a in articles if a.steps and topic in a.topics]

    def popular(self, limit: int = 5) -> list[Answer]:
        """What was opened most often since yesterday."""
        found = popular(self.company.id, self.eyes.now, limit, list(self.help.articles))
        return self.answers(found)

    def webinars(self) -> list[Answer]:
        """Those that are still to come, the next one first, with when they begin."""
        coming = [
            (article.webinar.starts, article)
            for article in self.help.articles.values()
            if article.webinar and article.webinar.ends > self.eyes.now
        ]
        return [
            Answer(title=self._title(article), text=self._when(starts), url=self._path(article))
            for starts, article in sorted(coming, key=lambda pair: pair[0])
        ]

    def article(self, article: Article) -> ArticleView:
        """An article, whole."""
        code = article.read_in(self.language)
        words = article.words[code]
        checked = times.full_day(article.checked, self.eyes.language)
        shelf = self.help.sections[article.section]
        return ArticleView(
            name=article.name,
            title=self.filler.plain(words.title),
            answer=self.filler.plain(words.answer),
            body=html(self.filler.markdown(words.body)),
            language=code,
            direction="rtl" if code in RTL else "ltr",
            shelf=shelf.title.for_(self.language),
            shelf_url=reverse("portal:help", args=[self.company.slug]) + f"#{shelf.name}",
            checked_text=_("Checked on %(day)s") % {"day": checked},
            link=article.link,
            link_text=_link_text(article, self.eyes.now),
            link_icon=LINKS.get(article.kind, ""),
            facts=self._facts(article.webinar),
            steps=article.steps,
        )

    def _line(self, article: Article, key: str, question: str, *, away: bool) -> Answer:
        words = article.in_(self.language)
        path, title = self._path(article), self.filler.plain(words.title)
        return Answer(
            title=title,
            text=self.filler.plain(words.answer),
            url=f"{path}?{urlencode({'s': key})}" if key else path,
            icon=LINKS.get(article.kind, ""),
            pieces=marked(title, question) if question else (),
            away=away,
        )

    def _path(self, article: Article) -> str:
        return reverse("portal:article", args=[self.company.slug, article.name])

    def _title(self, article: Article) -> str:
        return self.filler.plain(article.in_(self.language).title)

    def _when(self, at: datetime) -> str:
        return times.long_day_and_time(at, self.eyes.language, self.eyes.zone)

    def _facts(self, webinar: Webinar | None) -> list[Fact]:
        """When a webinar is for this reader, how long it lasts, who holds it."""
        if webinar is None:
            return []
        minutes = int(webinar.length.total_seconds() // 60)
        where = times.zone_name(self.eyes.zone.key, self.eyes.language)
        facts = [
            Fact(term=_("Begins"), value=f"{self._when(webinar.starts)} ({where})"),
            Fact(term=_("Lasts"), value=_("%(minutes)s minutes") % {"minutes": minutes}),
        ]
        return [*facts, Fact(term=_("With"), value=webinar.host)] if webinar.host else facts


def _count(number: int) -> str:
    return ngettext("%(number)s answer", "%(number)s answers", number) % {"number": number}


def _link_text(article: Article, now: datetime) -> str:
    """What the link of a video or a webinar is for; the room opens shortly before it begins."""
    if article.kind == "video":
        return _("Watch the video")
    if article.webinar and article.webinar.starts - DOORS <= now < article.webinar.ends:
        return _("Take part")
    return ""
