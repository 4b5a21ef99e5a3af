"""Drafts and what becomes of them; versions know from when they are in force.

What was loaded until now was in force at once. The column is filled by changing its type: the
table refuses every update. The new tables refuse changes too, as that of the versions does.
"""

import django.db.models.deletion
from django.db import migrations, models

STARTS = """
ALTER TABLE companies_policyversion ADD COLUMN starts_at timestamptz;
ALTER TABLE companies_policyversion ALTER COLUMN starts_at TYPE timestamptz USING loaded_at;
ALTER TABLE companies_policyversion ALTER COLUMN starts_at SET NOT NULL;
"""
REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON companies_policydraft
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON companies_policyevent
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""
ALLOW = """
DROP TRIGGER only_appended ON companies_policydraft;
DROP TRIGGER only_appended ON companies_policyevent;
"""


def company(related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="companies.company",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0002_policyversion_packs"),
        ("tickets", "0002_only_appended"),  # it has the function that refuses
    ]

    operations = [
        migrations.RemoveField(model_name="company", name="current"),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(STARTS, "ALTER TABLE companies_policyversion DROP COLUMN starts_at")],
            [
                migrations.AddField(
                    model_name="policyversion",
                    name="starts_at",
                    field=models.DateTimeField(),
                    preserve_default=False,
                )
            ],
        ),
        migrations.CreateModel(
            name="PolicyDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=40)),
                ("effective", models.DateField()),
                ("source", models.TextField()),
                ("packs", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, default="")),
                ("by", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("company", company("drafts")),
            ],
        ),
        migrations.CreateModel(
            name="PolicyEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("loaded", "Loaded"),
                            ("drafted", "Drafted"),
                            ("approved", "Approved"),
                            ("withdrawn", "Withdrawn"),
                            ("begun", "Begun"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.CharField(max_length=40)),
                ("serial", models.SmallIntegerField(null=True)),
                ("by", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(blank=True, default="", max_length=120)),
                ("at", models.DateTimeField()),
                ("company", company("policy_events")),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.policydraft",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("company"),
                        models.F("draft"),
                        models.F("what"),
                        name="policy_draft_once",
                    ),
                    models.UniqueConstraint(
                        models.F("company"),
                        models.F("serial"),
                        models.F("what"),
                        name="policy_version_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
