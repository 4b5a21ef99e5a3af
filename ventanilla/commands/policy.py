"""``ventanilla policy``: check a policy file, compare two, or draft and approve a company's next.

``check`` exits with 1 where the file cannot be used and names every mistake with its place;
findings (contradictions, gaps, assumptions) do not fail it. ``due`` prints when a promise falls
due, in the policy's zone and in UTC, and which days and hours were counted. ``diff`` says what one
file says otherwise than another. The other verbs need the database (``policy_drafts``,
``policy_replay``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ventanilla.commands import policy_drafts, policy_replay
from ventanilla.companies.letters import mistakes
from ventanilla.companies.packs import PROJECT, pack_texts, under_law
from ventanilla.core.clocks import reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import (
    Finding,
    Policy,
    PolicyErrors,
    Promise,
    differences,
    lint,
    parse_policy,
)
from ventanilla.core.tables import nearest
from ventanilla.core.words import Phrase

HELP = "check a policy file, compare two, try, draft and approve the next one of a company"

type Say = Callable[[Phrase], str]


class Unusable(ValueError):  # noqa: N818  (it is a sentence for the person at the keyboard)
    """What was asked cannot be answered; ``str`` says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Verbs on files (``check``, ``due``, ``diff``), and those on a company's policy."""
    parser.add_argument("--laws", type=Path, default=PROJECT, help="folder of the law packs")
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="name mistakes, then contradictions and gaps")
    check.add_argument("file", type=Path)
    check.add_argument("--lang", default="en", help="language of the findings")
    due = verbs.add_parser("due", help="when a promise falls due, and why")
    due.add_argument("file", type=Path)
    due.add_argument("promise", help="name of the promise, as in [promise.NAME]")
    due.add_argument("--from", dest="start", required=True, metavar="INSTANT")
    due.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="KIND@INSTANT",
        help="something that happened later: paused@..., resumed@..., completed@...",
    )
    due.add_argument("--lang", default="en", help="language of the working-out")
    diff = verbs.add_parser("diff", help="what the second file says otherwise than the first")
    diff.add_argument("file", type=Path)
    diff.add_argument("other", type=Path)
    diff.add_argument("--lang", default="en", help="language of the differences")
    policy_drafts.add_verbs(verbs)
    policy_replay.add_verb(verbs)


def run(args: argparse.Namespace) -> int:
    """Do the verb; 0 done, 1 the file or the question cannot be used."""
    if args.verb in policy_drafts.VERBS:
        return policy_drafts.run(args)
    try:
        if args.verb == "replay":
            return policy_replay.run(args, _load)
        policy = _load(args.file, args.laws)
        lines = {"check": _check, "due": _due, "diff": _diff}[args.verb](policy, args)
    except PolicyErrors as error:
        sys.stdout.write(f"{error}\n{_count(len(error.errors), 'mistake')}.\n")
        return 1
    except Unusable as error:
        sys.stdout.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _load(path: Path, laws: Path) -> Policy:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path}: cannot be read: {error}") from error
    policy = parse_policy(text, str(path))
    letters = path.parent / "letters"
    if letters.is_dir() and (wrong := mistakes(policy, letters)):
        raise PolicyErrors(str(path), tuple(wrong))
    return under_law(policy, pack_texts(policy, laws, str(path)), str(path))


def _check(policy: Policy, args: argparse.Namespace) -> list[str]:
    say = _sayer(args.lang, policy.zone)
    found = lint(policy)
    head = (
        f"{args.file}: {policy.company}, version {policy.version}: "
        f"{_promises(policy)}, {_count(len(policy.channels), 'channel')}, "
        f"{_count(len(policy.topics), 'topic')}. No mistakes."
    )
    return [head, *(_line(finding, say) for finding in found), _summary(found)]


def _promises(policy: Policy) -> str:
    """How many are published, and how many the laws add."""
    own = sum(not promise.rule for promise in policy.promises.values())
    added = len(policy.promises) - own
    beside = f" and {added} of {_count(len(policy.laws), 'law')}" if policy.laws else ""
    return f"{_count(own, 'promise')}{beside}"


def _line(finding: Finding, say: Say) -> str:
    rows = f" [{', '.join(finding.rows)}]" if finding.rows else ""
    return f"{finding.severity} {finding.code} {finding.place}: {say(finding.text)}{rows}"


def _summary(found: Sequence[Finding]) -> str:
    counts = dict.fromkeys(("contradiction", "gap", "assumption"), 0)
    for finding in found:
        counts[finding.severity] += 1
    return ", ".join(_count(number, word) for word, number in counts.items()) + "."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _due(policy: Policy, args: argparse.Namespace) -> list[str]:
    promise = _promise(policy, args.promise)
    clock = promise.clock
    if clock is None:
        raise Unusable(f"promise.{promise.name} has no clock: the page gives no figure.")
    events = [Occurrence(clock.start, _instant(args.start, "--from"))]
    events += [_event(text) for text in args.event]
    events.sort(key=lambda event: event.at)
    try:
        found = reckon(clock, events)
    except ValueError as error:
        raise Unusable(str(error)) from error
    say = _sayer(args.lang, policy.zone)
    lines = [f"promise.{promise.name} ({', '.join(promise.rows) or 'no rows'}): {found.state}"]
    if found.due is not None:
        local = found.due.astimezone(ZoneInfo(policy.zone))
        lines += [
            f"due {local.isoformat(timespec='minutes')} {policy.zone}",
            f"due {found.due.astimezone(UTC).isoformat(timespec='minutes')} UTC",
        ]
    return lines + [f"  {say(phrase)}" for phrase in found.working]


def _diff(policy: Policy, args: argparse.Namespace) -> list[str]:
    """A line for each entry that differs, and under it one for each of its fields."""
    other = _load(args.other, args.laws)
    say = _sayer(args.lang, other.zone)
    lines = []
    for entry in differences(policy, other, args.lang):
        title = f": {entry.title}" if entry.title else ""
        lines.append(f"{entry.kind} {entry.place}{title}")
        for change in entry.changes:
            sides = [say(side) if side is not None else "" for side in (change.old, change.new)]
            lines.append(f"  {say(change.field)}: {' \u2192 '.join(filter(None, sides))}")
            if change.new is None:
                lines[-1] += " \u2192 \u2014"
    return lines or ["Nothing differs."]


def _promise(policy: Policy, name: str) -> Promise:
    found = policy.promises.get(name.removeprefix("promise."))
    if found is None:
        hint = nearest(name, policy.promises)
        meant = f' Did you mean "{hint}"?' if hint else ""
        raise Unusable(
            f'no promise "{name}" in this policy; it has: {", ".join(policy.promises)}.{meant}'
        )
    return found


def _instant(text: str, place: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        wanted = "an instant with its offset is needed, such as 2026-03-27T16:10-06:00"
        raise Unusable(f'{place}: found "{text}"; {wanted}.')
    return at


def _event(text: str) -> Occurrence:
    """``KIND@INSTANT``; for an agreed slot ``slot_agreed@INSTANT=SLOT``."""
    kind, at, rest = text.partition("@")
    if not at or not kind:
        raise Unusable(f'--event: found "{text}"; KIND@INSTANT is needed.')
    instant, equals, slot = rest.partition("=")
    detail = {"slot": slot} if equals else {}
    return Occurrence(kind, _instant(instant, "--event"), "human", detail)


def _sayer(language: str, zone: str) -> Say:
    """How phrases are told: by the catalogues where they are installed, else in English."""
    if language == "en":
        return str
    from ventanilla.ui.phrases import render

    return lambda phrase: render(phrase, language, zone)
