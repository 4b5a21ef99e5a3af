from django.apps import AppConfig


class HelpCentreConfig(AppConfig):
    name = "ventanilla.helpcentre"
    label = "helpcentre"

    def ready(self) -> None:
        from ventanilla.helpcentre import gap_models  # noqa: F401, PLC0415 - so that they are known
