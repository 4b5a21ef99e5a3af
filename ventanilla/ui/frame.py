"""Pieces of the frame that every page has: who reads, where to switch."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from ventanilla.ui.reader import Reader


def reader(request: HttpRequest) -> Reader:
    """The reader that the middleware found."""
    found: Reader = request.reader  # type: ignore[attr-defined]
    return found


def switches() -> dict[str, str]:
    """Where the language and the theme are changed."""
    return {"language": reverse("language"), "theme": reverse("theme")}
