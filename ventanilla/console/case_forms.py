"""The forms of a case: what is asked of areas and institutions, and what the register keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ventanilla.console.letter_forms import area
from ventanilla.tickets.actions.describe_complaint import Description
from ventanilla.tickets.models import Check, Complaint
from ventanilla.ui.parts import Choice


def chosen(label: str, choices: Sequence[Choice]) -> forms.ChoiceField:
    """A list to choose from, with nothing chosen at first."""
    pairs = [("", "…"), *((choice.value, choice.text) for choice in choices)]
    return forms.ChoiceField(label=label, choices=pairs)


class AreaForm(forms.Form):
    """A question to an area before an answer goes out."""

    def __init__(self, areas: Sequence[Choice], data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="area", **more)
        self.fields["team"] = chosen(_("Area"), areas)
        self.fields["text"] = area(
            _("What should it check?"), 3, _("Staff only. Its representative answers.")
        )


class VerdictForm(forms.Form):
    """The answer of an area."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        verdicts = [
            (Check.Verdict.AGREED.value, _("The area agrees")),
            (Check.Verdict.OBJECTED.value, _("The area objects")),
        ]
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Answer of the area"), choices=verdicts, widget=forms.RadioSelect
        )
        self.fields["text"] = area(
            _("In words"), 3, _("Needed where the area objects."), required=False
        )


class IncidentForm(forms.Form):
    """What another area has to mend."""

    def __init__(self, areas: Sequence[Choice], data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="incident", **more)
        self.fields["title"] = forms.CharField(label=_("What is wrong"), max_length=200)
        self.fields["team"] = chosen(_("Area"), areas)
        self.fields["text"] = area(_("What is known"), 3, required=False)


class LinkForm(forms.Form):
    """An open incident that lies behind this request too."""

    def __init__(self, incidents: Sequence[Choice], data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="link", **more)
        self.fields["incident"] = chosen(_("Open incident"), incidents)


class WordsForm(forms.Form):
    """One field for words: an institution, its answer, an outcome."""

    def __init__(self, label: str, rows: int, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"] = area(label, rows)


class StepForm(forms.Form):
    """The next more senior hands."""

    def __init__(self, steps: Sequence[Choice], data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="step", **more)
        self.fields["to"] = chosen(_("To whom"), steps)
        self.fields["text"] = area(_("Reason"), 2)


class WayForm(forms.Form):
    """Another listed channel by which the answer will come, and why."""

    def __init__(self, ways: Sequence[Choice], data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="way", **more)
        self.fields["to"] = chosen(_("Channel"), ways)
        self.fields["text"] = area(_("Reason"), 2, _("The customer reads this."))


class RecordForm(forms.Form):
    """What the register keeps of a complaint."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="record", **more)
        self.fields["asked_for"] = area(_("What the customer asks for"), 2, required=False)
        lines = {
            "service": _("Service, contract or account concerned"),
            "spokesperson": _("Who speaks for the customer"),
            "authority": _("What proves that they may"),
        }
        for name, label in lines.items():
            self.fields[name] = forms.CharField(
                label=label, max_length=200, required=False, widget=forms.TextInput({"dir": "auto"})
            )
        self.fields["posted_on"] = forms.DateField(
            label=_("Date of the postmark"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
        )

    def description(self) -> Description:
        """What was typed."""
        return Description(**self.cleaned_data)

    @staticmethod
    def of(entry: Complaint) -> dict[str, object]:
        """What is known already."""
        names = ("asked_for", "service", "spokesperson", "authority", "posted_on")
        return {name: getattr(entry, name) for name in names}
