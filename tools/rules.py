"""The budgets of files and functions, and the rules that no public tool knows."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ventanilla"
FILE_LIMIT, MEDIAN_LIMIT, P90_LIMIT = 500, 80, 250
FUNCTION_LIMIT, FUNCTION_P90 = 60, 30
DRAWERS = {"common", "utils", "util", "lib", "services", "helpers", "misc"}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def sources() -> list[Path]:
    """Our own modules; migrations and the style guide's sample data are left out."""
    found = sorted(PACKAGE.rglob("*.py"))
    return [p for p in found if not {"migrations", "samples"} & set(p.parts)]


def percentile(values: list[int], share: float) -> int:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def check_sizes(files: list[Path]) -> Iterator[str]:
    """Files and functions within their budgets."""
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in files}
    for path, count in lines.items():
        if count > FILE_LIMIT:
            yield f"{path.relative_to(ROOT)}: {count} lines, the limit is {FILE_LIMIT}"
    counts = [count for path, count in lines.items() if path.name != "__init__.py" or count]
    if median(counts) > MEDIAN_LIMIT:
        yield f"the median file has {median(counts):.0f} lines, the budget is {MEDIAN_LIMIT}"
    if percentile(counts, 0.9) > P90_LIMIT:
        yield f"one file in ten has over {percentile(counts, 0.9)} lines, the budget is {P90_LIMIT}"
    lengths = []
    for path in files:
        for node in functions(ast.parse(path.read_text("utf-8"))):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            lengths.append(length)
            if length > FUNCTION_LIMIT:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield f"{where}: {node.name} has {length} lines, the limit is {FUNCTION_LIMIT}"
    if percentile(lengths, 0.9) > FUNCTION_P90:
        yield f"one function in ten has over {percentile(lengths, 0.9)} lines"


def check_names(files: list[Path]) -> Iterator[str]:
    """No drawers for unrelated things."""
    for path in files:
        if DRAWERS & {*path.relative_to(PACKAGE).parts[:-1], path.stem}:
            yield f"{path.relative_to(ROOT)}: give it the name of what it holds"


def check_core(files: list[Path]) -> Iterator[str]:
    """The core reads no clock: time comes in as an argument."""
    for path in files:
        if "core" not in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
                owner = called.value.id if isinstance(called.value, ast.Name) else ""
                if owner in {"datetime", "date", "time"}:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: the core must not read a clock"


def check_docstrings(files: list[Path]) -> Iterator[str]:
    """Every module says what it is for."""
    for path in files:
        text = path.read_text("utf-8")
        if text.strip() and path.name != "apps.py" and not ast.get_docstring(ast.parse(text)):
            yield f"{path.relative_to(ROOT)}: say in a docstring what the module is for"


def check_forbidden_words() -> Iterator[str]:
    """Templates are never made of data, and nothing is marked safe but the icons."""
    for path in sorted(PACKAGE.rglob("*.html")):
        text = path.read_text("utf-8")
        for word in ("|safe", "autoescape off", "hx-on", " style=", "javascript:"):
            if word in text:
                yield f"{path.relative_to(ROOT)}: {word!r} is not allowed in a template"


def main() -> int:
    """Print every break of a rule; exit status 1 when there is one."""
    files = sources()
    problems = [
        *check_sizes(files),
        *check_names(files),
        *check_core(files),
        *check_docstrings(files),
        *check_forbidden_words(),
    ]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
