"""Anchors and their leaves; the tables refuse every change, as that of the events does.

The index finds the tickets that changed since the last anchor without reading all the others.
"""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON tickets_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON tickets_anchorleaf
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
CREATE INDEX ticket_changed ON tickets_ticket (company_id, changed_at);
"""
ALLOW = """
DROP INDEX ticket_changed;
DROP TRIGGER only_appended ON tickets_anchor;
DROP TRIGGER only_appended ON tickets_anchorleaf;
"""


def key(*names):
    return models.CompositePrimaryKey(
        *names, blank=True, editable=False, primary_key=True, serialize=False
    )


def company():
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="companies.company",
    )


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial"), ("tickets", "0006_letters")]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("pk", key("company_id", "serial")),
                ("serial", models.IntegerField()),
                ("upto", models.DateTimeField()),
                ("leaves", models.IntegerField()),
                ("root", models.BinaryField()),
                ("before", models.BinaryField()),
                ("key", models.CharField(max_length=16)),
                ("signature", models.BinaryField()),
                ("company", company()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("company"), models.F("upto"), name="anchor_hour_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnchorLeaf",
            fields=[
                ("ticket", models.BigIntegerField()),
                ("pk", key("company_id", "anchor", "ticket")),
                ("anchor", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("head", models.BinaryField()),
                ("company", company()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("company"),
                        models.F("ticket"),
                        models.F("seq"),
                        name="anchor_leaf_ticket",
                    )
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
