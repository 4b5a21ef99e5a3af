"""In which language and zone the company writes to whoever asks now."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.portal.visit import customer_of
from ventanilla.ui.frame import reader


def letters_of(request: HttpRequest, company: InForce) -> tuple[str, str]:
    """Language and zone of the letters: as whoever is signed in chose, else as the page (XM-84)."""
    who, known = reader(request), customer_of(request, company)
    if known is None:
        return who.language.split("-", 1)[0], who.zone
    return known.language, known.zone or who.zone


def letters_text(request: HttpRequest, company: InForce) -> str:
    """ "We write to you in: Español.", to whoever is signed in, since they can change it."""
    if customer_of(request, company) is None:
        return ""
    named = language_name(letters_of(request, company)[0])
    return _("We write to you in: %(language)s.") % {"language": named}


def language_name(code: str) -> str:
    """ "Español", "中文": a language as its readers call it; its code where nobody knows."""
    try:
        found = get_language_info("zh-hans" if code == "zh" else code)
    except KeyError:
        return code
    return str(found["name_local"]).capitalize()
