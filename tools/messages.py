"""The texts of the desk and their translations: collect, compile, check.

``collect`` reads every text of the Python modules and templates into ``ventanilla/locale``;
``compile`` makes the catalogues the desk reads; ``check`` fails when a text is not collected, not
translated, marked fuzzy, or names other places than its translation. All of it with Babel, so
that no system tool is needed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ventanilla"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("es", "zh_Hans", "ar")
SAME_IN_ALL = re.compile(r"^[^A-Za-z]*$")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_noop": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
TAG = re.compile(r"\{%-?\s*(.*?)\s*-?%\}|\{\{\s*(.*?)\s*\}\}|\{#.*?#\}", re.DOTALL)
QUOTED = re.compile(r"""^(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")

type Found = tuple[str | tuple[str, str], str, int]


def texts_of_python(path: Path) -> Iterator[Found]:
    """Every text that a module marks for translation."""
    with path.open("rb") as handle:
        for line, message, _comments, _context in extract("python", handle, KEYWORDS):
            if isinstance(message, tuple):
                yield (str(message[0]), str(message[1])), str(path.relative_to(ROOT)), line
            elif message:
                yield message, str(path.relative_to(ROOT)), line


def texts_of_template(path: Path) -> Iterator[Found]:
    """Every text of ``translate`` and ``blocktranslate``."""
    source = path.read_text("utf-8")
    where = str(path.relative_to(ROOT))
    block: list[str] | None = None
    plural: list[str] | None = None
    trimmed, line, last = False, 0, 0
    for match in TAG.finditer(source):
        tag = (match[1] or "").strip()
        if block is not None:
            target = plural if plural is not None else block
            target.append(source[last : match.start()].replace("%", "%%"))
        last = match.end()
        if tag.startswith(("blocktranslate", "blocktrans")):
            block, plural, trimmed = [], None, " trimmed" in f" {tag} "
            line = source.count("\n", 0, match.start()) + 1
        elif tag in {"endblocktranslate", "endblocktrans"} and block is not None:
            one = _joined(block, trimmed=trimmed)
            yield (
                (one if plural is None else (one, _joined(plural, trimmed=trimmed))),
                where,
                line,
            )
            block = None
        elif tag == "plural" and block is not None:
            plural = []
        elif block is not None and match[2]:
            name = re.split(r"[|.]", match[2])[0]
            (plural if plural is not None else block).append(f"%({name})s")
        elif found := QUOTED.match(tag):
            yield found[1] or found[2] or "", where, source.count("\n", 0, match.start()) + 1


def _joined(parts: list[str], *, trimmed: bool) -> str:
    text = "".join(parts)
    return " ".join(line.strip() for line in text.splitlines() if line.strip()) if trimmed else text


def collected() -> Catalog:
    """All texts of the package as one catalogue of English."""
    catalog = Catalog(project="Ventanilla", charset="utf-8")
    paths = sorted(p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".html"})
    for path in paths:
        if "samples" in path.parts or "styleguide" in path.name:
            continue
        finder = texts_of_python if path.suffix == ".py" else texts_of_template
        for text, where, _line in finder(path):
            if text:
                catalog.add(text, locations=[(where, 0)])
    return catalog


def path_of(language: str) -> Path:
    """The editable catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Ventanilla", charset="utf-8")
    with path.open("rb") as handle:
        return read_po(handle, locale=language)


def written(catalog: Catalog) -> bytes:
    """A catalogue as it lies in the repository: sorted, without dates, so that merges are easy."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    lines = buffer.getvalue().decode().splitlines()
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team')
    return ("\n".join(line for line in lines if not line.startswith(dated)) + "\n").encode()


def collect() -> int:
    """Bring every catalogue up to date with the texts; translations are kept."""
    template = collected()
    for language in LANGUAGES:
        catalog = load(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
        missing = sum(1 for message in catalog if message.id and not complete(message))
        print(f"{language}: {len(catalog)} texts, {missing} to be translated")
    return 0


def compile_() -> int:
    """Make the catalogues that the desk reads, where they are older than their sources."""
    for language in LANGUAGES:
        path = path_of(language)
        target = path.with_suffix(".mo")
        if not path.exists():
            continue
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as handle:
            write_mo(handle, load(language))
        fresh.rename(target)
    return 0


def complete(message: Message) -> bool:
    """Whether a text is translated, in every plural form."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings) and not message.fuzzy


def places(text: str) -> set[str]:
    """The named places of a text: ``%(name)s`` and ``{name}``."""
    return set(re.findall(r"%\((\w+)\)", text)) | set(re.findall(r"\{(\w+)\}", text))


def problems(language: str, template: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue of a language."""
    catalog = load(language)
    known = {message.id: message for message in catalog if message.id}
    for message in template:
        if not message.id:
            continue
        found = known.pop(message.id, None)
        text = message.id[0] if isinstance(message.id, tuple) else message.id
        if found is None:
            yield f"{language}: not collected (make messages): {text!r}"
        elif not complete(found):
            yield f"{language}: not translated: {text!r}"
        else:
            strings = found.string if isinstance(found.string, tuple | list) else (found.string,)
            for string in strings:
                if places(str(string)) - places(str(message.id)):
                    yield f"{language}: unknown places in the translation of {text!r}"
    for unused in known:
        yield f"{language}: no longer used (make messages): {unused!r}"


def check() -> int:
    """Print every problem; exit status 1 when there is one."""
    template = collected()
    found = [problem for language in LANGUAGES for problem in problems(language, template)]
    print("\n".join(found[:60]))
    if len(found) > 60:
        print(f"... and {len(found) - 60} more")
    return 1 if found else 0


if __name__ == "__main__":
    verbs = {"collect": collect, "compile": compile_, "check": check}
    sys.exit(verbs[sys.argv[1]]())
