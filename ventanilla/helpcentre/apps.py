from django.apps import AppConfig


class HelpCentreConfig(AppConfig):
    name = "ventanilla.helpcentre"
    label = "helpcentre"
