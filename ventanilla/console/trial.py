"""A draft tried on past requests, beside the draft: the newest ones, so that a page can wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from shlex import quote
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MinValueValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.register_forms import day_field
from ventanilla.console.trial_rows import TrialView, trial_view
from ventanilla.core.policy import Policy
from ventanilla.core.zones import start_of_day
from ventanilla.tickets.replay import Received, newest, replay
from ventanilla.tickets.showing import Eyes

DAYS = 90
FIRST = date(1970, 1, 1)
"""No request is older; the calendar itself ends where the years do."""
TICKETS = 2_000
EVENTS = 20_000
"""What a page tries at most: about a second of one core. The command has no bound."""


class TrialForm(forms.Form):
    """From which day on requests are tried."""

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"since": today - timedelta(days=DAYS)}, auto_id="trial_%s")
        self.today = today
        self.fields["since"] = day_field(_("Received from"), required=True)
        self.fields["since"].validators.append(MinValueValidator(FIRST))

    def clean_since(self) -> date:
        """The day, which may not lie ahead.

        Raises:
            ValidationError: no request can have been received on it yet.
        """
        day: date = self.cleaned_data["since"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


def trial_part(
    request: HttpRequest, company: InForce, policy: Policy, look: Eyes, *, withdrawn: bool
) -> dict[str, object]:
    """The form, and once a day was asked for, what the trial shows."""
    zone = ZoneInfo(policy.zone)
    asked = request.GET if "since" in request.GET else None
    form = TrialForm(look.now.astimezone(zone).date(), asked)
    if asked is None or not form.is_valid():
        return {"trial_form": form, "trial": None}
    since: date = form.cleaned_data["since"]
    source = "policy.toml" if withdrawn else f"--draft {quote(policy.version)}"
    command = f"ventanilla policy replay {source} --company {company.slug} --since {since}"
    shown = _tried(company, policy, start_of_day(since, zone), look)
    return {"trial_form": form, "trial": shown, "trial_command": command}


def _tried(company: InForce, policy: Policy, since: datetime, look: Eyes) -> TrialView:
    received = Received(company.id, since, look.now)
    trial = replay(newest(received, TICKETS, EVENTS), policy, look.now)
    return trial_view(trial, received.tickets().count(), company, look)
