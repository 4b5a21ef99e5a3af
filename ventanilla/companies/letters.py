"""The texts of a company's letters: plain templates with named places, in its languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ventanilla.core.policy import Policy, read_letter
from ventanilla.core.tables import PolicyError

PLACE = re.compile(r"\{([a-z_]+)\}")
ALONE = re.compile(r"^\{([a-z_]+)\}\n\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent, in one language."""

    subject: str
    body: str
    language: str


def folder() -> Path:
    """Where the companies' folders lie: ``VENTANILLA_COMPANIES``, else those of the project."""
    return Path(settings.COMPANIES)


@lru_cache(maxsize=1024)
def template(slug: str, letter: str, language: str) -> tuple[str, str]:
    """The text of a letter and the language it was found in (English where there is none).

    Raises:
        FileNotFoundError: naming the file that is missing.
    """
    base = folder() / slug / "letters"
    for code in (language, language.split("-", 1)[0], "en"):
        path = base / code / f"{letter}.txt"
        if path.is_file():
            return path.read_text(encoding="utf-8"), code
    raise FileNotFoundError(f"{base / 'en' / letter}.txt: this letter is needed and missing")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into their places by plain substitution: never a template language.

    A place without a value stays empty, and a value is never looked through for places. Where a
    place is a paragraph of its own and has no value, the paragraph is left out.
    """
    text = ALONE.sub(lambda match: match[0] if values.get(match[1]) else "", text)
    return PLACE.sub(lambda match: values.get(match[1], ""), text)


def write(slug: str, letter: str, language: str, values: Mapping[str, str]) -> Letter:
    """A company's letter with its values. The subject is the first line, ``Subject: ...``."""
    text, code = template(slug, letter, language)
    first, _, body = text.partition("\n")
    subject = fill(first.removeprefix("Subject:").strip(), values)
    return Letter(" ".join(subject.split()), fill(body, values).strip() + "\n", code)


def mistakes(policy: Policy, base: Path) -> list[PolicyError]:
    """What is wrong with the letters in a folder: each notice needs one in each language.

    A letter that lacks a field its notice prescribes, or has a place the desk cannot fill, is as
    wrong as one that is missing: it could not go out when it is needed.
    """
    found = []
    for notice in policy.notices.values():
        for language in policy.languages:
            path = base / language / f"{notice.name}.txt"
            try:
                read_letter(path.read_text(encoding="utf-8"), str(path), notice)
            except OSError:
                wanted = f"notice.{notice.name} needs it: a first line Subject: ..., then the text"
                found.append(PolicyError(str(path), "no such file", wanted))
            except PolicyError as error:
                found.append(error)
    return found
