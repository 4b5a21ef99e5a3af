"""Ask a company's help centre."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from ventanilla.commands.start import database, say

if TYPE_CHECKING:
    from ventanilla.helpcentre.answers import Answer, Answers

HELP = "Ask a company's help centre in any language. Exit status 1 when it has no answer."
BY = {"words": "words", "grams": "pieces of words", "vectors": "meaning"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument("--company", required=True, metavar="SLUG")
    parser.add_argument("--language", default="", help="in which the articles are shown")
    parser.add_argument("--limit", type=int, default=3, help="articles at most")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    with database():
        from django.http import Http404

        from ventanilla.companies.inforce import in_force
        from ventanilla.helpcentre.answers import answers

        try:
            company = in_force(args.company)
        except Http404:
            say(f"There is no company {args.company!r}; see `ventanilla company list`.")
            return 2
        language = args.language or company.policy.languages[0]
        found = answers(company, args.question, language, max(1, args.limit))
        if args.json:
            say(json.dumps(_table(args.company, found), ensure_ascii=False))
        else:
            _tell(found)
        return 0 if found.best else 1


def _table(company: str, found: Answers) -> dict[str, Any]:
    return {
        "company": company,
        "question": found.question,
        "answered": found.best is not None,
        "mark": found.mark,
        "vectors": found.vectors,
        "found": [
            {
                "article": one.article.name,
                "title": one.words.title,
                "answer": _plain(one),
                "probability": round(one.probability, 4),
                "by": list(one.found.by),
            }
            for one in found.found
        ],
    }


def _tell(found: Answers) -> None:
    if found.best is None:
        say(f"No answer is sure enough (a mark of {found.mark:.0%}).")
        if found.found:
            say("The nearest:")
    for one in found.found:
        by = ", ".join(BY[name] for name in one.found.by) or "all together"
        say(f"{one.probability:>5.0%}  {one.words.title}  [{one.article.name}; by {by}]")
        if one is found.best:
            say(f"       {_plain(one)}")
    if not found.vectors:
        say("(Without sentence vectors: see `ventanilla doctor`.)")


def _plain(one: Answer) -> str:
    from ventanilla.core.answers.entries import bare

    return bare(one.words.answer)
