"""What an article may leave to the policy: ``{hours.chat}``, ``{promise.email_answer}``.

Nothing that a policy says is typed a second time in an article. Placeholders come from a closed
list and are looked up by name; nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from ventanilla.core.policy import Policy
from ventanilla.core.tables import PolicyError, nearest

PLAIN = ("company", "ask", "complaint", "hours")
"""Those that need no name: the company, and links to the form, the complaint form, the hours."""
NAMED = ("channel", "address", "hours", "promise", "time", "topic", "article")
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``{kind}`` or ``{kind.name}``."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{{{self.kind}.{self.name}}}" if self.name else f"{{{self.kind}}}"


def placeholders(text: str) -> Iterator[Placeholder]:
    """Every placeholder of a text, whether there is such a one or not."""
    for found in PLACEHOLDER.findall(text):
        kind, _dot, name = found.partition(".")
        yield Placeholder(kind, name)


def filled(text: str, value: Callable[[Placeholder], str]) -> str:
    """A text with each placeholder replaced by what ``value`` says of it."""

    def one(found: re.Match[str]) -> str:
        kind, _dot, name = found[1].partition(".")
        return value(Placeholder(kind, name))

    return PLACEHOLDER.sub(one, text)


def wrong(text: str, place: str, policy: Policy, articles: Container[str]) -> Iterator[PolicyError]:
    """The placeholders of a text that name nothing, each as a mistake with its place."""
    for found in placeholders(text):
        known = _names(found.kind, policy, articles)
        if not found.name and found.kind in PLAIN:
            continue
        if known is None or not found.name:
            words = ", ".join(f"{{{word}}}" for word in PLAIN)
            wanted = f"allowed: {words}, and with a name " + ", ".join(NAMED)
            yield PolicyError(place, str(found), wanted, nearest(found.kind, (*PLAIN, *NAMED)))
        elif found.name not in known:
            hint = nearest(found.name, known) if isinstance(known, dict) else ""
            yield PolicyError(place, str(found), f"there is no such {found.kind}", hint)


def allowed(policy: Policy, articles: Container[str]) -> Iterator[Placeholder]:
    """Every placeholder that a text may hold, the plain ones first."""
    yield from (Placeholder(kind) for kind in PLAIN)
    for kind in NAMED:
        known = _names(kind, policy, articles)
        if isinstance(known, Iterable):
            yield from (Placeholder(kind, name) for name in known)


def _names(kind: str, policy: Policy, articles: Container[str]) -> Container[str] | None:
    if kind == "article":
        return articles
    if kind in {"channel", "hours"}:
        return dict(policy.channels)
    if kind == "address":
        return {name: c for name, c in policy.channels.items() if c.address}
    if kind in {"promise", "time"}:
        return dict(policy.promises)
    return dict(policy.topics) if kind == "topic" else None
