"""The form of what is the same in all languages of an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from ventanilla.console.article_forms import Choices
from ventanilla.core.articles import Webinar
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.articles.placement import Placement
from ventanilla.helpcentre.models import Article
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.phrases import render
from ventanilla.ui.reader import known_zone

LOCAL = "%Y-%m-%dT%H:%M"
LONGEST_MINUTES = 24 * 60


class PlacementForm(forms.Form):
    """Section, kind, what it belongs to; for videos and webinars where and when they are."""

    def __init__(self, choices: Mapping[str, Choices], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["section"] = forms.ChoiceField(label=_("Section"), choices=choices["section"])
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=_kinds())
        offered = _("The form of the first one is offered below the article.")
        self.fields["topics"] = _several(_("Topics"), choices["topics"], offered)
        self.fields["related"] = _several(_("Related articles"), choices["related"])
        self.fields["steps"] = forms.BooleanField(
            label=_("It says what to try first: ask whether one of the steps helped."),
            required=False,
        )
        self.fields["link"] = _line(_("Address of the video or the webinar"), "ltr")
        self.fields["starts"] = forms.DateTimeField(
            label=_("The webinar begins"),
            required=False,
            input_formats=[LOCAL],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        )
        self.fields["zone"] = _line(_("On the clocks of"), "ltr", _("Such as Europe/Madrid."))
        self.fields["minutes"] = forms.IntegerField(
            label=_("Minutes"), required=False, min_value=1, max_value=LONGEST_MINUTES
        )
        self.fields["host"] = _line(_("Who holds it"), "auto", longest=120)

    def clean_zone(self) -> str:
        """A zone that there is, or none."""
        typed = str(self.cleaned_data.get("zone") or "")
        if typed and not known_zone(typed):
            raise forms.ValidationError(_("There is no such zone. Write one as Europe/Madrid."))
        return typed

    def placement(self, zone: str) -> Placement:
        """What was typed; a webinar's hour is that of its own zone, else of ``zone``."""
        typed = self.cleaned_data
        webinar = None
        if typed["kind"] == "webinar" and typed.get("starts"):
            where = ZoneInfo(typed["zone"] or zone)
            begins = typed["starts"].replace(tzinfo=where).astimezone(UTC)
            length = timedelta(minutes=typed.get("minutes") or 60)
            webinar = Webinar(begins, where, length, typed["host"])
        return Placement(
            section=typed["section"],
            kind=typed["kind"],
            topics=tuple(typed["topics"]),
            related=tuple(typed["related"]),
            steps=typed["steps"],
            link=typed["link"],
            webinar=webinar,
        )

    def refuse(self, error: MistakesError, look: Eyes) -> None:
        """Put every mistake to its field."""
        for fault in error.faults:
            self.add_error(fault.field, render(fault.text, look.language, look.zone))


def _kinds() -> Choices:
    """What an article may be, in the reader's words."""
    return [("article", _("Article")), ("video", _("Video")), ("webinar", _("Webinar"))]


def placement_initial(row: Article) -> dict[str, object]:
    """How an article stands now, as the form shows it."""
    fields = ("section", "kind", "topics", "related", "steps", "link", "zone", "minutes", "host")
    found: dict[str, object] = {name: getattr(row, name) for name in fields}
    starts: datetime | None = row.starts_at
    if starts is not None:
        found["starts"] = starts.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None)
    return found


def _several(label: str, choices: Choices, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _line(label: str, direction: str, help_text: str = "", longest: int | None = None) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs={"dir": direction}),
    )
