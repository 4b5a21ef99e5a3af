"""What stands beside a form while it is written: answers, own open requests, several questions.

Everything is offered and nothing is done by itself; whoever has seen it may send as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Topic
from ventanilla.core.questions import Question, questions
from ventanilla.helpcentre.models import Showing
from ventanilla.portal.known import Known, known
from ventanilla.portal.probable import Other, other_topic
from ventanilla.portal.requests import row_of
from ventanilla.tickets.access import Visitor, of_visitor
from ventanilla.tickets.duplicates import LOOKED_THROUGH, Similar, similar
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import RequestRow


@dataclass(frozen=True, slots=True)
class Earlier:
    """An open request about what seems to be the same, and the sentence that says so.

    Only of the same topic it is asked about before sending: another topic is another matter by
    its writer's own word. Nobody is held up with a complaint.
    """

    row: RequestRow
    text: str
    asked_first: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What is offered to somebody who writes. ``looked``: there was something to look for."""

    known: Known = field(default_factory=Known)
    earlier: tuple[Earlier, ...] = ()
    parts: tuple[Question, ...] = ()
    other: Other | None = None
    looked: bool = False

    @property
    def told(self) -> str:
        """What the page says now, as the form hands it back."""
        offers = (("earlier", self.earlier), ("parts", self.parts))
        return " ".join(name for name, offer in offers if offer)

    @property
    def send_many(self) -> str:
        """What the button says that makes a request of each question."""
        number = len(self.parts)
        words = ngettext("Send as %(n)s request", "Send as %(n)s requests", number)
        return words % {"n": number}

    def untold(self, told: str) -> bool:
        """Whether something is to be asked before sending that was not seen yet."""
        seen = told.split()
        same = any(one.asked_first for one in self.earlier)
        return (same and "earlier" not in seen) or (bool(self.parts) and "parts" not in seen)


def beside(
    company: InForce,
    who: Visitor,
    topic: Topic,
    look: Eyes,
    subject: str,
    text: str,
    key: str = "",
    *,
    note: bool = True,
) -> Beside:
    """Everything that may spare somebody the writing or the waiting (SB-04, SB-40, ET-12)."""
    words = f"{subject}\n{text}".strip()
    if not words:
        return Beside()
    parts = () if topic.complaint else questions(text)
    return Beside(
        known=known(company, look, words, Showing.Place.FORM, key, away=True, note=note),
        earlier=_earlier(company, who, topic, look, words),
        parts=parts if len(parts) > 1 else (),
        other=other_topic(company, topic, words, look),
        looked=True,
    )


def _earlier(
    company: InForce, who: Visitor, topic: Topic, look: Eyes, words: str
) -> tuple[Earlier, ...]:
    """The visitor's own open requests about what seems to be the same."""
    own = "" if topic.complaint else topic.name
    mine = of_visitor(who).exclude(state__in=DONE).order_by("-received_at", "-id")
    return tuple(
        Earlier(row_of(one.ticket, company, look), _asked_on(one.ticket, look), _same(one, own))
        for one in similar(words, look.language.split("-", 1)[0], list(mine[:LOOKED_THROUGH]))
    )


def _same(one: Similar, topic: str) -> bool:
    """Whether it is asked about before sending: of one topic, and by its very words."""
    return one.ticket.topic == topic and one.how != "meaning"


def _asked_on(ticket: Ticket, look: Eyes) -> str:
    when = times.day_and_time(ticket.received_at, look.language, look.zone)
    return _("You have asked about this on %(when)s: follow it instead.") % {"when": when}
