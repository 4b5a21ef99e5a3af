"""The field of a detail that a policy asks for: the same for forms, staff and programs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ventanilla.core.digits import latin_digits
from ventanilla.core.policy import Detail

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
REFUSED = {"email": EMAIL}
FIGURES = frozenset({"account-number", "transaction-id", "amount", "phone", "datetime"})
"""Kinds of detail that are digits: typed on an Arabic or Chinese keyboard they mean the same."""
SIGNS = str.maketrans({"\u066b": ".", "\uff0e": ".", "\uff0d": "-", "\uff0b": "+"})
"""The Arabic decimal separator and full-width signs beside digits, as they are compared."""


def field_of(detail: Detail, language: str) -> forms.Field:
    """The form field of a detail that a policy asks for."""
    shared: dict[str, Any] = {
        "label": detail.label.for_(language),
        "help_text": detail.help.for_(language),
        "required": detail.required,
    }
    if detail.kind == "choice":
        offered = [(c.name, c.title.for_(language)) for c in detail.choices]
        return forms.ChoiceField(choices=[("", "\u2014"), *offered], **shared)
    widget: forms.Widget = forms.TextInput()
    if detail.kind == "phone":
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"})
    elif detail.kind in {"account-number", "transaction-id", "amount"}:
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    elif detail.kind == "datetime":
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    # What is refused must fit in, or the browser cuts it and nobody is told what they mistook.
    longest = 200 if detail.refuse and detail.pattern else detail.max or 200
    return DetailField(detail, language, max_length=longest, widget=widget, **shared)


def folded(text: str) -> str:
    """Digits as 0-9, and the signs that stand beside them as they are compared."""
    return latin_digits(text).translate(SIGNS)


class DetailField(forms.CharField):
    """A detail with the policy's own pattern, and its own words for what is often mistyped."""

    def __init__(self, detail: Detail, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.detail, self.language = detail, language

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        detail = self.detail
        if detail.pattern or detail.kind in FIGURES:
            text = folded(text)
        if text and detail.refuse and REFUSED[detail.refuse].fullmatch(text):
            raise forms.ValidationError(detail.refuse_error.for_(self.language))
        if text and detail.pattern and not re.fullmatch(detail.pattern, text):
            raise forms.ValidationError(
                detail.error.for_(self.language) or _("This does not look right. Check it.")
            )
        return text
