"""Letters about a webinar: the seat is confirmed, and the day before people are reminded."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.core.articles import Article, Webinar
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.ical import ics
from ventanilla.helpcentre.stock import help_of
from ventanilla.helpcentre.webinars import Guest, due_reminders
from ventanilla.tickets.actions.send_letter import send_letter
from ventanilla.tickets.models import Outgoing
from ventanilla.ui import times

CONFIRMED, SOON = "webinar", "webinar_soon"
LETTERS = frozenset({CONFIRMED, SOON})
FILE = "webinar.ics"


def confirm(company: int, article: str, guest: Guest, now: datetime) -> None:
    """Put the letter that confirms a seat into the outbox."""
    _send(company, CONFIRMED, article, guest, now)


@transaction.atomic
def remind(now: datetime) -> int:
    """Remind everybody whose webinar begins within a day; returns how many letters were written."""
    seats = due_reminders(now)
    for seat in seats:
        guest = Guest(seat.address, seat.language, seat.zone)
        _send(seat.company_id, SOON, seat.article, guest, now)
    return len(seats)


def _send(company: int, letter: str, article: str, guest: Guest, now: datetime) -> None:
    send_letter(
        company, letter, guest.address, guest.language, now, article=article, zone=guest.zone
    )


def values_of(row: Outgoing) -> dict[str, str]:
    """What a letter about a webinar says: its title, when it begins for this reader, where.

    Raises:
        LookupError: when the webinar is no longer there.
    """
    company = in_force_by_id(row.company_id)
    article, webinar = _webinar(row)
    language = _code(row.language)
    zone = ZoneInfo(row.values.get("zone") or company.policy.zone)
    with override(language):
        when = times.long_day_and_time(webinar.starts, language, zone)
        place = times.zone_name(zone.key, language)
        return {
            "title": _title(company, article, row.language),
            "when": _("%(when)s (%(place)s time)") % {"when": when, "place": place},
            "room": article.link,
            "page": _page(company, article),
        }


def calendar_file(row: Outgoing) -> bytes:
    """The webinar as an iCalendar file."""
    company = in_force_by_id(row.company_id)
    article, webinar = _webinar(row)
    return file_of(company, article, webinar, row.language, row.created_at)


def file_of(
    company: InForce, article: Article, webinar: Webinar, language: str, now: datetime
) -> bytes:
    """A webinar as an iCalendar file in a reader's language; the same event however often."""
    uid = f"{company.slug}-{article.name}@{settings.MAIL_DOMAIN}"
    filler = Filler(company, help_of(company.id), language)
    words = article.in_(language)
    title, text = filler.plain(words.title), filler.plain(words.answer)
    return ics(uid, webinar, title, text, article.link, now)


def _webinar(row: Outgoing) -> tuple[Article, Webinar]:
    article = help_of(row.company_id).articles[str(row.values["article"])]
    if article.webinar is None:
        raise LookupError(article.name)
    return article, article.webinar


def _title(company: InForce, article: Article, language: str) -> str:
    return Filler(company, help_of(company.id), language).plain(article.in_(language).title)


def _page(company: InForce, article: Article) -> str:
    return settings.PUBLIC_URL + reverse("portal:article", args=[company.slug, article.name])


def _code(language: str) -> str:
    return "zh-hans" if language == "zh" else language
