"""``make bench-answers``: how good the answers are, by each signal alone and by all together.

``--part tune`` looks at the questions the weights were made with; ``--wrong`` names what went
wrong there. What a question costs, with 10,000 articles, comes last.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

from bench.answers.cost import cost
from bench.answers.kept import KeptEmbedder
from bench.answers.measures import Measures, Ranked, measures
from bench.answers.questions import COMPANIES, ROOT, Question, articles, questions
from ventanilla.core.answers import AnswerIndex, build, read_weights

WAYS = {"words": "words alone", "grams": "n-grams alone", "vectors": "vectors alone"}
PLAIN, FUSED = "without vectors", "fused"
TIE = 0.005
"""Less than one question of two hundred is no difference."""
WRITTEN = ("es", "en", "zh", "ar")
"""The languages that the articles are written in."""


def ranked(
    index: AnswerIndex, question: Question, kept: KeptEmbedder
) -> Iterator[tuple[str, Ranked]]:
    """A question's articles by each signal alone, by both without vectors, and by all."""
    signals = index.meant(index.spelt(question.text), question.text, kept)
    for name, way in WAYS.items():
        scores = signals.of[name]
        best = np.argsort(-scores, kind="stable")[:3]
        found = [index.articles[n] for n in best if scores[n] > 0]
        yield way, Ranked(question, found, 0.0, float(scores.max()))
    for way, embedder in ((PLAIN, None), (FUSED, kept)):
        result = index.ask(question.text, embedder)
        names = [one.article for one in result.found]
        sure = result.found[0].probability if result.found else 0.0
        yield way, Ranked(question, names, sure, result.inside)


def line(name: str, found: Measures) -> str:
    """One line of the table."""
    rest = "".join(
        f"{value:8.3f}" if value is not None else f"{'':>8}"
        for value in (found.auroc, found.refused)
    )
    return f"  {name:<17}{found.top1:8.3f}{found.top3:8.3f}{rest}"


def groups(asked: list[Question]) -> dict[str, set[str]]:
    """All; each language; those the articles are written in, and the others."""
    every = dict.fromkeys(one.language for one in asked)
    return {
        "all languages": set(every),
        "languages of the articles": set(WRITTEN),
        "languages without an article": set(every) - set(WRITTEN),
        **{code: {code} for code in every},
    }


def table(ways: dict[str, list[Ranked]]) -> int:
    """Print every group; how often fused was not the best of all in one.

    A single language is told, but has too few questions to be counted: one of them moves a
    figure by several hundredths.
    """
    beaten = 0
    asked = [one.question for one in ways[FUSED]]
    for group, codes in groups(asked).items():
        of = {
            way: measures([one for one in found if one.question.language in codes])
            for way, found in ways.items()
        }
        best = of[FUSED]
        print(f"\n{group} ({best.inside} with an answer, {best.outside} without)")
        for way, found in of.items():
            print(line(way, found))
        for figure in ("top1", "top3", "auroc", "refused"):
            mine = getattr(best, figure)
            for way in WAYS.values():
                other = getattr(of[way], figure)
                if mine is not None and other is not None and other > mine + TIE:
                    beaten += len(codes) > 1
                    print(f"  ! {way} has the better {figure}: {other:.3f}, fused {mine:.3f}")
    return beaten


def offered(found: list[Ranked], mark: float) -> None:
    """What customers would see at the mark that is set."""
    shown = [one for one in found if one.sure >= mark]
    inside = [one for one in found if one.question.right]
    right = sum(one.within(1) for one in shown)
    kept = sum(bool(one.question.right) for one in shown)
    print(
        f"\nat the mark of {mark}: {kept} of {len(inside)} questions with an answer get one;"
        f" {right} of {len(shown)} answers offered are right ({right / len(shown):.1%});"
        f" {len(shown) - kept} of {len(found) - len(inside)} questions without one get one"
    )


def calibration(found: list[Ranked]) -> None:
    """How often the first was right, by how sure it was."""
    print("\nhow sure | questions | first is right")
    for low in np.arange(0, 1, 0.2):
        some = [one for one in found if low <= one.sure < low + 0.2 + (low > 0.7)]
        if some:
            right = sum(one.within(1) for one in some) / len(some)
            print(f"{low:.1f}-{low + 0.2:.1f}  | {len(some):9} | {right:.2f}")


def main() -> int:
    """Ask everything and print the figures; exit status 1 where fused is not the best."""
    parser = argparse.ArgumentParser(prog="make bench-answers")
    parser.add_argument("--part", choices=("judge", "tune"), default="judge")
    parser.add_argument("--wrong", action="store_true", help="name what went wrong")
    parser.add_argument("--quick", action="store_true", help="leave out what a question costs")
    args = parser.parse_args()
    path = ROOT / "ventanilla" / "helpcentre" / "weights.toml"
    weights, kept = read_weights(path.read_text("utf-8")), KeptEmbedder()
    made = {}
    for name in COMPANIES:
        entries = articles(name)
        made[name] = build(entries, kept.of(entries), weights)
    ways: dict[str, list[Ranked]] = {}
    asked = questions(args.part)
    for question in asked:
        for way, found in ranked(made[question.company], question, kept):
            ways.setdefault(way, []).append(found)
    kept.save()
    print(f"{len(asked)} questions ({args.part})")
    print(f"  {'':<17}{'top 1':>8}{'top 3':>8}{'AUROC':>8}{'refused':>8}")
    beaten = table(ways)
    offered(ways[FUSED], weights.sure)
    calibration(ways[FUSED])
    if args.wrong:
        for one in ways[FUSED]:
            if bool(one.question.right) != (one.sure >= weights.sure) or (
                one.question.right and not one.within(1)
            ):
                print(f"{one.sure:.2f} {one.question} -> {list(one.articles)}")
    if not args.quick:
        cost(kept, weights)
    print(f"\nfused is beaten {beaten} times." if beaten else "\nfused is the best in every group.")
    return 1 if beaten else 0


if __name__ == "__main__":
    raise SystemExit(main())
