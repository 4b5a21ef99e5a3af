"""The routes of programs. Each is guarded by a token but for the description itself."""

from __future__ import annotations

from django.urls import path

from ventanilla.api import answer_routes, article_routes
from ventanilla.api.routes import api

for rest in (answer_routes, article_routes):
    api.add_router("", rest.router)

urlpatterns = [path("v1/", api.urls)]
