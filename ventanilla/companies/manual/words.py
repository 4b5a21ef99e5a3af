"""Words of a policy file that customers read: conditions, spans, places, languages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.core.policy import Policy, Span
from ventanilla.core.words import gettext_noop
from ventanilla.ui.phrases import span_words
from ventanilla.ui.times import locale_of

NEEDS = {
    "login": gettext_noop("Sign in first"),
    "login_if_customer": gettext_noop("Whoever has an account signs in first"),
    "vip": gettext_noop("For VIP customers"),
}
OPENS = {
    "received": gettext_noop("at any time"),
    "first_answer": gettext_noop("after our first answer"),
    "decision_sent": gettext_noop("after our decision"),
}
EVENTS = {
    "closed": gettext_noop("counted from when the request is closed"),
    "received": gettext_noop("counted from when the request arrived"),
}
STARTS = {
    "recorded": gettext_noop("when it is recorded"),
    "completed": gettext_noop("when everything needed is there"),
    "decision_sent": gettext_noop("when the decision is sent"),
    "external_step_opened": gettext_noop("when an outside institution is asked"),
    "slot_agreed": gettext_noop("when a time is agreed"),
}
SPANS = {
    "same_day": gettext_noop("The same day"),
    "window_close": gettext_noop("By the end of opening hours"),
    "agreed_slot": gettext_noop("At the agreed time"),
}
KEPT = {"while account open": gettext_noop("while the account is open")}
"""Spans of records that no clock counts."""


def word(known: dict[str, str], name: str) -> str:
    """A word in the reader's language; one that nobody put into words, as it is written."""
    return _(known[name]) if name in known else name.replace("_", " ")


def span_text(span: Span, language: str) -> str:
    """A span as people say it: "5 business days", "by the end of opening hours"."""
    return _(SPANS[span.unit]) if span.unit in SPANS else span_words(span.text, language)


def opens_text(policy: Policy, event: str, language: str) -> str:
    """When a step of the ladder is open: "after our decision", "when we miss: Answer"."""
    name = event.removeprefix("promise.").removesuffix(" broken")
    if name != event and name in policy.promises:
        title = policy.promises[name].title.for_(language)
        return _("when we do not keep: %(promise)s") % {"promise": title}
    return word(OPENS, event)


def kept_text(keep: str, language: str) -> str:
    """How long something is kept: "5 years", "while the account is open + 5 years"."""
    parts = keep.split(" + ")
    return " + ".join(_(KEPT[p]) if p in KEPT else span_words(p, language) for p in parts)


def place_text(country: str, subdivision: str | None, language: str) -> str:
    """A country as its readers call it, with the code of a part of it."""
    name = str(locale_of(language).territories.get(country, country))
    return f"{name} ({subdivision})" if subdivision else name


def language_names(codes: tuple[str, ...], language: str) -> str:
    """Languages by their names in the reader's language."""
    known = locale_of(language).languages
    return ", ".join(str(known.get(code, code)) for code in codes)


def address_url(link: str) -> str:
    """Where a published link leads; one without a scheme is a site's."""
    if not link or link.startswith(("https://", "http://", "/")):
        return link
    return f"https://{link}"


def every_text(span: Span | None, language: str) -> str:
    """How often somebody looks at it: a page, a proof."""
    if span is None:
        return ""
    return _("Checked at least once every %(span)s") % {"span": span_text(span, language)}
