"""The routes of programs. Each is guarded by a token but for the description itself."""

from __future__ import annotations

from django.urls import path

from ventanilla.api.routes import api

urlpatterns = [path("v1/", api.urls)]
