"""The style guide: every template with sample values, in every language. Development only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ventanilla.ui.parts import PromiseState, PromiseView, Tag
from ventanilla.ui.samples import console, portal
from ventanilla.ui.samples.values import company, due, running
from ventanilla.ui.samples.words import words

STATES: tuple[PromiseState, ...] = ("running", "soon", "late", "hold", "kept", "void")


def pages(language: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Give all sample pages of a language: name to template and context."""
    w = words(language)
    return {**portal.contexts(w), **console.contexts(w), "parts": ("ui/styleguide.html", parts(w))}


def parts(w: dict[str, Any]) -> dict[str, Any]:
    """Give the promise in each of its states, and the small parts."""
    promises = [
        PromiseView(
            name=state,
            title=f"{w['next']} ({state})",
            state=state,
            due=due(42),
            due_text=w["when"],
            left_text=w["left"],
            share_left=60,
            kept_text=w["kept"],
            hold_text=w["groups"][4],
            working=w["working"],
            zone_text=w["place"],
        )
        for state in STATES
    ]
    tags = [
        Tag(text=tone or "plain", tone=tone) for tone in ("", "act", "soon", "late", "kept", "hold")
    ]
    return {
        "company": company(w),
        "urls": portal.URLS,
        "back": "/",
        "promises": promises,
        "tags": tags,
        "promise": running(w),
        "form": portal.AskForm({"mail": "x"}),
        "people": [{"name": str(tone), "initials": "AB", "tone": tone} for tone in range(8)],
        "names": sorted((*portal.contexts(w), *console.contexts(w))),
    }


def styleguide(request: HttpRequest, name: str = "parts") -> HttpResponse:
    """Render one sample page in the reader's language."""
    found = pages(get_language() or "en").get(name)
    if found is None:
        raise Http404(name)
    template, context = found
    return render(request, template, context)
