"""A small whole policy for tests, as tables; each test changes what it is about."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ventanilla.core.policy import Finding, Policy, lint, read_policy

SOURCE = "companies/acme/policy.toml"
TABLES: dict[str, Any] = {
    "policy": {
        "company": "Acme",
        "version": "1.0",
        "effective": "2026-12-01",
        "zone": "Europe/Madrid",
        "languages": ["en"],
    },
    "calendar": {"es": {"holidays": "ES"}},
    "schedule": {
        "always": {"week": {"daily": "00:00-24:00"}},
        "office": {"calendar": "es", "week": {"mon-fri": "09:00-18:00"}},
    },
    "channel": {
        "email": {
            "kind": "email",
            "title": {"en": "E-mail"},
            "address": "help@acme.test",
            "schedule": "office",
        },
        "form": {
            "kind": "web-form",
            "title": {"en": "Form"},
            "address": "acme.test/contact",
            "schedule": "office",
        },
    },
    "detail": {
        "account": {"label": {"en": "Account"}, "kind": "account-number", "pattern": "[0-9]+"},
    },
    "topic": {
        "question": {
            "title": {"en": "Question"},
            "accepts": ["email", "form"],
            "best": ["form"],
            "details": ["account"],
        },
        "complaint": {
            "title": {"en": "Complaint"},
            "accepts": ["email", "form"],
            "complaint": True,
            "detect_in": ["question"],
        },
    },
    "lane": {"standard": {"title": {"en": "Standard"}, "default": True}},
    "notice": {
        "receipt": {"title": {"en": "Receipt"}, "fields": ["number"]},
        "extension": {"title": {"en": "Extension"}, "fields": ["number", "reasons", "new_due"]},
    },
    "promise": {
        "answer": {
            "title": {"en": "First answer"},
            "rows": ["XM-08"],
            "clock": {
                "from": "received",
                "span": "5 business_days",
                "calendar": "es",
                "pause": "never",
            },
            "stop": {"event": "first_answer", "by": "human"},
            "strength": "guarantee",
        },
    },
}


def tables() -> dict[str, Any]:
    """A fresh copy of the small policy."""
    return deepcopy(TABLES)


def changed(**parts: Any) -> dict[str, Any]:
    """The small policy with tables added or merged: ``changed(channel={"email": {...}})``."""
    found = tables()
    for table, inner in parts.items():
        _merge(found, table, inner)
    return found


def _merge(into: dict[str, Any], key: str, value: Any) -> None:
    if isinstance(value, dict) and isinstance(into.get(key), dict):
        for inner, deeper in value.items():
            _merge(into[key], inner, deeper)
    else:
        into[key] = value


def acme(**parts: Any) -> Policy:
    return read_policy(changed(**parts), SOURCE)


def findings(code: str, **parts: Any) -> list[Finding]:
    """The findings of one code in the small policy so changed."""
    return [finding for finding in lint(acme(**parts)) if finding.code == code]
