"""The form by which somebody notes that a return was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ventanilla.console.register_forms import day_field


class SentForm(forms.Form):
    """That a return was sent: when, what proves it, and which file it was."""

    def __init__(self, copies: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["sent_on"] = day_field(_("Sent on"), required=True)
        self.fields["reference"] = forms.CharField(
            label=_("Reference"),
            max_length=200,
            help_text=_("The number of the receipt, the form or the letter that proves it."),
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields["copy"] = forms.ChoiceField(
            label=_("Which file"),
            choices=[("", _("None of these")), *copies],
            required=False,
        )
