"""The form by which staff write down what came by post, by telephone or in person."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from ventanilla.console.case_forms import chosen
from ventanilla.console.letter_forms import area
from ventanilla.console.ticket import language_name
from ventanilla.core.policy import Policy
from ventanilla.tickets.upload_field import FilesField, FilesInput
from ventanilla.ui.parts import Choice


class IntakeForm(forms.Form):
    """What came in, when, by which way, from whom."""

    def __init__(
        self,
        policy: Policy,
        language: str,
        now: datetime,
        zone: ZoneInfo,
        data: Any = None,
        files: Any = None,
    ) -> None:
        here = now.astimezone(zone)
        initial = {"day": here.date(), "time": here.strftime("%H:%M"), "language": language}
        super().__init__(data, files, initial=initial)
        self.now, self.zone = now, zone
        ways = [c for c in policy.channels.values() if c.inbound and c.kind != "web-form"]
        say = [Choice(value=c.name, text=c.title.for_(language)) for c in ways]
        topics = policy.topics.values()
        self.fields["channel"] = chosen(_("How it came"), say)
        self.fields["topic"] = chosen(
            _("Topic"), [Choice(value=t.name, text=t.title.for_(language)) for t in topics]
        )
        self.fields["day"] = _day(_("Received on"))
        self.fields["time"] = forms.TimeField(
            label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        )
        self.fields["posted_on"] = _day(_("Date of the postmark"), required=False)
        self.fields["name"] = _line(_("Name of the customer"), 120)
        self.fields["email"] = forms.EmailField(
            label=_("Mail address"),
            required=False,
            help_text=_("Without one, letters are printed and posted."),
            widget=forms.EmailInput(attrs={"dir": "ltr"}),
        )
        tongues = [(code, language_name(code)) for code in (*policy.languages, *policy.spoken)]
        self.fields["language"] = forms.ChoiceField(label=_("Their language"), choices=tongues)
        self.fields["subject"] = _line(_("Subject"), 200)
        self.fields["text"] = area(_("What it says"), 8)
        self.fields["files"] = FilesField(
            label=_("Scan or files"), required=False, widget=FilesInput()
        )

    @property
    def received_at(self) -> datetime:
        """When it reached the company."""
        day, at = self.cleaned_data["day"], self.cleaned_data["time"]
        return datetime.combine(day, at, tzinfo=self.zone)

    def clean(self) -> dict[str, Any]:
        """Nothing arrives before it was posted, or tomorrow."""
        typed = super().clean() or self.cleaned_data
        day, at, posted = (typed.get(name) for name in ("day", "time", "posted_on"))
        if isinstance(day, date) and isinstance(at, time) and self.received_at > self.now:
            self.add_error("day", _("This lies in the future."))
        if day and posted and posted > day:
            self.add_error("posted_on", _("It was received before it was posted."))
        return typed


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


def _line(label: str, longest: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.TextInput(attrs={"dir": "auto"})
    )
