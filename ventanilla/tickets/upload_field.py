"""The field of a form that takes files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ventanilla.tickets import files


class FilesInput(forms.ClearableFileInput):
    """A file picker that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each within the limit."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        sent = [super(FilesField, self).clean(item, initial) for item in given if item]
        if self.required and not sent:
            raise forms.ValidationError(self.error_messages["required"])
        if trouble := files.refused(sent):
            raise forms.ValidationError(trouble)
        return sent
