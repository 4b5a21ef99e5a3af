"""The form by which a policy is drafted: its text, typed or as a file, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.companies.checking import LONGEST


class DraftForm(forms.Form):
    """A file takes the place of the text; what came stays in the field when it is refused."""

    file = forms.FileField(
        label=gettext_lazy("Upload a file"),
        help_text=gettext_lazy("It takes the place of the text below."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("The text of the policy"),
        error_messages={"required": gettext_lazy("Write the policy here, or upload a file.")},
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "dir": "ltr", "spellcheck": "false", "class": "code-area"}
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("What changes, and why"),
        help_text=gettext_lazy("For whoever approves it. Customers do not read this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Take the file for the text, and put it into the field that is shown again."""
        typed: dict[str, Any] = super().clean() or {}
        file = typed.get("file")
        if file:
            typed["text"] = self._read(file)
            self.errors.pop("text", None)
            said = {name: self.data.get(name) for name in self.data}
            self.data = {**said, "text": typed["text"]}
        if len(str(typed.get("text") or "")) > LONGEST:
            self.add_error("text", _("This is longer than any policy may be (500 KB)."))
        return typed

    def _read(self, file: Any) -> str:
        try:
            return str(file.read(4 * LONGEST), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("This file is no text in UTF-8. Save it as UTF-8 first."))
            return str(self.data.get("text", ""))
