"""Files of messages: written whole and safe before any row names them.

A file is stored under the SHA-256 of its content. The name that a person gave it is only data in
a row; it never becomes a path.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import File


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name and type are what the sender claims."""

    name: str
    type: str
    content: bytes


def refused(files: Sequence[UploadedFile[Any]]) -> str:
    """Why these files cannot be taken, in the active language; empty when they can."""
    if len(files) > settings.UPLOAD_COUNT:
        return _("Send at most %(n)d files.") % {"n": settings.UPLOAD_COUNT}
    for file in files:
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            return _("%(name)s is larger than %(limit)d MB. Send a smaller copy.") % {
                "name": file.name,
                "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
            }
    return ""


def uploads(files: Sequence[UploadedFile[Any]]) -> tuple[Upload, ...]:
    """The files of a form, read."""
    return tuple(
        Upload(file.name or "file", file.content_type or "application/octet-stream", file.read())
        for file in files
    )


def path_of(digest: str) -> Path:
    """Where the file of a digest lies."""
    return Path(settings.FILES) / digest[:2] / digest


def store(content: bytes) -> str:
    """Put bytes on the disk for good and return their digest. The same bytes are kept once."""
    digest = sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{digest}.{new_id()}")
    with fresh.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def rows(company: int, ticket: int, message: int, uploads: tuple[Upload, ...]) -> list[File]:
    """Store the uploads of a message and give the rows that name them."""
    return [
        File(
            company_id=company,
            id=new_id(),
            ticket=ticket,
            message=message,
            name=tidy_name(upload.name),
            type=upload.type[:120],
            size=len(upload.content),
            digest=store(upload.content),
        )
        for upload in uploads
    ]


def tidy_name(name: str) -> str:
    """A name fit to be shown and downloaded: no separators, no control or direction signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if sign.isprintable() and sign not in '"<>|:*?')
    return shown.rstrip(". ")[-200:].lstrip(". ") or "file"


def response_of(row: File) -> FileResponse:
    """The file of a message as a download."""
    return download(row.digest, row.name)


def download(digest: str, name: str) -> FileResponse:
    """A file as a download: never shown in the page, never run, never guessed at."""
    response = FileResponse(
        path_of(digest).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
