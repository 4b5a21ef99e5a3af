"""What a customer wrote now, apart from the history and the signature under it.

The lines are only divided, never changed: what is new and what was cut are together all lines of
the text. When in doubt a line is new. Answers written between quoted lines stay where they
stand; a mail in which nothing new can be found is new as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ventanilla.channels.email import quote_words as words

_SIGNATURE_LINES = 14
_ATTRIBUTION_LINES = 4
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Divided:
    new: str
    quoted: str


def divide(text: str, marks: Sequence[int] = ()) -> Divided:
    """Divide a text; ``marks`` are lines at which history starts by the marks of its HTML."""
    lines = text.split("\n")
    plain = [_plain(line) for line in lines]
    hard = _history(plain, marks)
    end = _tail(plain, hard)
    if any(line.startswith(">") for line in plain[:end]):
        # Quoted lines are left with words after them: an answer in between, or below.
        end = hard
    if _says_nothing(plain[:end]):
        end = len(lines)
    return Divided("\n".join(lines[:end]).strip("\n"), "\n".join(lines[end:]).strip("\n"))


def _plain(line: str) -> str:
    """A line as it is compared: no direction signs, no blanks at its ends, not endless."""
    line = words.STEERING.sub("", line[:_LONGEST_LINE]).replace("\xa0", " ")
    quoted = line.lstrip(" \t|")
    return quoted.strip() if quoted.startswith((">", "＞")) else line.strip()


def _says_nothing(plain: list[str]) -> bool:
    return not any(sign.isalnum() for line in plain for sign in line)


def _history(plain: list[str], marks: Sequence[int]) -> int:
    """The first line of history that reaches to the end of the mail; the end without one."""
    limit = min((mark for mark in marks if _stays_history(plain, mark)), default=len(plain))
    for place in range(limit):
        line = plain[place]
        if not line or line.startswith(">"):
            continue
        if words.SEPARATOR.fullmatch(line):
            return place
        if words.FROM.match(line) and _header_block(plain, place):
            return _before_rule(plain, place)
        size = _attribution(plain, place)
        if size and not _quoted_after(plain, place + size):
            return place
    return limit


def _stays_history(plain: list[str], mark: int) -> bool:
    """Whether nothing of the customer follows the quoted block that a mark announces."""
    if not 0 <= mark < len(plain):
        return False
    seen_quote = False
    for line in plain[mark:]:
        if line.startswith(">"):
            seen_quote = True
        elif line and seen_quote and not _is_tail_line(line):
            return False
    return True


def _is_tail_line(line: str) -> bool:
    return bool(words.DEVICE.fullmatch(line) or words.SIGNATURE.fullmatch(line))


def _header_block(plain: list[str], place: int) -> bool:
    """Outlook's block: From, then Sent or To, and Subject, within a few lines.

    From and To alone are no history: customers describe transfers that way.
    """
    near = [line for line in plain[place + 1 : place + 9] if line][:6]
    sent = any(words.SENT.match(line) for line in near)
    to = any(words.TO.match(line) for line in near)
    subject = any(words.SUBJECT.match(line) for line in near)
    if subject:
        return sent or to
    return sent and to and bool(words.ADDRESS.search(plain[place]))


def _before_rule(plain: list[str], place: int) -> int:
    """The line drawn above the block belongs to it."""
    above = place - 1
    while above >= 0 and not plain[above]:
        above -= 1
    return above if above >= 0 and words.RULE.fullmatch(plain[above]) else place


def _attribution(plain: list[str], place: int) -> int:
    """How many lines ``On ... wrote:`` takes from here; 0 when it is none.

    Programs break it over up to four lines. A line above it that belongs to the customer is
    not taken: then the shorter reading, which starts further down, is the right one.
    """
    joined = ""
    for size in range(1, _ATTRIBUTION_LINES + 1):
        line = plain[place + size - 1] if place + size <= len(plain) else ""
        if not line or line.startswith(">"):
            return 0
        joined = f"{joined} {line}".strip()
        if _announces(joined):
            shorter = any(
                _announces(" ".join(plain[start : place + size]))
                for start in range(place + 1, place + size)
            )
            return 0 if shorter else size
    return 0


def _announces(line: str) -> bool:
    """Whether this is the line that a program writes above what it quotes.

    It names an instant, and an address in brackets or a word for writing. A person may write "on
    3 November I wrote to you:" as well, so a word alone needs the time of day, and no "I".
    """
    if not line.endswith(words.ENDINGS) or len(line) > _LONGEST_LINE:
        return False
    if not words.DATE.search(line) or words.FIRST_PERSON.search(line):
        return False
    if words.ANGLE.search(line):
        return True
    return bool(words.TIME.search(line) and words.WROTE.search(line))


def _quoted_after(plain: list[str], place: int) -> bool:
    following = next((line for line in plain[place:] if line), "")
    return following.startswith(">")


def _tail(plain: list[str], end: int) -> int:
    """Take quoted blocks, signatures and device lines from the end upwards, as far as they go."""
    while True:
        start = end
        while end and not plain[end - 1]:
            end -= 1
        if end and plain[end - 1].startswith(">"):
            end = _above_quote(plain, end)
        elif end and words.DEVICE.fullmatch(plain[end - 1]):
            end -= 1
        else:
            end = _above_signature(plain, end)
        if end == start or not end:
            return end


def _above_quote(plain: list[str], end: int) -> int:
    """Where a block of quoted lines starts, with the line that announces it."""
    while end and (not plain[end - 1] or plain[end - 1].startswith(">")):
        end -= 1
    for size in range(1, _ATTRIBUTION_LINES + 1):
        if end - size >= 0 and _attribution(plain, end - size) == size:
            return end - size
    last = plain[end - 1] if end else ""
    hints = (words.DATE, words.ADDRESS, words.WROTE)
    announced = last.endswith(words.COLON) and any(hint.search(last) for hint in hints)
    return end - 1 if announced else end


def _above_signature(plain: list[str], end: int) -> int:
    """Where a signature starts: ``--`` alone on a line, with few lines after it (RFC 3676 4.3)."""
    lowest = max(0, end - _SIGNATURE_LINES - 1)
    for place in range(end - 1, lowest - 1, -1):
        if words.SIGNATURE.fullmatch(plain[place]):
            return place
        if plain[place].startswith(">"):
            break
    return end
