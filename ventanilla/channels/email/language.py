"""The language of a customer's words, by its script and its small words; empty when unsure."""

from __future__ import annotations

import re

_LOOKED_AT = 2000
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_SMALL = {
    "en": "the and is my to of in i not have for with you this that was been it can please hello",
    "es": "el la de que y en no mi los por con para se una está hola puedo cuenta gracias desde",
    "pt": "o a de que e em não meu os por com para se uma está olá posso conta obrigado desde",
    "fr": "le la de que et en ne pas mon les pour avec je une est bonjour compte merci depuis",
    "de": "der die das und ich nicht mein ist zu in mit für ein hallo konto danke seit wir sie",
    "it": "il la di che e in non mio gli per con una è ciao posso conto grazie sono da",
    "tr": "ve bir bu için ben değil ile hesap merhaba teşekkürler hesabım var yok çok",
    "vi": "tôi không của và có là cho được tài khoản xin chào cảm ơn",
    "id": "saya tidak dan yang di akun untuk dengan ini bisa halo terima kasih",
}
_WORDS = {code: frozenset(words.split()) for code, words in _SMALL.items()}


def guess(text: str) -> str:
    """The ISO 639-1 code of the language most likely used."""
    text = text[:_LOOKED_AT].lower()
    letters = sum(sign.isalpha() for sign in text)
    if not letters:
        return ""
    counts = {code: len(script.findall(text)) for code, script in _SCRIPTS}
    if counts["ja"] * 10 > letters:
        return "ja"
    code = max(counts, key=lambda name: counts[name])
    if counts[code] * 3 > letters:
        return code
    words = re.findall(r"[^\W\d_]+", text)
    scores = {name: sum(word in small for word in words) for name, small in _WORDS.items()}
    first, second = sorted(scores, key=lambda name: -scores[name])[:2]
    return first if scores[first] >= 2 and scores[first] > scores[second] else ""
