from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "ventanilla.companies"
    label = "companies"
