"""The forms of the register: what is shown of it, and the root cause of a complaint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.core.causes import cause_codes
from ventanilla.core.letters import OUTCOMES
from ventanilla.core.policy import Policy
from ventanilla.tickets.register_filter import Wanted
from ventanilla.tickets.titles import STATES, cause_title, outcome_title


def _choice(label: str, pairs: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("All")), *pairs], required=False)


def day_field(label: str, *, required: bool = False) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class FilterForm(forms.Form):
    """Which complaints of the register are shown; everything may be left open."""

    def __init__(self, policy: Policy, language: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        causes = ((code, cause_title(policy, code, language)) for code in cause_codes(policy))
        outcomes = ((code, outcome_title(code)) for code in OUTCOMES)
        self.fields["state"] = _choice(_("State"), ((c, _(name)) for c, name in STATES.items()))
        self.fields["outcome"] = _choice(_("Decision"), outcomes)
        self.fields["cause"] = _choice(_("Root cause"), causes)
        self.fields["since"] = day_field(_("Received from"))
        self.fields["until"] = day_field(_("to"))

    def clean(self) -> dict[str, Any]:
        """The days in their order.

        Raises:
            ValidationError: when the last day is before the first.
        """
        typed = dict(super().clean() or {})
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return typed

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read."""
        if not self.is_bound:
            return Wanted()
        self.is_valid()
        typed = self.cleaned_data
        return Wanted(
            state=typed.get("state", ""),
            outcome=typed.get("outcome", ""),
            cause=typed.get("cause", ""),
            since=typed.get("since"),
            until=typed.get("until"),
        )


FIELDS = ("state", "outcome", "cause", "since", "until")


def filter_form(request: HttpRequest, policy: Policy, language: str) -> FilterForm:
    """The filter of a request; not filled in where it asks for nothing."""
    asked = request.GET if any(name in request.GET for name in FIELDS) else None
    return FilterForm(policy, language, asked)


def query_of(form: FilterForm) -> str:
    """The filter as the query of a link; empty where nothing is asked for."""
    asked = {name: form.data.get(name, "") for name in FIELDS} if form.is_bound else {}
    return urlencode({name: value for name, value in asked.items() if value})


class CauseForm(forms.Form):
    """The root cause: one of the policy's list, or of ours."""

    def __init__(self, choices: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["cause"] = forms.ChoiceField(
            label=_("Why did this come up at all?"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("For the register and the returns. The customer is not told."),
        )
