"""Law packs joined to a policy: their promises run beside the published ones.

A pack speaks of kinds of requests; here it is told which topics of the company these are, by
whose holidays and in which zone it counts. What a page publishes is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ventanilla.core.calendars import Calendar
from ventanilla.core.clocks import Clock
from ventanilla.core.policy.duties import Promise
from ventanilla.core.policy.laws import OWN_CALENDAR, OWN_SATURDAYS, LawPromise, Pack
from ventanilla.core.policy.model import Policy
from ventanilla.core.policy.read_packs import read_pack
from ventanilla.core.policy.reader import PolicyErrors
from ventanilla.core.tables import PolicyError, nearest

__all__ = ["missing_pack", "packs_of", "published", "read_pack", "with_packs"]

_WEEKEND = frozenset({5, 6})


def packs_of(policy: Policy, texts: Mapping[str, str], source: str) -> tuple[Pack, ...]:
    """The packs a policy names, in its order, from the texts of their files by slug.

    What has no text is left out: a policy that was put into force before packs were kept.

    Raises:
        PolicyErrors: a pack with mistakes, or of another version than the policy names.
    """
    found = []
    for number, name in enumerate(policy.packs):
        slug = name.partition("@")[0]
        if slug not in texts:
            continue
        pack = read_pack(texts[slug], f"laws/{slug}.toml")
        if pack.name != name:
            place = f"{source}: policy.packs[{number}]"
            wanted = f'laws/{slug}.toml is "{pack.name}": name this version, or bring the other'
            raise PolicyErrors(
                source, (PolicyError(place, f'"{name}"', wanted, nearest(name, [pack.name])),)
            )
        found.append(pack)
    return tuple(found)


def missing_pack(policy: Policy, number: int, slugs: Iterable[str], source: str) -> PolicyErrors:
    """The error for a pack that is named and not there; ``slugs`` are those that are."""
    name, known = policy.packs[number], sorted(slugs)
    wanted = "allowed: the files of the folder of laws: " + (", ".join(known) or "none")
    hint = nearest(name.partition("@")[0], known)
    place = f"{source}: policy.packs[{number}]"
    return PolicyErrors(source, (PolicyError(place, f'"{name}"', wanted, hint),))


def with_packs(policy: Policy, packs: Iterable[Pack]) -> Policy:
    """The policy with all that its laws ask beside what it publishes.

    Letters, steps of the ladder and pages stay the company's own: there the packs are only
    compared (``lint``). A promise about a kind of request that no topic is of is left out.

    Raises:
        PolicyErrors: a pack counts by the company's calendar and there is none, or not one.
    """
    laws = tuple(packs)
    if not laws:
        return policy
    promises, extensions = dict(policy.promises), dict(policy.extensions)
    gates, measures = dict(policy.gates), dict(policy.measures)
    records, reports = dict(policy.records), dict(policy.reports)
    for pack in laws:
        binding = _Binding(policy, pack)
        for duty in pack.promises.values():
            promise = binding.promise(duty)
            if promise is not None:
                promises[promise.name] = promise
        extensions |= {
            e.name: e
            for e in pack.extensions.values()
            if e.of in promises and e.notice in policy.notices
        }
        gates |= {gate.name: gate for gate in pack.gates.values()}
        measures |= {m.name: m for m in pack.measures.values() if m.of in promises}
        records |= {record.name: record for record in pack.records.values()}
        for report in pack.reports.values():
            clock = binding.clock(report.clock, own_zone=True) if report.clock else None
            reports[report.name] = replace(report, clock=clock)
    return replace(
        policy,
        laws=laws,
        promises=promises,
        extensions=extensions,
        gates=gates,
        measures=measures,
        records=records,
        reports=reports,
    )


def published(policy: Policy) -> Policy:
    """The policy as its page has it: without what the packs brought. ``laws`` stay named."""
    if not policy.laws:
        return policy
    heads = {pack.law.slug for pack in policy.laws}

    def own[T](tables: Mapping[str, T]) -> dict[str, T]:
        return {key: found for key, found in tables.items() if key.partition(".")[0] not in heads}

    return replace(
        policy,
        promises=own(policy.promises),
        extensions=own(policy.extensions),
        gates=own(policy.gates),
        measures=own(policy.measures),
        records=own(policy.records),
        reports=own(policy.reports),
    )


@dataclass(frozen=True, slots=True)
class _Binding:
    """One pack at one company."""

    policy: Policy
    pack: Pack

    def promise(self, duty: LawPromise) -> Promise | None:
        """The promise to this company's customers; None where it has no such topic or channel."""
        topics, channels = self._topics(duty.about), self._channels(duty.kinds)
        if topics is None or channels is None:
            return None
        promise, clock = duty.promise, duty.promise.clock
        if clock is not None:
            clock = self.clock(clock, own_zone="zone" not in promise.declared)
        return replace(promise, topics=topics, channels=channels, clock=clock)

    def _topics(self, about: str) -> tuple[str, ...] | None:
        if about == "any":
            return ()
        found = self.policy.topics.values()
        return tuple(
            topic.name
            for topic in found
            if topic.subject == about or (about == "complaint" and topic.complaint)
        ) or None  # fmt: skip

    def _channels(self, kinds: tuple[str, ...]) -> tuple[str, ...] | None:
        if not kinds:
            return ()
        found = self.policy.channels.values()
        return tuple(channel.name for channel in found if channel.kind in kinds) or None

    def clock(self, clock: Clock, *, own_zone: bool) -> Clock:
        """A clock in the company's zone and by its holidays, where the law names no others."""
        zone = ZoneInfo(self.policy.zone) if own_zone else clock.zone
        calendar = clock.calendar
        if calendar is not None and calendar.name in (OWN_CALENDAR, OWN_SATURDAYS):
            calendar = self._calendar(saturdays=calendar.name == OWN_SATURDAYS)
        return replace(clock, zone=zone, calendar=calendar)

    def _calendar(self, *, saturdays: bool) -> Calendar:
        """The company's calendar. An EU act knows no working Saturdays (L-14 art. 3(4))."""
        known = self.policy.calendars
        name = self.policy.calendar or next(iter(known), "")
        if name not in known or (len(known) > 1 and not self.policy.calendar):
            found = "several calendars" if known else "no calendar"
            wanted = f"{self.pack.name} counts business days: name a calendar of this policy"
            error = PolicyError(f"{self.policy.slug}: policy.calendar", found, wanted)
            raise PolicyErrors(self.policy.slug, (error,))
        calendar = known[name]
        weekend = calendar.weekend
        if saturdays:
            weekend = frozenset({6})
        elif self.pack.law.arithmetic == "eu":
            weekend = _WEEKEND
        if weekend == calendar.weekend:
            return calendar
        return replace(calendar, weekend=weekend, _years={}, _views={})
