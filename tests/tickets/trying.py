"""Requests with answers at known hours, for trials of a policy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.companies.proposing import SOONER, text_of
from ventanilla.companies.packs import PROJECT, pack_texts, under_law
from ventanilla.core.policy import Policy, parse_policy
from ventanilla.tickets.actions.reply import reply

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOONER_TEXT = text_of("xm", "1.1", "2026-12-01", SOONER)


def policy_from(text: str) -> Policy:
    """A policy with its laws, as ``policy check`` reads it."""
    policy = parse_policy(text, "xm/policy.toml")
    return under_law(policy, pack_texts(policy, PROJECT, "xm"), "xm")


def answered(ask, user, hours, at=MONDAY, **more):
    """A mail to XM that a person answers after so many hours; None leaves it open."""
    ticket = ask("xm", "general", "email", at, **more)
    if hours is not None:
        reply(ticket.company_id, ticket.id, user, "Hecho.", at + hours * HOUR)
    return ticket
