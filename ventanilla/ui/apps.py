"""The Django app that carries the templates, the tags and the built assets."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models: templates, template tags and static files only."""

    name = "ventanilla.ui"
    label = "ui"
