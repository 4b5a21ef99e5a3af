"""What was read of questions so that gaps can be found, and what staff has set aside."""

import django.db.models.deletion
from django.db import migrations, models


def company() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="companies.company",
    )


class Migration(migrations.Migration):
    dependencies = [("helpcentre", "0004_all_opened")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "company_id", "digest", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("row", models.BinaryField()),
                ("sure", models.FloatField()),
                ("at", models.DateTimeField()),
                ("company", company()),
            ],
            options={
                "indexes": [models.Index(fields=["company", "at"], name="reading_when")],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("digests", models.JSONField()),
                ("count", models.IntegerField()),
                ("question", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=120)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, default="", max_length=120)),
                ("company", company()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=["company", "-at"],
                        name="set_aside_standing",
                    )
                ],
            },
        ),
    ]
