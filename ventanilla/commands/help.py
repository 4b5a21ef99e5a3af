"""Articles of the help centres: load, check, embed, list."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ventanilla.commands.progress import Progress
from ventanilla.commands.start import database, say
from ventanilla.core.tables import PolicyError

if TYPE_CHECKING:
    from ventanilla.companies.inforce import InForce

HELP = "Load or check the articles of a help centre, embed what is missing, or list them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    load = what.add_parser("load", help="take over the files of companies/SLUG/help")
    load.add_argument("slugs", nargs="*", metavar="SLUG", help="without one: every company")
    load.add_argument("--folder", type=Path, help="another folder, for one company")
    check = what.add_parser("check", help="name every mistake in a folder; needs no desk")
    check.add_argument("folder", type=Path)
    check.add_argument("--policy", type=Path, help="the company's; else the one beside the folder")
    what.add_parser("index", help="make the sentence vectors that are missing")
    listing = what.add_parser("list", help="the articles of a company, the longest unchecked first")
    listing.add_argument("slug")


def run(args: argparse.Namespace) -> int:
    if args.what == "check":
        return _check(args.folder, args.policy or args.folder.parent / "policy.toml")
    with database():
        if args.what == "index":
            return _index()
        from ventanilla.companies.inforce import companies

        there = {company.slug: company for company in companies()}
        slugs = [args.slug] if args.what == "list" else args.slugs or list(there)
        for slug in slugs:
            if slug not in there:
                say(f"There is no company {slug!r}; see `ventanilla company list`.")
                return 1
        if args.what == "list":
            return _list(there[args.slug])
        if args.folder and len(slugs) != 1:
            say("--folder is for one company: name it.")
            return 2
        return max([_load(there[slug], args.folder) for slug in slugs], default=0)


def _load(company: InForce, folder: Path | None) -> int:
    from django.conf import settings
    from django.utils import timezone

    from ventanilla.helpcentre.load import load_help

    try:
        done = load_help(
            company, folder or Path(settings.COMPANIES) / company.slug / "help", timezone.now()
        )
    except (PolicyError, OSError) as error:
        say(f"{company.slug}: {error}")
        return 1
    left = f"; changed in the console and left alone: {', '.join(done.kept)}" if done.kept else ""
    say(f"{company.slug}: {done.articles} articles, {done.written} texts new or changed{left}.")
    return 0


def _check(folder: Path, policy: Path) -> int:
    from ventanilla.core.articles import FILES, read_help
    from ventanilla.core.policy import parse_policy

    try:
        known = parse_policy(policy.read_text("utf-8"), str(policy))
        files = {
            (path.parent.name, path.stem): path.read_text("utf-8")
            for path in sorted(folder.glob("*/*.md"))
        }
        found = read_help((folder / FILES).read_text("utf-8"), files, known, str(folder))
    except (PolicyError, OSError) as error:
        say(str(error))
        return 1
    languages = ", ".join(known.languages)
    say(f"{folder}: {len(found.articles)} articles in {languages}; no mistake.")
    return 0


def _index() -> int:
    from ventanilla.companies.inforce import companies
    from ventanilla.core.answers import entries
    from ventanilla.helpcentre.hindrance import hindrance
    from ventanilla.helpcentre.stock import held
    from ventanilla.helpcentre.vectors import embed, embedder, missing

    model = embedder()
    if model is None:
        sys.stderr.write(f"Answers are found by words alone: {hindrance()}.\n")
        return 1
    for company in companies():
        some = missing(company.id, entries(held(company.id).help))
        progress = Progress(len(some), f"texts of {company.slug}")
        embed(company.id, some, model, progress)
        progress.end()
        say(f"{company.slug}: {len(some)} texts embedded, none is missing.")
    return 0


def _list(company: InForce) -> int:
    from django.utils import timezone

    from ventanilla.helpcentre.stock import held

    today = timezone.localdate()
    for article in sorted(held(company.id).help.articles.values(), key=lambda a: a.checked):
        age = (today - article.checked).days
        title = article.in_(company.policy.languages[0]).title
        say(f"{article.checked} ({age:>4} days)  {article.name}: {title}")
    return 0
