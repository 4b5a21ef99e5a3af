"""Bytes into text, whatever label they carry.

Labels are read as browsers read them (WHATWG Encoding, section 4.2): ``iso-8859-1`` means
windows-1252, ``gb2312`` means gb18030, ``ks_c_5601-1987`` means windows-949. A label that is
wrong or unknown costs no words: UTF-8 is tried, then the label leniently, then windows-1252.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_ALIASES = {
    # Western; mailers say Latin-1 and send windows-1252
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "ansi_x3.4": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "ansi-x3.4-1968": "cp1252",
    "iso646-us": "cp1252",
    "x-cp1252": "cp1252",
    "windows-1252http-equivcontent-type": "cp1252",
    "x-user-defined": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "logical": "iso-8859-8",
    "visual": "iso-8859-8",
    # Thai
    "windows-874": "cp874",
    "tis-620": "cp874",
    "tis620": "cp874",
    "x-windows-874": "cp874",
    # Chinese
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312_charset": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "gb-2312": "gb18030",
    "chinese": "gb18030",
    "euc-cn": "gb18030",
    "x-euc-cn": "gb18030",
    "x-mac-chinesesimp": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big-5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "windows-950": "cp950",
    "ms950": "cp950",
    "x-mac-chinesetrad": "big5hkscs",
    # Korean
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "euc-kr": "cp949",
    "euckr": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "ms949": "cp949",
    "x-windows-949": "cp949",
    "x-mac-korean": "cp949",
    # Japanese
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "x-mac-japanese": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-1": "iso2022_jp_1",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    # Cyrillic
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-cp1251": "cp1251",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    # Macintosh
    "macintosh": "mac_roman",
    "mac": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-centraleurroman": "mac_latin2",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-greek": "mac_greek",
    "x-mac-turkish": "mac_turkish",
    "x-mac-icelandic": "mac_iceland",
    "x-mac-croatian": "mac_croatian",
    "x-mac-romanian": "mac_romanian",
    "x-mac-arabic": "mac_arabic",
    "x-mac-farsi": "mac_farsi",
    # Unicode
    "utf8": "utf-8",
    "utf-8n": "utf-8",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
    "ucs-2": "utf-16",
    "iso-10646-ucs-2": "utf-16",
    "cp65001": "utf-8",
    "65001": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode-2-0-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
}
_UNKNOWN = frozenset(
    {
        "", "unknown", "x-unknown", "unknown-8bit", "x-unknown-8bit", "8bit", "7bit", "binary",
        "default_charset", "default", "charset", "none", "null", "undefined", "_autodetect",
        "_autodetect_all", "iso-ir-6", "auto", "utf", "x-roman8", "%charset%", "$charset",
    }
)  # fmt: skip
_NOT_TEXT = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
_LABEL = re.compile(r"[^;,\s\"'<>]+")


@lru_cache(maxsize=512)
def codec_of(label: str) -> str:
    """Python's codec for a charset label; empty when the label says nothing useful."""
    found = _LABEL.search(label.strip().lower()[:80])
    name = found[0].rstrip("?=.") if found else ""
    name = name.partition("*")[0]  # RFC 2231 allows a language after the charset
    if name in _UNKNOWN:
        return ""
    if name in _ALIASES:
        return _ALIASES[name]
    for guess in _spellings(name):
        try:
            info = codecs.lookup(guess)
        except (LookupError, ValueError, UnicodeError):
            continue
        if getattr(info, "_is_text_encoding", True) and info.name not in _NOT_TEXT:
            return _ALIASES.get(info.name, info.name)
    return ""


def _spellings(name: str) -> tuple[str, ...]:
    """A label as it stands, and the ways in which mailers misspell the usual ones."""
    tight = name.replace("_", "-")
    digits = re.sub(r"^(?:x-)?(?:windows|win|cp|ibm|ms|dos)-?(\d+)$", r"cp\1", tight)
    iso = re.sub(r"^iso-?8859-?(\d+).*$", r"iso8859-\1", tight)
    return (name, tight, digits, iso, tight.removeprefix("x-"))


def decode(data: bytes, label: str = "", second: str = "") -> str:
    """Text of ``data``; ``second`` is another label to try before windows-1252.

    Never fails, and loses nothing that can be read: a strict reading by the label comes first
    (but UTF-8 that is valid beats a label of ASCII or windows-1252), then the other guesses.
    """
    if data.isascii() and not _shifts(label):
        return data.decode("ascii")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data) % 2 == 0:
        text = _strict(data, "utf-16")
        if text is not None:
            return text
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    codec = codec_of(label)
    order = [codec] if codec not in {"", "cp1252"} and not _surely_utf8(data, codec) else []
    for name in (*order, "utf-8", codec_of(second), codec):
        text = _strict(data, name) if name else None
        if text is not None:
            return text
    return _lenient(data, codec or codec_of(second))


def _surely_utf8(data: bytes, codec: str) -> bool:
    """Whether a label of another charset is wrong: text by accident is hardly ever valid UTF-8."""
    text = _strict(data, "utf-8")
    if text is None or codec.startswith(("utf", "iso2022", "hz")):
        return False
    foreign = [sign for sign in text[:10_000] if sign > "\x7f"]
    beyond = sum(sign >= "\u0800" for sign in foreign)
    return beyond >= 2 or (len(foreign) >= 2 and not codec.startswith(_WIDE))


_WIDE = ("gb", "big5", "cp9", "euc", "shift", "johab")


def _shifts(label: str) -> bool:
    """Whether seven bits may mean something else than ASCII under this label."""
    codec = codec_of(label)
    return codec.startswith(("iso2022", "hz", "utf-7", "utf-16", "utf-32", "utf_7", "utf_16"))


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _lenient(data: bytes, codec: str) -> str:
    """Mostly right beats wholly wrong: a few broken signs in UTF-8 or in the named charset."""
    foreign = sum(byte > 127 for byte in data[:100_000])
    for name in (codec, "utf-8", "gb18030" if codec == "hz" else ""):
        if not name or name == "cp1252":
            continue
        try:
            text = data.decode(name, "replace")
        except (UnicodeError, LookupError, ValueError):
            continue
        if text[:100_000].count("\ufffd") * 10 <= foreign:
            return text
    return _western(data)


def _western(data: bytes) -> str:
    """Windows-1252; the five bytes it leaves open are read as Latin-1 does, as browsers do."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_WESTERN[byte] for byte in data)


_WESTERN = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def tidy_text(text: str) -> str:
    """Text that can be stored and shown: LF at line ends, no control signs, no half signs."""
    text = _BREAKS.sub("\n", text)
    text = _CONTROL.sub("", text)
    return text.encode("utf-8", "replace").decode("utf-8")
