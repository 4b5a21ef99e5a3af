"""The forms of typed letters: one field for each part that a person has to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ventanilla.core.letters import (
    OUTCOMES,
    OUTCOMES_OF,
    REASONS,
    WRITTEN,
    Draft,
    Point,
    prescribed,
)
from ventanilla.core.policy import Notice

LONGEST = 20_000


def _title(field: str) -> str:
    return _(WRITTEN[field])


def area(label: str, rows: int, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """A field for words in any direction of writing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class PointsForm(forms.Form):
    """The points of a complaint, one a line."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["points"] = area(
            _title("points"),
            5,
            _("One on each line, in the customer's words. The decision answers each."),
        )

    def lines(self) -> list[str]:
        """The points as typed."""
        return str(self.cleaned_data["points"]).splitlines()


class DecisionForm(forms.Form):
    """An answer to each point, what was done, the decision and its reasons."""

    def __init__(self, points: Sequence[Point], notice: Notice, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.points, self.notice = points, notice
        for place, point in enumerate(points, start=1):
            field = self.fields[f"point-{place}"] = area(f"{place}. \u2068{point.text}\u2069", 3)
            field.initial = point.answer
        self.fields["actions"] = area(
            _title("actions"), 3, _("Who looked at what, when, and what came out.")
        )
        choices = [("", "…"), *((code, _(name)) for code, name in OUTCOMES.items())]
        self.fields["outcome"] = forms.ChoiceField(label=_title("outcome"), choices=choices)
        self.fields["justification"] = area(
            _title("justification"),
            4,
            _("Needed unless the complaint is upheld. Say what is particular to this one."),
            required=False,
        )

    def draft(self) -> Draft:
        """The letter as far as it is written."""
        typed = self.cleaned_data
        answered = (
            Point(point.text, typed.get(f"point-{place}", ""))
            for place, point in enumerate(self.points, start=1)
        )
        parts = {name: typed.get(name, "") for name in ("actions", "justification")}
        return Draft(
            notice=self.notice,
            parts=parts,
            outcome=typed.get("outcome", ""),
            points=tuple(answered),
        )


class LetterForm(forms.Form):
    """Any other typed letter: what its policy prescribes, and what an outcome may add."""

    def __init__(self, notice: Notice, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.notice = notice
        always = prescribed(notice)
        sometimes = {name for fields in notice.when.values() for name in fields}
        names = OUTCOMES_OF.get(notice.name, OUTCOMES)
        for name in (name for name in WRITTEN if name in always or name in sometimes):
            if name == "outcome":
                choices = [("", "…"), *((code, _(text)) for code, text in names.items())]
                self.fields[name] = forms.ChoiceField(label=_title(name), choices=choices)
            else:
                self.fields[name] = area(_title(name), 3, required=name in always)

    def draft(self) -> Draft:
        """The letter as far as it is written."""
        typed = dict(self.cleaned_data)
        outcome = str(typed.pop("outcome", ""))
        return Draft(notice=self.notice, outcome=outcome, parts=typed)


class ExtensionForm(forms.Form):
    """Why more time is needed, and until when."""

    def __init__(
        self, reasons: Sequence[str], *args: Any, institution: str | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choices = [("", "…"), *((code, reason_name(code)) for code in reasons)]
        self.fields["reason"] = forms.ChoiceField(label=_("Reason"), choices=choices)
        if institution is not None:
            self.fields["institution"] = forms.CharField(
                label=_title("institution"),
                initial=institution,
                required=False,
                max_length=200,
                help_text=_("Where another institution has to act first."),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
        self.fields["words"] = area(
            _("In words"), 4, _("The customer reads this. Say what is still missing.")
        )
        self.fields["day"] = forms.DateField(
            label=_title("new_due"),
            help_text=_("The promise falls due at the end of this day."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
        )


def reason_name(code: str) -> str:
    """A reason of a policy as people say it; one of the policy's own by its code."""
    return _(REASONS[code]) if code in REASONS else code.replace("_", " ")
