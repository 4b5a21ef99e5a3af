"""Whether a text puts several questions, and which: one for each request is answered soonest.

Careful on purpose, since a person is asked about every find (SB-40, SB-42): a numbered list, two
questions that share no word that matters, or a sentence that says itself that it is another one.
Every word of the text stands in at least one of the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ventanilla.core.likeness import stems
from ventanilla.core.tokens import fold

MOST = 5
"""More parts than this are one long story, and nobody is asked about it."""
WEIGHTY = 3.0
"""The weight of a word that matters: five letters, or two signs of Chinese."""
WORDS = 3
"""Words of three letters or more that it has: "¿Cuándo llega?" belongs to the one before."""
_ITEM = re.compile(r"(?m)^[ \t]*(\d{1,2})[ \t]*[.)\u3001\uff0e\uff09:-][ \t]*(?=\S)")
_ENDS = r".!?\u037e\u061f\u3002\uff01\uff1f\n"
_SENTENCE = re.compile(f"[^{_ENDS}]*[{_ENDS}]*")
_ASKING = re.compile("[?\u037e\u061f\uff1f]")
_JOINT = re.compile(
    r"\W*(?:and )?(?:"
    r"also\b|another (?:question|thing)|one more (?:question|thing)|second question|besides\b|"
    r"(?:y )?(?:ademas|tambien)\b|(?:y )?otra (?:pregunta|cosa|duda|consulta)|"
    r"(?:y )?por otr[ao] (?:lado|parte)|(?:y )?aparte\b|"
    "另外|此外|还有|還有|再者|另一个问题|第二个问题|"
    "سؤال اخر|كما ان|كما اريد|وايضا|ايضا|وكذلك|بالاضافه"
    ")"
)


class Question(NamedTuple):
    """A question in its own words, and ``text``: the same after what was said before all."""

    own: str
    text: str


def questions(text: str) -> tuple[Question, ...]:
    """The several questions of a text in its order; one, which is the text, where there is one."""
    whole = text.strip()
    lead, parts = _listed(whole) or _asked(whole)
    if not 2 <= len(parts) <= MOST:
        return (Question(whole, whole),)
    return tuple(Question(part, f"{lead}\n{part}".strip()) for part in parts)


def _listed(text: str) -> tuple[str, list[str]] | None:
    """The items of a list that counts 1, 2, 3; None where there is none."""
    items = list(_ITEM.finditer(text))
    if len(items) < 2 or [int(i[1]) for i in items] != list(range(1, len(items) + 1)):
        return None
    ends = [item.start() for item in items[1:]] + [len(text)]
    parts = [text[i.end() : end].strip() for i, end in zip(items, ends, strict=True)]
    if not all(_weighty(part) for part in parts):
        return None
    return text[: items[0].start()].strip(), parts


def _asked(text: str) -> tuple[str, list[str]]:
    """What stands before the first question, and the questions with what follows each."""
    lead: list[str] = []
    parts: list[str] = []
    for sentence in _sentences(text):
        asking, joint = bool(_ASKING.search(sentence)), bool(_JOINT.match(fold(sentence)))
        if not parts and not asking and not (joint and _weighty("".join(lead))):
            lead.append(sentence)
        elif not parts:
            own = joint and bool(_weighty("".join(lead)))
            parts, lead = (["".join(lead), sentence], []) if own else ([sentence], lead)
        elif _stands_alone(sentence, parts, asking=asking, joint=joint):
            parts.append(sentence)
        else:
            parts[-1] += sentence
        if len(parts) > MOST:
            break
    return "".join(lead).strip(), [part.strip() for part in parts]


def _stands_alone(sentence: str, parts: list[str], *, asking: bool, joint: bool) -> bool:
    """Whether a sentence puts a question of its own: enough words, and none of those before."""
    weighty = _weighty(sentence)
    words = sum(weight > 0 for weight in stems(sentence).values())
    if not weighty or words < WORDS or not (asking or joint):
        return False
    return all(not weighty & _weighty(part) and _weighty(part) for part in parts)


def _weighty(text: str) -> set[str]:
    return {word for word, weight in stems(text).items() if weight >= WEIGHTY}


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text with their signs; together they are the text."""
    return (found[0] for found in _SENTENCE.finditer(text) if found[0])
