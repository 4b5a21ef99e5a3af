"""Text is text: a NUL, which no keyboard types and no database keeps, is refused at once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

NUL = "\x00"


class PlainInputMiddleware:
    """Answers 400 to a path, query or form that holds a NUL, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tables = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        typed = (value for table in tables for values in table.lists() for value in values[1])
        if NUL in request.path_info or any(NUL in str(value) for value in typed):
            return HttpResponseBadRequest("A NUL character is not taken here.")
        return self.get_response(request)
