"""The words by which tickets are found: the table."""

import django.db.models.deletion
from django.db import migrations, models

import ventanilla.tickets.models.search


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial"), ("tickets", "0003_keys")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("ticket", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "company_id",
                        "ticket",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", ventanilla.tickets.models.search.Tokens()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
        ),
    ]
