"""What of an article is the same in all languages, and what speaks against it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ventanilla.core.articles.faults import Fault
from ventanilla.core.articles.model import KINDS, Webinar
from ventanilla.core.words import Phrase, gettext_noop

LONGEST_LINK = 500


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article stands and what belongs to it; see ``Article`` for the words."""

    section: str
    kind: str = "article"
    topics: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    steps: bool = False
    link: str = ""
    webinar: Webinar | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a placement may name: the company's sections, topics and other articles."""

    sections: Container[str]
    topics: Container[str]
    articles: Container[str]


def misplaced(placement: Placement, around: Around) -> Iterator[Fault]:
    """Everything in a placement that names nothing, is missing or leads nowhere."""
    for field, names, known in (
        ("section", (placement.section,), around.sections),
        ("kind", (placement.kind,), KINDS),
        ("topics", placement.topics, around.topics),
        ("related", placement.related, around.articles),
    ):
        if any(name not in known for name in names):
            yield Fault(field, Phrase(gettext_noop("Choose one of the list.")))
    yield from _linked(placement)
    if placement.kind == "webinar" and placement.webinar is None:
        yield Fault("starts", Phrase(gettext_noop("Say when the webinar begins.")))


def _linked(placement: Placement) -> Iterator[Fault]:
    link = placement.link
    if placement.kind != "article" and not link:
        sentence = gettext_noop("Say where the video or the webinar is found.")
        yield Fault("link", Phrase(sentence))
    if link and (not link.startswith("https://") or link != "".join(link.split())):
        yield Fault("link", Phrase(gettext_noop("An address that begins with https:// is needed.")))
    if len(link) > LONGEST_LINK:
        sentence = gettext_noop("These are {found} signs. At most {most} fit.")
        yield Fault("link", Phrase(sentence, {"found": len(link), "most": LONGEST_LINK}))
