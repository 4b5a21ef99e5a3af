"""The form by which somebody hands in a proof of a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ventanilla.companies.proofs import Paper
from ventanilla.console.register_forms import day_field
from ventanilla.tickets.files import refused, store, tidy_name


class ProofForm(forms.Form):
    """Its day, what it is, and the paper itself where there is one."""

    def __init__(self, claim: str, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=claim)
        self.claim = claim
        self.fields["dated"] = day_field(_("Date of the proof"), required=True)
        self.fields["reference"] = forms.CharField(
            label=_("What it is"),
            max_length=200,
            help_text=_("A certificate with its number, a report, a list of those who took part."),
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields["file"] = forms.FileField(label=_("File"), required=False)

    def clean_file(self) -> UploadedFile[Any] | None:
        """Within the limit of every file."""
        sent: UploadedFile[Any] | None = self.cleaned_data["file"]
        if sent is not None and (trouble := refused([sent])):
            raise forms.ValidationError(trouble)
        return sent

    def paper(self) -> Paper:
        """What was handed in; its file is on the disk by then."""
        typed, sent = self.cleaned_data, self.cleaned_data["file"]
        if sent is None:
            return Paper(typed["dated"], typed["reference"])
        content = sent.read()
        name = tidy_name(sent.name or "file")
        return Paper(typed["dated"], typed["reference"], name, len(content), store(content))
