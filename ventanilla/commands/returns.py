"""The periodic returns of a company: what is owed by when, and the file of one."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ventanilla.commands.start import database, say

if TYPE_CHECKING:
    from ventanilla.companies.inforce import InForce

HELP = (
    "List the returns that a company owes, with their dues, or make the file of one. "
    "Nothing is sent to anybody. Not legal advice."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", help="slug of the company")
    parser.add_argument("--make", nargs=2, metavar=("NAME", "PERIOD"), help="make this return")
    parser.add_argument("--as", dest="form", choices=("csv", "json", "pdf"), default="csv")
    parser.add_argument("--out", type=Path, help="a new file; NAME-PERIOD.csv here, if not given")
    parser.add_argument("--language", default="en", choices=("es", "en", "zh-hans", "ar"))


def run(args: argparse.Namespace) -> int:
    with database():
        from django.http import Http404
        from django.utils import timezone

        from ventanilla.companies.inforce import in_force

        try:
            company = in_force(args.company)
        except Http404:
            say(f"There is no company {args.company}.")
            return 1
        if args.make:
            return _make(company, args, timezone.now())
        _list(company, timezone.now())
    return 0


def _list(company: InForce, now: datetime) -> None:
    from ventanilla.core.returns import when_it_happens
    from ventanilla.tickets.returns import returns_of

    zone = ZoneInfo(company.policy.zone)
    for owed in returns_of(company, now):
        due = f"{owed.due.astimezone(zone):%Y-%m-%d %H:%M %Z}" if owed.due else "no day prescribed"
        what = f"{owed.duty.title}, to {owed.duty.to}"
        say(f"{owed.state:<8} {owed.duty.name:<28} {owed.period.name:<8} {due:<22} {what}")
    for report in when_it_happens(company.policy):
        event = report.clock.start if report.clock else "nothing says when"
        say(f"{'event':<8} {report.name:<28} {'':<8} {event:<22} {report.title}, to {report.to}")


def _make(company: InForce, args: argparse.Namespace, now: datetime) -> int:
    from ventanilla.tickets.actions.make_return import make_return
    from ventanilla.tickets.returns import return_of

    name, period = args.make
    path = args.out or Path(f"{name}-{period}.{args.form}")
    try:
        owed = return_of(company, name, period, now)
        file = path.open("xb")
    except ValueError as error:
        say(str(error))
        return 1
    except FileExistsError:
        say(f"{path} is there already; name a new file with --out.")
        return 1
    except OSError as error:
        say(f"{path} cannot be written ({error.strerror}); name another file with --out.")
        return 1
    with file:
        copy = make_return(company, owed, args.form, args.language, None, now)
        file.write(copy.content)
    say(f"{path}: file {copy.serial} of {name}, {period}. SHA-256 {copy.digest}")
    say("Nothing was sent. Not legal advice: a lawyer must confirm what is owed.")
    return 0
