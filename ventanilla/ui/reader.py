"""Who reads a page: language, zone and theme, from cookies and the browser, for every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

RTL = frozenset({"ar", "fa", "he", "ur"})
SHOWN = ("es", "en", "zh-hans", "ar")
THEMES = frozenset({"light", "dark"})
_ZONES = available_timezones()


@dataclass(frozen=True, slots=True)
class Reader:
    """How one person reads. ``language`` is a code of ``settings.LANGUAGES``.

    ``zone`` is an IANA name, or empty until the browser has told; ``theme`` is empty where the
    system decides.
    """

    language: str
    zone: str
    theme: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RTL else "ltr"

    def zone_or(self, fallback: str) -> ZoneInfo:
        """The reader's zone, else another one (the company's)."""
        return ZoneInfo(self.zone or fallback)


def known_zone(name: str) -> str:
    """The name if it is a zone, else an empty text."""
    return name if name in _ZONES else ""


def known_language(code: str) -> str:
    """The code as this desk spells it ("zh" is "zh-hans"), or an empty text."""
    offered = dict(settings.LANGUAGES)
    code = code.lower()
    if code in offered:
        return code
    base = code.split("-", 1)[0]
    return next((other for other in offered if other.split("-", 1)[0] == base), "")


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind a request. An address may name a language (``?lang=zh``) for its page."""
    chosen = known_language(request.COOKIES.get("lang", ""))
    chosen = chosen or known_language(request.GET.get("lang", "")[:20])
    language = chosen or translation.get_language_from_request(request)
    theme = request.COOKIES.get("theme", "")
    zone = known_zone(request.COOKIES.get("tz", "").replace("%2F", "/"))
    return Reader(language, zone, theme if theme in THEMES else "")


class ReaderMiddleware:
    """Puts ``request.reader`` and the language in place before anything is rendered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        request.reader = reader  # type: ignore[attr-defined]
        with translation.override(reader.language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", reader.language)
        return response


def context(request: HttpRequest) -> dict[str, object]:
    """What every template knows of its reader."""
    reader = getattr(request, "reader", None) or reader_of(request)
    return {
        "reader": reader,
        "lang": reader.language,
        "dir": reader.direction,
        "theme": reader.theme,
        "languages": [
            {"code": code, "name": translation.get_language_info(code)["name_local"].capitalize()}
            for code in SHOWN
        ],
    }
