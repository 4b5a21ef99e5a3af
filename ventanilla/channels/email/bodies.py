"""The words and the files of a mail: every part becomes one or the other, none is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from ventanilla.channels.email import html as markup
from ventanilla.channels.email.charsets import tidy_text
from ventanilla.channels.email.decoding import content, text_of, uuencoded
from ventanilla.channels.email.filenames import given_name, made_name, name_of, tidy, type_of
from ventanilla.channels.email.mail import Attachment
from ventanilla.channels.email.structure import Part

_WORDS = frozenset(
    {"text/plain", "text/markdown", "text/x-markdown", "text/unknown", "text/x-text"}
)
_SAME_IN_OTHER_WORDS = frozenset({"text/x-amp-html", "text/watch-html", "text/enriched"})
_MESSAGES = frozenset({"message/rfc822", "message/global"})


@dataclass(slots=True)
class Section:
    """A piece of the words: as plain text, as HTML, or as both."""

    plain: str = ""
    html: str = ""
    marks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What a mail holds. ``marks`` are the lines of ``text`` where history is known to start."""

    text: str = ""
    html: str = ""
    marks: list[int] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    sections: list[Section] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)

    def file(self, part: Part) -> None:
        data = part.body if part.type in _MESSAGES and part.parts else content(part)
        name = name_of(part, data, len(self.files) + 1)
        self.files.append(Attachment(name, type_of(part, data), data))


def content_of(mail: Part) -> Content:
    """Words and files of a whole mail."""
    walk = _Walk()
    _part(mail, walk)
    done = Content(files=walk.files)
    lines: list[str] = []
    pieces: list[str] = []
    rich = any(section.html for section in walk.sections)
    for section in _merged(walk.sections):
        _add(section, lines, done)
        if rich:
            pieces.append(section.html or f"<pre>{escape(section.plain, quote=False)}</pre>")
    done.text = "\n".join(lines).strip("\n")
    lead = len("\n".join(lines)) - len("\n".join(lines).lstrip("\n"))
    done.marks = [mark - lead for mark in done.marks if mark >= lead]
    done.html = tidy_text(markup.clean("\n".join(pieces))) if pieces else ""
    done.html = markup.clean(done.html) if done.html else ""
    return done


def _merged(sections: list[Section]) -> list[Section]:
    """Words and the same words in HTML as neighbours (without multipart/alternative) are one."""
    out: list[Section] = []
    for section in sections:
        last = out[-1] if out else None
        if last and last.plain and not last.html and section.html and not section.plain:
            shown, _ = markup.to_text(section.html)
            if "".join(shown.split()) == "".join(last.plain.split()):
                last.html = section.html
                continue
        out.append(section)
    return out


def _add(section: Section, lines: list[str], done: Content) -> None:
    text, marks = section.plain, section.marks
    if not text.strip() and section.html:
        text, marks = markup.to_text(section.html)
        text = tidy_text(text)
    text, files = uuencoded(text)
    if files:
        marks = []
    for name, data in files:
        shown = tidy(name) or made_name("application/octet-stream", len(done.files) + 1)
        done.files.append(Attachment(shown, "application/octet-stream", data))
    if not text.strip():
        return
    if lines:
        lines.append("")
    done.marks.extend(mark + len(lines) for mark in marks)
    lines.extend(text.split("\n"))


def _part(part: Part, walk: _Walk) -> None:
    if part.main == "multipart":
        _multipart(part, walk)
    elif _is_words(part):
        walk.sections.append(Section(plain=text_of(part)))
    elif part.type == "text/html" and not _is_file(part):
        walk.sections.append(Section(html=tidy_text(text_of(part, _meta_charset(part)))))
    else:
        walk.file(part)


def _multipart(part: Part, walk: _Walk) -> None:
    if not part.parts:
        # No delimiter was found: the body is words, whatever its headers say.
        bare = Part(part.headers, "text/plain", part.params, part.body, part.raw)
        walk.sections.append(Section(plain=text_of(bare)))
        return
    before = len(walk.sections), len(walk.files)
    if part.type == "multipart/alternative":
        _alternative(part, walk)
    else:
        for child in part.parts:
            _part(child, walk)
    if (len(walk.sections), len(walk.files)) == before and part.before.strip():
        walk.sections.append(Section(plain=tidy_text(part.before.decode("utf-8", "replace"))))
    if part.after.strip():
        # Some gateways write their words, or a whole file, after the end.
        walk.sections.append(Section(plain=tidy_text(part.after.decode("utf-8", "replace"))))


def _alternative(part: Part, walk: _Walk) -> None:
    """The same words in several forms (RFC 2046 section 5.1.4), with what is no form of them."""
    inner = _Walk(files=walk.files)
    for child in part.parts:
        if child.type not in _SAME_IN_OTHER_WORDS:
            _part(child, inner)
    plains = [section for section in inner.sections if section.plain.strip() and not section.html]
    rich = [section for section in inner.sections if section.html]
    if len(plains) <= 1 and len(rich) <= 1:
        section = Section(
            plain=plains[0].plain if plains else (rich[0].plain if rich else ""),
            html=rich[0].html if rich else "",
        )
        if section.plain or section.html:
            walk.sections.append(section)
        return
    first = Section(
        plain="\n\n".join(dict.fromkeys(section.plain.strip("\n") for section in plains)),
        html="\n".join(section.html for section in rich),
    )
    walk.sections.append(first)


def _is_file(part: Part) -> bool:
    return part.disposition == "attachment" or bool(given_name(part))


def _is_words(part: Part) -> bool:
    return part.type in _WORDS and not _is_file(part)


def _meta_charset(part: Part) -> str:
    """The charset that the HTML itself names, for a part whose header names none."""
    head = content(part)[:2048].lower()
    place = head.find(b"charset=")
    if place < 0:
        return ""
    word = head[place + 8 : place + 48].strip(b"\"' ")
    return word.split(b'"')[0].split(b"'")[0].split(b">")[0].split(b";")[0].decode("latin-1")
