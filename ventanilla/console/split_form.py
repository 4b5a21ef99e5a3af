"""The form by which a part of a customer's words becomes a request of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ventanilla.console.letter_forms import LONGEST
from ventanilla.core.questions import questions
from ventanilla.core.splitting import not_theirs
from ventanilla.tickets.actions.split import Part
from ventanilla.tickets.models import Message
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times

LONGEST_SUBJECT = 150


class SplitForm(forms.Form):
    """Which messages, what of their words, about what."""

    def __init__(
        self,
        said: Sequence[Message],
        topics: Sequence[tuple[str, str]],
        look: Eyes,
        *args: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.said = {str(message.id): message for message in said}
        choices = [(key, _line(message, look)) for key, message in self.said.items()]
        self.fields["messages"] = forms.MultipleChoiceField(
            label=_("Messages"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one message of the customer.")},
        )
        self.fields["text"] = forms.CharField(
            label=_("Words of the new request"),
            help_text=_("Cut away what stays here. Only the customer's own words can stand in it."),
            max_length=LONGEST,
            widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        )
        self.fields["subject"] = forms.CharField(
            label=_("Subject"),
            max_length=LONGEST_SUBJECT,
            widget=forms.TextInput({"dir": "auto"}),
        )
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), choices=topics)

    def clean(self) -> dict[str, Any]:
        """Name the first words that are not the customer's, so that nobody has to look for them."""
        typed: dict[str, Any] = super().clean() or {}
        chosen = [self.said[key].text for key in typed.get("messages", ())]
        strange = not_theirs(typed.get("text", ""), chosen) if chosen else ""
        if strange:
            words = _("This does not stand in the chosen messages: %(words)s")
            self.add_error("text", words % {"words": apart(strange, 80)})
        return typed

    def part(self) -> Part:
        """What was chosen."""
        typed = self.cleaned_data
        ids = tuple(int(key) for key in typed["messages"])
        return Part(ids, typed["topic"], typed["subject"], typed["text"])


def _line(message: Message, look: Eyes) -> str:
    when = times.short(message.at, look.now, look.language, look.zone)
    return f"{when} · {apart(' '.join(message.text.split()), 90)}"


def apart(words: str, longest: int) -> str:
    """Words of a customer within ours, cut, in their own direction of writing."""
    return f"\u2068{Truncator(words).chars(longest)}\u2069"


def first_words(said: Sequence[Message], message: str, part: str) -> dict[str, Any]:
    """What stands in the form at first: the words of a part that was offered, or of a message."""
    chosen = next((m for m in said if str(m.id) == message), said[0])
    many = questions(chosen.text)
    place = int(part) if part.isdecimal() and len(part) < 3 else -1
    own = many[place].own if 0 <= place < len(many) and len(many) > 1 else ""
    text = many[place].text if own else chosen.text
    subject = (own or text).strip().partition("\n")[0]
    return {
        "messages": [str(chosen.id)],
        "text": text,
        "subject": Truncator(subject).chars(LONGEST_SUBJECT),
    }
