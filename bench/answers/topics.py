"""``python -m bench.answers.topics``: how often the topic that is meant stands first.

The questions of the evaluation set, each with the topics of the articles that answer it. Prints for
several weights of a topic's own words how often a right topic is first and among the first three,
and from which score on nine of ten first ones are right: what a form of another topic says by.
"""

from __future__ import annotations

import numpy as np

from bench.answers.kept import KeptEmbedder
from bench.answers.questions import COMPANIES, ROOT, articles, questions
from ventanilla.core.answers import build, read_weights
from ventanilla.core.articles import FILES, read_help
from ventanilla.core.policy import Policy, parse_policy
from ventanilla.core.topics import OWN, SURE, Likely, likely, own_words, topic_index

OWNS = (0.0, 0.3, 0.6, 1.0, 1.5, 2.5)
RIGHT = 0.9
FOUND = 5

type Case = tuple[frozenset[str], list[tuple[tuple[str, ...], float]], dict[str, float]]


def policy_of(company: str) -> Policy:
    """The policy of a company."""
    path = ROOT / "companies" / company / "policy.toml"
    return parse_policy(path.read_text("utf-8"), str(path))


def topics_of(company: str, policy: Policy) -> dict[str, tuple[str, ...]]:
    """The topics of each article."""
    folder = ROOT / "companies" / company / "help"
    files = {
        (file.parent.name, file.stem): file.read_text("utf-8") for file in folder.glob("*/*.md")
    }
    found = read_help((folder / FILES).read_text("utf-8"), files, policy, str(folder))
    return {name: article.topics for name, article in found.articles.items()}


def cases(part: str, kept: KeptEmbedder) -> list[Case]:
    """Every question whose answer belongs to a topic: what is right, and what speaks for what."""
    weights = read_weights((ROOT / "ventanilla" / "helpcentre" / "weights.toml").read_text("utf-8"))
    found: list[Case] = []
    for company in COMPANIES:
        policy = policy_of(company)
        topics, entries = topics_of(company, policy), articles(company)
        index, own = build(entries, kept.of(entries), weights), topic_index(policy, weights)
        for one in (each for each in questions(part) if each.company == company):
            right = frozenset(topic for name in one.right for topic in topics[name])
            if right and len(right) < len(policy.topics) - 1:
                result = index.ask(one.text, kept, FOUND)
                near = [(topics[each.article], each.probability) for each in result.found]
                found.append((right, near, own_words(own, one.text)))
    return found


def first_right(ranked: list[list[Likely]], rights: list[frozenset[str]], places: int) -> float:
    """How often one of the first topics is right."""
    hits = [
        bool(right.intersection(one.topic for one in found[:places]))
        for found, right in zip(ranked, rights, strict=True)
    ]
    return float(np.mean(hits))


def mark(ranked: list[list[Likely]], rights: list[frozenset[str]]) -> tuple[float, float]:
    """From which score on nine of ten first topics are right, and how many reach it."""
    told = sorted(
        (
            (found[0].score, found[0].topic in right)
            for found, right in zip(ranked, rights, strict=True)
            if found
        ),
        reverse=True,
    )
    share = np.cumsum([right for _, right in told]) / np.arange(1, len(told) + 1)
    good = np.flatnonzero(share >= RIGHT)
    return (told[good[-1]][0], (good[-1] + 1) / len(rights)) if len(good) else (float("inf"), 0.0)


def main() -> int:
    """Print both parts."""
    kept = KeptEmbedder()
    for part in ("tune", "judge"):
        found = cases(part, kept)
        rights = [right for right, _, _ in found]
        print(
            f"\n{len(found)} questions ({part})\n  own   first  of three  nine of ten from  reached"
        )
        for own in OWNS:
            ranked = [likely(near, words, own) for _, near, words in found]
            at, reached = mark(ranked, rights)
            set_ = "  set" if own == OWN else ""
            print(
                f"  {own:<6}{first_right(ranked, rights, 1):.3f}{first_right(ranked, rights, 3):9.3f}"
                f"{at:14.2f}{reached:15.2f}{set_}"
            )
        ranked = [likely(near, words) for _, near, words in found]
        told = [
            found[0].topic in right
            for found, right in zip(ranked, rights, strict=True)
            if found and found[0].score >= SURE
        ]
        print(f"  at the mark of {SURE}: {sum(told)} of {len(told)} are right")
    kept.save()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
