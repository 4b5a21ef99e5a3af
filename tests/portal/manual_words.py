"""What the manual must say because of an entry of a policy: its words, figures and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.companies.manual.letterwords import COPY, LETTER, OUTCOME, REPLY
from ventanilla.core import policy as p
from ventanilla.core.letters import REASONS
from ventanilla.ui.phrases import span_words

NOT_SOURCES = {"basis", "assumptions", "laws"}
"""Lists of rows that say where a policy comes from, and not what it says."""


def carriers(value: Any, row: str) -> Iterator[Any]:
    """The entries of a policy that name a row, at whatever depth."""
    if is_dataclass(value):
        if row in getattr(value, "rows", ()):
            yield value
        for item in fields(value):
            if item.name not in NOT_SOURCES and item.compare:
                yield from carriers(getattr(value, item.name), row)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from carriers(inner, row)
    elif isinstance(value, tuple):
        for inner in value:
            yield from carriers(inner, row)


def expected(rules: p.Policy, entry: Any, code: str) -> list[str]:
    """What stands on the page because of an entry; nothing where it is no matter of the page."""
    return [words for words in _words(rules, entry, code) if words]


def _words(rules: p.Policy, entry: Any, code: str) -> Iterator[str]:
    match entry:
        case p.Channel():
            yield from _channel(entry, code)
        case p.Handle():
            yield from (entry.network, entry.handle)
        case p.Topic():
            yield entry.title.for_(code)
            channels = (rules.channels[name] for name in entry.accepts)
            yield from (c.title.for_(code) for c in channels if c.listed or c.lanes)
            yield from (detail.label.for_(code) for detail in entry.details)
        case p.Detail():
            yield entry.label.for_(code)
        case p.Lane() if len(rules.lanes) > 1:
            yield from (entry.title.for_(code), entry.who.for_(code))
            yield entry.charge.why.for_(code) if entry.charge else ""
        case p.Promise() | p.Step() | p.Extension() | p.Notice() | p.Reply():
            yield from _duty(rules, entry, code)
        case p.Gate() | p.Forbid() | p.FairUseRule():
            yield entry.says.for_(code)
        case p.FairUse():
            yield from (trigger.says.for_(code) for trigger in entry.triggers)
        case p.Content() if entry.says or entry.link:
            yield from (entry.title.for_(code), entry.says.for_(code), entry.link)
        case p.Official():
            yield from (entry.site, entry.says.for_(code))
        case p.Attestation() | p.Measure() | p.Report():
            yield entry.title.for_(code)
        case p.Citation():
            yield from (entry.instrument, entry.article)
        case p.PublishedVersion():
            yield from (entry.version, entry.date, entry.where.for_(code))
        case p.ChannelList():
            yield entry.where.for_(code)
            yield " · ".join(rules.channels[n].title.for_(code) for n in entry.channels)


def _channel(channel: p.Channel, code: str) -> Iterator[str]:
    if not channel.listed and not channel.lanes:
        return  # a way of ours, not one of the customers'
    yield from (channel.title.for_(code), channel.good_for.for_(code))
    yield channel.promise_text.for_(code)
    yield from (handle.handle for handle in channel.handles)
    if channel.inbound and channel.monitored and not channel.handles and not channel.lanes:
        yield channel.address


def _duty(rules: p.Policy, entry: Any, code: str) -> Iterator[str]:
    language = "zh-hans" if code == "zh" else code
    match entry:
        case p.Promise():
            yield from (entry.title.for_(code), entry.text.for_(code))
            if entry.span and entry.span.text[0].isdigit():
                yield span_words(entry.span.text, language)
        case p.Step():
            yield entry.title.for_(code)
            yield span_words(entry.window.text, language) if entry.window else ""
        case p.Extension():
            yield from (_(REASONS[reason]) for reason in entry.reasons)
            yield rules.notices[entry.notice].title.for_(code)
        case p.Notice():
            yield entry.title.for_(code)
            yield " · ".join(_(LETTER[field]) for field in entry.fields)
            yield from (
                f"{_(OUTCOME[name])}: {' · '.join(_(LETTER[f]) for f in more)}"
                for name, more in entry.when.items()
            )
        case p.Reply():
            yield from (_(REPLY[entry.channel]), _(COPY[entry.copy]) if entry.copy else "")
