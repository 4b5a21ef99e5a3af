"""The two small forms of a webinar. Whoever is signed in is known already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ventanilla.helpcentre.webinars import LONGEST_QUESTION


class _GuestForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, signed_in: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed_in = signed_in
        if signed_in:
            del self.fields["email"]

    @property
    def address(self) -> str:
        """Where they are written to."""
        return self.signed_in or str(self.cleaned_data["email"])


class SeatForm(_GuestForm):
    """Who takes part."""

    prefix = "seat"


class QuestionForm(_GuestForm):
    """A question, sent before or during a webinar."""

    prefix = "question"
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("text", "email")
