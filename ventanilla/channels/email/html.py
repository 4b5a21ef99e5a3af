"""Foreign HTML: made harmless for showing, and turned into plain words.

nh3 reads HTML as browsers do and writes it well-formed, so the second step may walk its output
tag by tag. Nothing remote is left: no images, no frames, no styles, no scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

import nh3

_TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code",
    "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_DROPPED = {
    "script", "style", "title", "textarea", "noscript", "iframe", "svg", "math", "object", "embed",
    "applet", "template", "noembed", "noframes", "xmp", "select", "option", "head", "plaintext",
}  # fmt: skip
_KEPT = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED - {"head"},
    attributes=_KEPT,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)
_reader = nh3.Cleaner(
    tags=_TAGS | {"img"},
    clean_content_tags=_DROPPED - {"head"},
    attributes={"*": {"class", "id", "type"}, "a": {"href"}, "img": {"alt"}, "ol": {"start"}},
    url_schemes=_SCHEMES,
    link_rel=None,
)


def clean(html: str) -> str:
    """HTML that can be shown: words, lists, tables and links; ``clean`` of it changes nothing."""
    return _cleaner.clean(_shallow(html))


_DEEP = re.compile(r"<(/?)(?!(?:p|li|td|tr|th|br|img|hr|meta|link|input|col|dt|dd)\b)[a-zA-Z]")
_MOST_DEPTH = 2000


def _shallow(html: str) -> str:
    """HTML nested without end as bare words: every reader of it takes time by the square."""
    if html.count("<") <= _MOST_DEPTH:
        return html
    depth = 0
    for tag in _DEEP.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > _MOST_DEPTH:
            return re.sub(r"<[^<>]*>", "\n", html).replace("<", "&lt;")
    return html


_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_BLOCKS = frozenset(
    {
        "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table",
        "tr", "section", "center", "figure", "caption", "pre", "blockquote",
    }
)  # fmt: skip
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"})
_HISTORY = re.compile(
    r"gmail_quote|gmail_attr|gmail_extra_quote|moz-cite-prefix|OutlookMessageHeader|yahoo_quoted"
    r"|divRplyFwdMsg|appendonsend|protonmail_quote|zmail_extra|tutanota_quote|mail-quote-collapse"
    r"|isReplyContent|ms-outlook-mobile-reference-message|reply_attribution|x_divRplyFwdMsg"
)
_LIST_DEPTH = 20


@dataclass(slots=True)
class Lines:
    """Plain lines in the making."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    quoted: int = 0
    lists: list[int | None] = field(default_factory=list)
    pre: int = 0
    link: str = ""
    link_from: int = 0
    history: list[int] = field(default_factory=list)

    def words(self, text: str) -> None:
        """Add text; white space means nothing outside of ``pre``."""
        if self.pre:
            first, *rest = text.split("\n")
            self.current.append(first)
            for line in rest:
                self.end(force=True)
                self.current.append(line)
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if not self.current or self.current[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.current.append(text)

    def end(self, *, force: bool = False) -> None:
        """End the line; an empty one only counts when it is meant."""
        line = "".join(self.current).replace("\xa0", " ").rstrip()
        if line or force:
            mark = "> " * min(self.quoted, 10)
            self.lines.append((mark + line).rstrip())
        self.current = []

    def gap(self) -> None:
        """One empty line between blocks, never two."""
        self.end()
        mark = ("> " * min(self.quoted, 10)).rstrip()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark)
        elif self.lines:
            self.lines[-1] = min(mark, self.lines[-1], key=len)


def to_text(html: str) -> tuple[str, list[int]]:
    """HTML as plain words, with links and lists, and the lines at which quoted history starts.

    Quoted blocks get the usual ``>``. The line numbers come from marks which mail programs put
    into their HTML, so that they need no knowledge of the language.
    """
    safe = _reader.clean(_shallow(html))
    state, place = Lines(), 0
    for token in _TOKEN.finditer(safe):
        if token.start() > place:
            state.words(unescape(safe[place : token.start()]))
        _tag(state, token[2], token[3], closing=bool(token[1]))
        place = token.end()
    state.words(unescape(safe[place:]))
    state.end()
    while state.lines and not state.lines[-1].strip("> "):
        state.lines.pop()
    return "\n".join(state.lines), state.history


def _tag(state: Lines, name: str, attributes: str, *, closing: bool) -> None:
    if name == "br":
        state.end(force=True)
        return
    if name == "hr":
        state.end()
        state.lines.append("> " * min(state.quoted, 10) + "________________________________")
        return
    if name in _APART:
        state.gap()
    elif name in _BLOCKS:
        state.end()
    if not closing and attributes and _HISTORY.search(attributes):
        state.end()
        state.history.append(len(state.lines))
    special = _SPECIAL.get(name)
    if special:
        special(state, attributes, closing)
    if name == "blockquote" and closing:
        state.gap()


def _blockquote(state: Lines, attributes: str, closing: bool) -> None:
    del attributes
    state.quoted = max(0, state.quoted + (-1 if closing else 1))


def _pre(state: Lines, attributes: str, closing: bool) -> None:
    del attributes
    state.pre = max(0, state.pre + (-1 if closing else 1))


def _cell(state: Lines, attributes: str, closing: bool) -> None:
    del attributes
    if not closing and state.current:
        state.current.append(" ")


def _list(state: Lines, attributes: str, closing: bool) -> None:
    if closing:
        if state.lists:
            state.lists.pop()
    else:
        start = dict(_ATTRIBUTE.findall(attributes)).get("start", "1")
        state.lists.append(int(start) if start.isdecimal() and len(start) < 6 else 1)


def _bullets(state: Lines, attributes: str, closing: bool) -> None:
    del attributes
    if closing:
        if state.lists:
            state.lists.pop()
    else:
        state.lists.append(None)


def _item(state: Lines, attributes: str, closing: bool) -> None:
    del attributes
    state.end()
    if closing:
        return
    mark = "- "
    if state.lists and (number := state.lists[-1]) is not None:
        mark, state.lists[-1] = f"{number}. ", number + 1
    indent = "  " * (min(len(state.lists), _LIST_DEPTH) - 1)
    state.current.append(indent + mark)


def _link(state: Lines, attributes: str, closing: bool) -> None:
    """``words (address)`` where the words are not the address already."""
    if not closing:
        state.link = unescape(dict(_ATTRIBUTE.findall(attributes)).get("href", ""))
        state.link_from = len(state.current)
        return
    shown = "".join(state.current[state.link_from :]).strip()
    target = state.link.removeprefix("mailto:").removeprefix("tel:")
    if target and shown.strip("/") != target.strip("/") and target.partition("://")[2] != shown:
        state.current.append(f" ({target})" if shown else target)
    state.link = ""


def _image(state: Lines, attributes: str, closing: bool) -> None:
    del closing
    alt = unescape(dict(_ATTRIBUTE.findall(attributes)).get("alt", ""))
    if alt.strip():
        state.words(alt)


_SPECIAL = {
    "blockquote": _blockquote,
    "pre": _pre,
    "td": _cell,
    "th": _cell,
    "ol": _list,
    "ul": _bullets,
    "li": _item,
    "a": _link,
    "img": _image,
}
