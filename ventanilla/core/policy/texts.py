"""Words of a policy in the languages of its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ANY_LANGUAGE = "mul"
"""Language code of a text that is the same everywhere (a name, a number): ISO 639 "multiple"."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages (``{"es": "...", "en": "..."}``)."""

    words: Mapping[str, str] = field(default_factory=dict)

    def for_(self, language: str) -> str:
        """The text for a reader of ``language`` ("es-MX" reads "es"), else English, else any."""
        for code in (language, language.split("-", 1)[0], ANY_LANGUAGE, "en"):
            if code in self.words:
                return self.words[code]
        return next(iter(self.words.values()), "")

    def missing(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Which of ``languages`` this text lacks; nothing for a text of all languages."""
        if ANY_LANGUAGE in self.words:
            return ()
        return tuple(code for code in languages if not self.words.get(code, "").strip())

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        return self.for_("en")
