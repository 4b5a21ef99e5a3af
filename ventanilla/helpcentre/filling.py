"""What the policy says, put where an article left room for it; as plain words or with links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.companies.inforce import InForce
from ventanilla.companies.manual.hours import hours_lines
from ventanilla.companies.manual.words import span_text
from ventanilla.core.articles import Help, Placeholder
from ventanilla.core.articles.placeholders import filled
from ventanilla.core.policy import Topic

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the texts of one company's articles for readers of one language.

    ``base`` stands before every path, for whoever reads them elsewhere than on our pages.
    """

    company: InForce
    help: Help
    language: str
    base: str = ""

    def plain(self, text: str) -> str:
        """A title or an answer: what would be a link is its words alone."""
        with override(_code(self.language)):
            return filled(text, lambda found: self._value(found)[0])

    def markdown(self, text: str) -> str:
        """The text of an article, with links where its placeholders lead somewhere."""

        def one(found: Placeholder) -> str:
            words, url = self._value(found)
            safe = _MARKUP.sub(r"\\\1", words)
            return f"[{safe}]({self.base}{url})" if url else safe

        with override(_code(self.language)):
            return filled(text, one)

    def _value(self, found: Placeholder) -> tuple[str, str]:
        """The words of a placeholder, and where they lead; "" for what is not there any more."""
        slug, policy = self.company.slug, self.company.policy
        match found.kind:
            case "company":
                return policy.company, ""
            case "ask":
                return _("Write to us"), reverse("portal:ask", args=[slug])
            case "hours" if not found.name:
                return _("Hours and promises"), reverse("portal:hours", args=[slug])
            case "complaint":
                return self._form(next((t for t in policy.topics.values() if t.complaint), None))
            case "topic":
                return self._form(policy.topics.get(found.name))
            case "article":
                return self._article(found.name)
            case _:
                return self._said(found), ""

    def _form(self, topic: Topic | None) -> tuple[str, str]:
        if topic is None:
            return "", ""
        path = reverse("portal:ask_topic", args=[self.company.slug, topic.name])
        return topic.title.for_(self.language), path

    def _article(self, name: str) -> tuple[str, str]:
        """An article; for one that was withdrawn the help centre: no sentence has a hole."""
        article = self.help.articles.get(name)
        if article is None:
            return _("Help centre"), reverse("portal:help", args=[self.company.slug])
        path = reverse("portal:article", args=[self.company.slug, name])
        return self.plain(article.in_(self.language).title), path

    def _said(self, found: Placeholder) -> str:
        """What the policy says of a channel or a promise."""
        policy = self.company.policy
        channel, promise = policy.channels.get(found.name), policy.promises.get(found.name)
        if found.kind == "channel" and channel:
            return channel.title.for_(self.language)
        if found.kind == "address" and channel:
            return channel.address
        if found.kind == "hours" and channel:
            schedule = policy.schedules.get(channel.schedule or "")
            return ", ".join(hours_lines(schedule, self.language))
        if found.kind == "promise" and promise:
            return promise.text.for_(self.language) or promise.title.for_(self.language)
        if found.kind == "time" and promise and promise.clock:
            return span_text(promise.clock.span, self.language)
        return ""


def _code(language: str) -> str:
    return "zh-hans" if language == "zh" else language
