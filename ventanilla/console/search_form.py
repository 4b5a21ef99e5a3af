"""What is looked for, as a form: words, what the request is, its promise, its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from ventanilla.console.lines import Names
from ventanilla.console.register_forms import day_field
from ventanilla.core.policy import Policy
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.search_filter import PROMISES, Wanted
from ventanilla.tickets.showing import state_tag

KEPT = ("q", "state", "topic", "lane", "team", "channel", "agent", "promise", "since", "until")
"""The fields, as they stand in the address of the page."""
EVERYWHERE = ("q", "state", "promise", "since", "until")
"""Those of them that mean the same at every company."""


def _choice(label: str, pairs: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("All")), *pairs], required=False)


class SearchForm(forms.Form):
    """Everything may be left open. What cannot be read is named, and the rest is looked for."""

    def __init__(
        self,
        policy: Policy,
        language: str,
        names: Names,
        places: Sequence[tuple[str, str]],
        *args: Any,
    ) -> None:
        super().__init__(*args)
        self.fields["q"] = forms.CharField(required=False, max_length=100)
        if len(places) > 1:
            self.fields["company"] = forms.ChoiceField(
                label=_("Company"), choices=places, required=False
            )
        states = (
            (state, state_tag(state, for_customer=False).text) for state in Ticket.State.values
        )
        self.fields["state"] = _choice(_("State"), states)
        self.fields["topic"] = _choice(_("Topic"), _titles(policy.topics, language))
        self.fields["lane"] = _choice(_("Lane"), _titles(policy.lanes, language))
        self.fields["channel"] = _choice(_("Channel"), _titles(policy.channels, language))
        self.fields["team"] = _choice(_("Team"), names.teams.items())
        people = ((str(pk), name) for pk, name in names.people.items())
        self.fields["agent"] = _choice(_("Assigned to"), people)
        said = {"late": _("Overdue"), "soon": _("Due within the hour"), "broken": _("Was broken")}
        self.fields["promise"] = _choice(_("Promise"), ((code, said[code]) for code in PROMISES))
        self.fields["since"] = day_field(_("Received from"))
        self.fields["until"] = day_field(_("to"))

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        typed = self.cleaned_data
        agent = typed.get("agent", "")
        return Wanted(
            query=typed.get("q", "").strip(),
            state=typed.get("state", ""),
            topic=typed.get("topic", ""),
            lane=typed.get("lane", ""),
            team=typed.get("team", ""),
            channel=typed.get("channel", ""),
            assignee=int(agent) if agent else None,
            promise=typed.get("promise", ""),
            since=typed.get("since"),
            until=typed.get("until"),
        )

    def address(self, names: Iterable[str] = KEPT) -> str:
        """The search as it stands after the question mark of an address."""
        kept = {name: self.data.get(name, "") for name in names}
        return urlencode({name: value for name, value in kept.items() if value})


def _titles(tables: Any, language: str) -> list[tuple[str, str]]:
    return [(name, table.title.for_(language) or name) for name, table in tables.items()]
