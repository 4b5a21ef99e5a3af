"""What a file of a mail is called, and what it is: never a path, never nameless."""

from __future__ import annotations

import re

from ventanilla.channels.email.headers import parameter, parameters
from ventanilla.channels.email.structure import Part

_BAD = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"<>|:*?]')
_LONGEST = 150
_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/json": "json",
    "application/xml": "xml",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/ms-tnef": "dat",
    "application/vnd.ms-tnef": "dat",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "application/pgp-signature": "asc",
    "application/pgp-encrypted": "asc",
    "application/pgp-keys": "asc",
    "application/ics": "ics",
    "text/calendar": "ics",
    "text/plain": "txt",
    "text/html": "html",
    "text/csv": "csv",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/directory": "vcf",
    "text/rtf": "rtf",
    "text/xml": "xml",
    "text/rfc822-headers": "txt",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "message/rfc822": "eml",
    "message/global": "eml",
    "message/delivery-status": "txt",
    "message/disposition-notification": "txt",
    "message/feedback-report": "txt",
    "message/partial": "eml",
}
_STEMS = {
    "text/calendar": "invite",
    "application/ms-tnef": "winmail",
    "application/vnd.ms-tnef": "winmail",
    "application/pkcs7-signature": "smime",
    "application/x-pkcs7-signature": "smime",
    "application/pkcs7-mime": "smime",
    "application/x-pkcs7-mime": "smime",
    "application/pgp-signature": "signature",
    "message/delivery-status": "delivery-status",
    "message/disposition-notification": "read-receipt",
    "message/feedback-report": "feedback-report",
    "text/rfc822-headers": "headers",
}
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)


def given_name(part: Part) -> str:
    """The name its sender gave a part: Content-Disposition before Content-Type."""
    disposition = parameters(b";" + part.headers.raw("content-disposition").partition(b";")[2])
    for params, key in ((disposition, "filename"), (part.params, "name"), (disposition, "name")):
        name = tidy(parameter(params, key, part.headers.charset))
        if name:
            return name
    return ""


def tidy(name: str) -> str:
    """A name without folders, control, direction and invisible signs, or dots at its ends."""
    last = _BAD.sub("", name.replace("\\", "/")).rstrip("/ ").rsplit("/", 1)[-1]
    last = " ".join(last.split()).strip(". ")
    if len(last) > _LONGEST:
        stem, dot, ending = last.rpartition(".")
        if dot and len(ending) <= 10:
            return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"
        return last[:_LONGEST]
    return last


def name_of(part: Part, content: bytes, place: int) -> str:
    """The given name, else one that says what it is: ``image-1.png``, the subject of a mail."""
    given = given_name(part)
    if given:
        return given
    if part.type in {"message/rfc822", "message/global"}:
        subject = tidy(part.parts[0].headers.text("subject"))[:80] if part.parts else ""
        return f"{subject or f'message-{place}'}.eml"
    return made_name(type_of(part, content), place)


def made_name(kind: str, place: int) -> str:
    """A name for a nameless file of a type."""
    main = kind.partition("/")[0]
    usual = main if main in {"image", "audio", "video", "message", "text"} else "file"
    return f"{_STEMS.get(kind, usual)}-{place}.{_EXTENSIONS.get(kind, 'bin')}"


def type_of(part: Part, content: bytes) -> str:
    """The type of a part; one that says nothing is looked at."""
    if part.type in {"application/octet-stream", "application/unknown"}:
        for magic, kind in _MAGIC:
            if content.startswith(magic):
                return kind
    return part.type[:120]
