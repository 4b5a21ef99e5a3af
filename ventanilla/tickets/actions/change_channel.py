"""The answer moves to another channel: announced in time, and only to a listed one (RX-60)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Channel, Policy
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.complaints import must_have_address
from ventanilla.tickets.typed import speaking


def listed_channels(policy: Policy) -> list[Channel]:
    """The channels that the company lists as its own and takes messages on."""
    found = policy.channels.values()
    return [c for c in found if c.listed and c.inbound and c.monitored]


def answers_by(occurrences: Iterable[Occurrence], first: str) -> str:
    """The channel that carries the answer: that of first contact (RX-59), until a change."""
    moved = [o.detail["to"] for o in occurrences if o.kind == "channel_changed"]
    return moved[-1] if moved else first


def change_channel(company: int, ticket: int, user: User, to: str, why: str, now: datetime) -> None:
    """Announce by letter that the answer will come by another channel, and record it.

    Raises:
        ValueError: when the policy knows no such change, the channel is not listed or is the one
            in use, no reason is given, the request is solved, or no address is known.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not why.strip():
        raise ValueError(gettext_noop("Say why the channel changes."))
    with changing(company, ticket, now) as change:
        policy = change.policy
        if policy.reply.change not in policy.notices:
            raise ValueError(gettext_noop("The policy has no letter for a change of channel."))
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        must_have_address(change)
        old = answers_by(change.past, change.ticket.channel)
        if to == old or to not in {channel.name for channel in listed_channels(policy)}:
            raise ValueError(gettext_noop("Choose another channel that the company lists."))
        parts, text = _words(change, old, to, why.strip())
        say(change, user, text, policy.reply.change, parts=parts, kind="letter_written")
        change.record("channel_changed", "human", actor=user.pk, before=old, to=to)


def _words(change: Change, old: str, new: str, why: str) -> tuple[dict[str, str], str]:
    """The parts of the letter in the customer's language, and what the thread shows."""
    channels = change.policy.channels
    with speaking(change.ticket) as language:
        names = [channels[n].title.for_(language) if n in channels else n for n in (old, new)]
        parts = {"from_channel": names[0], "to_channel": names[1], "reasons": why}
        moved = _("From %(old)s to %(new)s.") % {"old": names[0], "new": names[1]}
    return parts, f"{moved}\n{why}"
