"""A mail's bytes into a ``Mail``: pure, quick, and safe for whatever the bytes are.

Runs in a child process without Django. Same bytes, same result; the only error that leaves is
``UnreadableMailError``; no header value holds a line break, and all text is valid UTF-8.
"""

from __future__ import annotations

from ventanilla.channels.email import caps
from ventanilla.channels.email.bodies import content_of
from ventanilla.channels.email.headers import Headers, message_id, message_ids
from ventanilla.channels.email.mail import Mail, UnreadableMailError
from ventanilla.channels.email.quotes import divide
from ventanilla.channels.email.robots import judge
from ventanilla.channels.email.sender import addresses, sender_of
from ventanilla.channels.email.structure import Part, read

_FROM_HEADERS = ("from", "subject", "message-id", "to", "date", "received", "return-path")


def parse(raw: bytes) -> Mail:
    """Understand one mail.

    Raises:
        UnreadableMailError: when it exceeds a cap or cannot be a mail; the words say why.
    """
    try:
        return _parse(raw)
    except UnreadableMailError:
        raise
    except (RecursionError, ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise UnreadableMailError(f"parsing failed: {type(error).__name__}") from error


def _parse(raw: bytes) -> Mail:
    part = _hinted(read(raw))
    headers = part.headers
    if not any(headers.has(name) for name in _FROM_HEADERS):
        raise UnreadableMailError("it has none of the headers that make a mail")
    recipients = _recipients(headers)
    references = message_ids(headers.raw("references"))
    caps.check_count("references", len(references), caps.REFERENCES)
    answered = message_ids(headers.raw("in-reply-to"))
    sender = sender_of(headers, broken=part.broken)
    subject = headers.text("subject")
    content = content_of(part)
    divided = divide(content.text, content.marks)
    verdict = judge(part, sender.address, subject, content.text)
    return Mail(
        sender=sender.address,
        name=sender.name,
        verified=sender.verified,
        subject=subject,
        text=content.text,
        new_text=divided.new,
        quoted=divided.quoted,
        html=content.html,
        attachments=tuple(content.files),
        message_id=message_id(headers.raw("message-id")),
        in_reply_to=answered[0] if answered else "",
        references=tuple(references),
        kind=verdict.kind,
        answerable=verdict.answerable,
        recipients=recipients,
        language=headers.token("content-language").partition(",")[0].strip()[:35],
    )


def _recipients(headers: Headers) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("to", "cc"):
        for line in headers.all(name):
            found.extend(addresses(line))
            caps.check_count("recipients", len(found), caps.RECIPIENTS)
    return tuple(dict.fromkeys(found))


def _hinted(part: Part) -> Part:
    """The charset of the first words helps with headers that carry raw 8-bit and no label."""
    found, inner = part.charset, part
    while not found and inner.parts and inner.main == "multipart":
        inner = inner.parts[0]
        found = inner.charset
    part.headers = Headers(part.headers.items, found)
    return part
