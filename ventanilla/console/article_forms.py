"""The forms of the article editor. What speaks against the words is said by the core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ventanilla.core.articles import Words
from ventanilla.core.articles.faults import MistakesError
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.phrases import render
from ventanilla.ui.reader import RTL

type Choices = Sequence[tuple[str, str]]


class WordsForm(forms.Form):
    """An article in one language. Nothing is cut off: what is too long is named."""

    def __init__(self, language: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        script = {"lang": language, "dir": "rtl" if language in RTL else "ltr"}
        self.fields["title"] = forms.CharField(
            label=_("Title"), required=False, widget=forms.TextInput(attrs=script)
        )
        self.fields["answer"] = _text(
            _("Answer in short"), 3, script, _("In a sentence or two. It stands in every list.")
        )
        self.fields["asks"] = _text(
            _("Other ways to ask"),
            4,
            script,
            _("One on each line, as customers put it, with their mistakes."),
        )
        self.fields["body"] = _text(
            _("Text"), 14, script, _("Markdown: **bold**, lists, tables, ## headings.")
        )

    def words(self) -> Words:
        """What was typed, without blanks around it and without empty lines among the asks."""
        typed = {name: str(self.cleaned_data.get(name, "")) for name in WORDS}
        lines = {name: "\n".join(text.splitlines()).strip() for name, text in typed.items()}
        asks = tuple(line.strip() for line in lines["asks"].split("\n") if line.strip())
        return Words(lines["title"], lines["answer"], lines["body"], asks)

    def refuse(self, error: MistakesError, look: Eyes) -> None:
        """Put every mistake to its field."""
        for fault in error.faults:
            self.add_error(fault.field, render(fault.text, look.language, look.zone))


WORDS = ("title", "answer", "asks", "body")


class NewForm(WordsForm):
    """The first words of an article, with its short name and its section."""

    def __init__(self, language: str, sections: Choices, *args: Any, **more: Any) -> None:
        super().__init__(language, *args, **more)
        self.fields["name"] = forms.CharField(
            label=_("Short name"),
            required=False,
            help_text=_("It stands in the address and does not change: opening-hours."),
            widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
        )
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"), choices=[("", "…"), *sections], required=False
        )


class FilterForm(forms.Form):
    """Which articles are listed; everything may be left open."""

    def __init__(self, sections: Choices, languages: Choices, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        everything = ("", _("All"))
        states = [
            ("stale", _("Too old")),
            ("draft", _("Draft")),
            ("review", _("In review")),
            ("behind", _("Translation behind")),
            ("missing", _("Not written")),
            ("withdrawn", _("Taken down")),
        ]
        for name, label, choices in (
            ("section", _("Section"), sections),
            ("language", _("Language"), languages),
            ("state", _("State"), states),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[everything, *choices], required=False
            )

    def wanted(self) -> dict[str, str]:
        """What was asked for, as far as there is such a thing."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


def _text(label: str, rows: int, attrs: dict[str, str], help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
    )
