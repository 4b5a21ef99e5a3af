"""``make tune-answers``: finds the weights by the tuning questions and writes them.

First the fields and shapes of the two inverted indexes, each by itself; then the weights of the
three signals, by which the right articles become the likeliest; last how sure a found article
is, and the mark above which an answer is offered.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.answers.kept import KeptEmbedder
from bench.answers.questions import COMPANIES, ROOT, Question, articles, questions
from bench.answers.written import written
from ventanilla.core.answers.entries import Entry
from ventanilla.core.answers.index import (
    AnswerIndex,
    Signals,
    build,
    fuse,
    probability,
    signs,
    traces,
)
from ventanilla.core.answers.postings import Floats, Shape
from ventanilla.core.answers.weights import Blend, Index, Scale, Weights, read_weights

FILE = ROOT / "ventanilla" / "helpcentre" / "weights.toml"
FIELDS = (
    {"title": 1.0, "asks": 1.0},
    {"title": 2.0, "answer": 1.0, "asks": 2.0},
    {"title": 3.0, "answer": 1.0, "asks": 3.0},
    {"title": 2.0, "answer": 1.0, "asks": 2.0, "body": 0.5},
    {"title": 4.0, "answer": 2.0, "asks": 4.0, "body": 0.5},
)
SOFTS, LENGTHS = (0.6, 1.2, 2.4), (0.0, 0.4, 0.75)
SIZES = ((3,), (4,), (3, 4), (3, 4, 5))
RIGHT = 0.97
"""Of the answers that are offered, so many shall be right."""
CANDIDATES = 3
UNKNOWN = Scale({}, 0.0)

type Stock = Mapping[str, tuple[list[Entry], list[Floats]]]
type Asked = list[tuple[Question, AnswerIndex, Signals]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A found article: its signs, whether it is right, at the first place, and of which company."""

    signs: Mapping[str, float]
    right: bool
    first: bool
    company: str


def ask_all(stock: Stock, weights: Weights, asked: list[Question], kept: KeptEmbedder) -> Asked:
    """The signals of every question, by an index with these weights."""
    made = {name: build(entries, rows, weights) for name, (entries, rows) in stock.items()}
    return [
        (one, index, index.meant(index.spelt(one.text), one.text, kept))
        for one in asked
        for index in [made[one.company]]
    ]


def reciprocal(asked: Asked, signal: str) -> float:
    """The mean of 1 / place of the first right article, over the questions that have one."""
    marks = []
    for one, index, signals in asked:
        if one.right:
            scores = signals.of[signal]
            best = max(scores[index.articles.index(name)] for name in one.right)
            better, equal = (scores > best).sum(), (scores == best).sum()
            marks.append(1 / (better + (1 + equal) / 2))
    return float(np.mean(marks))


def plans(known: Index, sizes: Sequence[tuple[int, ...]]) -> Iterator[list[Index]]:
    """What is tried of each choice in turn, the other choices as they were found best."""
    yield [replace(known, fields=fields) for fields in FIELDS]
    yield [
        replace(known, shape=Shape(soft, length))
        for soft, length in itertools.product(SOFTS, LENGTHS)
    ]
    if sizes:
        yield [replace(known, sizes=size) for size in sizes]


def shaped(
    signal: str, stock: Stock, weights: Weights, asked: list[Question], kept: KeptEmbedder
) -> Weights:
    """The weights with the best fields and shape of one inverted index."""
    best = weights
    for turn in range(3):
        known: Index = getattr(best, signal)
        choices = list(plans(known, SIZES if signal == "grams" else ()))
        if turn >= len(choices):
            break
        tried = [
            replace(best, words=plan) if signal == "words" else replace(best, grams=plan)
            for plan in choices[turn]
        ]
        marks = [reciprocal(ask_all(stock, one, asked, kept), signal) for one in tried]
        best = tried[int(np.argmax(marks))]
        print(f"  {signal}: {max(marks):.4f} with {getattr(best, signal)}", flush=True)
    return best


def blended(asked: Asked, names: Sequence[str], rounds: int = 4000) -> dict[str, float]:
    """Weights, none below zero, under which the right articles are the likeliest (softmax)."""
    cases = []
    for one, index, signals in asked:
        if one.right:
            right = np.isin(np.array(index.articles), list(one.right))
            cases.append((np.stack([signals.of[name] for name in names], axis=1), right))
    beta = np.ones(len(names))
    for step in range(rounds):
        slope = -0.01 * beta
        for rows, right in cases:
            power = rows @ beta
            all_of = np.exp(power - power.max())
            mine = all_of * right
            slope += (mine / mine.sum() - all_of / all_of.sum()) @ rows / len(cases)
        beta = np.maximum(0.0, beta + 20 * slope / (1 + step / 500))
    return {name: float(weight) for name, weight in zip(names, beta / beta.sum(), strict=True)}


def seen(asked: Asked, blend: Blend) -> list[Seen]:
    """The best articles of every question with their signs."""
    found = []
    for one, index, signals in asked:
        mine = _only(signals, blend.signals)
        score = fuse(mine, blend)
        best = [int(n) for n in np.argsort(-score, kind="stable")[:CANDIDATES]]
        for place, number in enumerate(best):
            right = index.articles[number] in one.right
            found.append(Seen(signs(number, score, best, mine), right, place == 0, one.company))
    return found


def calibrated(found: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Scale:
    """A logistic regression of being right on the signs (Newton, a little held back)."""
    names = list(found[0])
    rows = np.array([[one[name] for name in names] for one in found])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    y = np.array(right, float)
    hold = np.diag([1.0] * len(names) + [0.0])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        curve = (x * (p * (1 - p))[:, None]).T @ x + hold
        beta += np.linalg.solve(curve, x.T @ (y - p) - hold @ beta)
    weights = beta[:-1] / spread
    signs = dict(zip(names, weights.tolist(), strict=True))
    return Scale(signs, float(beta[-1] - weights @ middle))


def certain(asked: Asked, signals: Mapping[str, float]) -> tuple[Blend, float]:
    """A blend with its certainty, and the mark: found by companies that did not teach it."""
    found = seen(asked, Blend(signals, UNKNOWN, UNKNOWN))
    told: list[tuple[float, bool]] = []
    for company in COMPANIES:
        others = [one for one in found if one.company != company]
        scale = calibrated([one.signs for one in others], [one.right for one in others])
        told += _told([one for one in found if one.company == company], scale)
    right = calibrated([one.signs for one in found], [one.right for one in found])
    seen_at_all = [traces(_only(one, signals)) for _, _, one in asked]
    inside = calibrated(seen_at_all, [bool(question.right) for question, _, _ in asked])
    return Blend(signals, right, inside), mark(told)


def _told(found: Sequence[Seen], scale: Scale) -> list[tuple[float, bool]]:
    """How sure the first article of each question is, and whether it is right."""
    return [(probability(one.signs, scale), one.right) for one in found if one.first]


def _only(signals: Signals, names: Iterable[str]) -> Signals:
    return replace(signals, of={name: signals.of[name] for name in names})


def mark(told: Sequence[tuple[float, bool]]) -> float:
    """The least certainty from which on enough of the answers are right."""
    ordered = sorted(told, reverse=True)
    rights = np.cumsum([right for _, right in ordered]) / np.arange(1, len(ordered) + 1)
    enough = np.flatnonzero(rights >= RIGHT)
    return ordered[int(enough[-1])][0] if len(enough) else 1.0


def enough(told: Sequence[tuple[float, bool]]) -> float:
    """The certainty above which every first article was right, upwards to the next hundredth."""
    wrong = max((sure for sure, right in told if not right), default=0.0)
    return float(np.ceil(wrong * 100) / 100)


def main() -> int:
    """Find the weights and write them."""
    kept = KeptEmbedder()
    stock = {}
    for name in COMPANIES:
        entries = articles(name)
        stock[name] = (entries, kept.of(entries))
    asked = questions("tune")
    kept.query([one.text for one in asked])
    kept.save()
    rows = np.vstack([rows for _, rows in stock.values()])
    start = Index(FIELDS[1], Shape(), ()), Index(FIELDS[1], Shape(), (3, 4))
    none = Blend({}, UNKNOWN, UNKNOWN)
    weights = Weights(*start, none, none, 1.0, 1.0, rows.mean(axis=0))
    for signal in ("words", "grams"):
        weights = shaped(signal, stock, weights, asked, kept)
    answered = ask_all(stock, weights, asked, kept)
    fused, sure = certain(answered, blended(answered, ("words", "grams", "vectors")))
    plain, _ = certain(answered, blended(answered, ("words", "grams")))
    told = _told(seen(answered, plain), plain.right)
    weights = replace(weights, fused=fused, plain=plain, enough=enough(told), sure=round(sure, 2))
    FILE.write_text(written(weights), "utf-8")
    if read_weights(written(weights)).fused.signals.keys() != fused.signals.keys():
        raise RuntimeError("the file does not say what was found")
    print(f"  fused: {fused}\n  plain: {plain}\n  sure: {weights.sure}\n{FILE.name} is written.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
