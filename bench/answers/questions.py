"""The evaluation set, and the articles that it is asked of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ventanilla.core.answers import Entry, entries
from ventanilla.core.articles import FILES, read_help
from ventanilla.core.policy import parse_policy

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
COMPANIES = ("xm", "etoro", "exness", "roxom", "shop")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked a company, and the articles that answer it: none, one or several."""

    company: str
    language: str
    text: str
    right: frozenset[str]


def questions(part: str) -> list[Question]:
    """All questions of a part, "tune" or "judge"."""
    return [
        Question(company, language, text, frozenset(right))
        for company in COMPANIES
        for language, asked in tomllib.loads(
            (HERE / part / f"{company}.toml").read_text("utf-8")
        ).items()
        for text, *right in asked
    ]


def articles(company: str) -> list[Entry]:
    """The entries of a company's help folder."""
    folder = ROOT / "companies" / company
    path = folder / "policy.toml"
    policy = parse_policy(path.read_text("utf-8"), str(path))
    files = {
        (file.parent.name, file.stem): file.read_text("utf-8")
        for file in sorted((folder / "help").glob("*/*.md"))
    }
    text = (folder / "help" / FILES).read_text("utf-8")
    return entries(read_help(text, files, policy, str(folder / "help")))
