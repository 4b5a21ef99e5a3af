"""Renders the style guide's pages without a database, shows them without a server."""

import mimetypes
from pathlib import Path
from typing import Any

from django.test import RequestFactory
from django.utils import translation

from ventanilla.ui.styleguide import pages, styleguide

STATIC = Path(__file__).parents[2] / "ventanilla" / "ui" / "static"
ORIGIN = "http://desk.test"
PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
NAMES = sorted(set(pages("en")) - {"palette"})


def html(name: str, language: str = "en", theme: str = "") -> str:
    """Render a sample page as its reader would get it."""
    request = RequestFactory().get("/styleguide/")
    request.COOKIES.update({"lang": language, "theme": theme})
    with translation.override(language):
        return styleguide(request, name).content.decode()


def show(page: Any, name: str, language: str, theme: str, script: bool = True) -> list[str]:
    """Open a sample page in a Playwright page; give what the browser complained about."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        elif path == f"/{name}/":
            route.fulfill(
                body=html(name, language, theme),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY} if script else {},
            )
        else:
            route.fulfill(body=html("palette", language), content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/{name}/")
    return complaints
