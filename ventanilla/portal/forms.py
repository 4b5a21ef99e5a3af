"""The forms of the portal, made from the policy: each topic asks for just what it needs."""

from __future__ import annotations

import string
from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ventanilla.core.policy import Topic
from ventanilla.tickets.detail_field import field_of, folded
from ventanilla.tickets.upload_field import FilesField, FilesInput

LONGEST_TEXT = 20_000


class AskForm(forms.Form):
    """A request: who writes, what about, and the details that its topic asks for.

    ``account_text`` asks a visitor first whether they have an account, in the policy's words
    (SB-05). ``linked`` names the details that tie a request to what its customer has, a shop:
    whoever is signed in gives them (SB-27).
    """

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    email = forms.CharField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We confirm and answer there."),
    )
    subject = forms.CharField(label=gettext_lazy("In one line"), max_length=150)

    def __init__(
        self,
        *args: Any,
        topic: Topic,
        language: str,
        signed_in: str,
        files_allowed: bool,
        account_text: str = "",
        linked: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        if signed_in:
            del self.fields["email"], self.fields["name"]
        if account_text and not signed_in:
            self.fields = {"has_account": account_field(account_text), **self.fields}
        self.details = [d for d in topic.details if d.kind != "file"]
        for detail in self.details:
            field = self.fields[f"d-{detail.name}"] = field_of(detail, language)
            field.required = detail.required or bool(signed_in and detail.name in linked)
        self.fields["text"] = forms.CharField(
            label=_("What happened?"),
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 7}),
            help_text=_("One question for each request is answered soonest.")
            if topic.one_question
            else "",
        )
        if files_allowed:
            self.fields["files"] = files_field(topic, language)

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).strip()
        try:
            validate_email(address)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("Write it like name@example.org, so that our answer reaches you.")
            ) from error
        return address

    def answers(self) -> dict[str, str]:
        """The details as typed, by their names in the policy."""
        found = {d.name: self.cleaned_data.get(f"d-{d.name}", "") for d in self.details}
        return {name: str(value) for name, value in found.items() if value}


def account_field(words: str) -> forms.ChoiceField:
    """The question whether somebody has an account; who has one signs in before they send."""
    return forms.ChoiceField(
        label=_("Do you have an account with us?"),
        help_text=words,
        choices=[
            ("yes", _("Yes. I sign in first; what I typed waits here.")),
            ("no", _("No, I have no account.")),
        ],
        widget=forms.RadioSelect(),
    )


def files_field(topic: Topic, language: str) -> FilesField:
    """The place for files, named as the topic names what it wants to see."""
    wanted = [d for d in topic.details if d.kind == "file"]
    label = ", ".join(d.label.for_(language) for d in wanted) or _("Files")
    help_text = " ".join(d.help.for_(language) for d in wanted if d.help)
    limit = settings.UPLOAD_LIMIT // 1024 // 1024
    size = ngettext("Up to %(n)d MB each.", "Up to %(n)d MB each.", limit) % {"n": limit}
    return FilesField(
        label=label,
        required=any(d.required for d in wanted),
        help_text=f"{help_text} {size}".strip(),
        widget=FilesInput(),
    )


class ReplyForm(forms.Form):
    """More words on a request."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, files_allowed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if files_allowed:
            self.fields["files"] = FilesField(label=_("Files"), required=False, widget=FilesInput())


class FindForm(forms.Form):
    """A request's number and the mail address it was sent with."""

    number = forms.CharField(label=gettext_lazy("Request number"), max_length=30)
    mail = forms.EmailField(label=gettext_lazy("Your mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs.update(dir="ltr", autocomplete="off")
        self.fields["mail"].widget.attrs["autocomplete"] = "email"


class SettingsForm(forms.Form):
    """How the company writes to a customer."""

    def __init__(
        self,
        *args: Any,
        languages: list[tuple[str, str]],
        zones: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of our letters"), choices=languages
        )
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=zones,
            required=False,
            help_text=_("We name days and times as clocks show them there."),
        )


class MailForm(forms.Form):
    """The address a code is sent to."""

    mail = forms.EmailField(label=gettext_lazy("Your mail address"))


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(label=gettext_lazy("Code from the mail"), max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(
            inputmode="numeric", autocomplete="one-time-code", dir="ltr"
        )

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        return "".join(sign for sign in folded(typed) if sign in string.digits)
