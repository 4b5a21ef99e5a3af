"""Letters that are the desk's own and not a company's: a code, a link, a seat in a webinar."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.companies.letters import Letter, fill

HOUSE = frozenset({"code", "link", "webinar", "webinar_soon"})


def house_letter(letter: str, language: str, values: Mapping[str, str]) -> Letter:
    """A letter of the house in the reader's language.

    Raises:
        KeyError: for a letter the house does not have.
    """
    with translation.override(_code(language)):
        subjects = {
            "code": _("{code} is your code for {company}"),
            "link": _("Your request {number} at {company}"),
            "webinar": _("Your seat: {title}"),
            "webinar_soon": _("Soon: {title}"),
        }
        bodies = {
            "code": _(
                "Your code is {code}. It works for 10 minutes and once.\n\n"
                "If you did not ask for it, do nothing: without it nobody gets in.\n\n{company}"
            ),
            "link": _(
                "Here is the link to your request {number}:\n\n{link}\n\n"
                "Keep it to yourself: whoever has it can read the request.\n\n{company}"
            ),
        }
        bodies["webinar"] = _(
            "You have a seat.\n\n{title}\n{when}\n\n"
            "It takes place here:\n{room}\n\n"
            "You can send questions before it begins, and read the answers:\n{page}\n\n"
            "The attached file puts it into your calendar.\n\n{company}"
        )
        bodies["webinar_soon"] = _(
            "It begins soon.\n\n{title}\n{when}\n\n"
            "It takes place here:\n{room}\n\n"
            "There is still time for a question:\n{page}\n\n{company}"
        )
        return Letter(fill(subjects[letter], values), fill(bodies[letter], values) + "\n", language)


def _code(language: str) -> str:
    return "zh-hans" if language == "zh" else language
