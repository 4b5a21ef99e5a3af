"""The complaint register (complaints, their outcome and cause) and the periodic returns.

What follows from the events is written once for the tickets that are there: whether the topic is
one of complaints in the policy that judges them, and the outcome of the decision that stands.
"""

import tomllib

import django.db.models.deletion
from django.db import migrations, models

OUTCOMES = """
UPDATE tickets_ticket t SET outcome = e.detail->>'outcome'
FROM (SELECT DISTINCT ON (company_id, ticket) company_id, ticket, kind, detail FROM tickets_event
      WHERE kind IN ('decision_sent', 'reopened') ORDER BY company_id, ticket, seq DESC) e
WHERE e.company_id = t.company_id AND e.ticket = t.id AND e.kind = 'decision_sent'
    AND e.detail ? 'outcome'
"""
REFUSE = """
CREATE TRIGGER only_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON tickets_returncopy
    FOR EACH STATEMENT EXECUTE FUNCTION ventanilla_refuse();
"""
ALLOW = "DROP TRIGGER only_appended ON tickets_returncopy;"


def note_complaints(apps, schema_editor):
    tickets = apps.get_model("tickets", "Ticket").objects
    for version in apps.get_model("companies", "PolicyVersion").objects.all():
        topics = tomllib.loads(version.source).get("topic", {})
        names = [name for name, topic in topics.items() if topic.get("complaint")]
        judged = tickets.filter(company_id=version.company_id, policy=version.serial)
        judged.filter(topic__in=names).update(complaint=True)


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
    dependencies = [("companies", "0002_policyversion_packs"), ("tickets", "0008_casework")]

    operations = [
        migrations.AddField("ticket", "complaint", models.BooleanField(default=False)),
        migrations.AddField(
            "ticket", "outcome", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField(
            "ticket", "cause", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.RunPython(note_complaints, migrations.RunPython.noop),
        migrations.RunSQL(OUTCOMES, migrations.RunSQL.noop),
        migrations.AddIndex(
            "ticket",
            models.Index(
                fields=["company", "-received_at", "-id"],
                name="ticket_register",
                condition=models.Q(("complaint", True)),
            ),
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("pk", key("company_id", "report", "period")),
                ("report", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=8)),
                ("policy", models.SmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("owed", "Owed"), ("late", "Late"), ("sent", "Sent")],
                        default="owed",
                        max_length=4,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("late_noted_at", models.DateTimeField(null=True)),
                ("sent_on", models.DateField(null=True)),
                ("sent_by", models.BigIntegerField(null=True)),
                ("reference", models.CharField(blank=True, default="", max_length=200)),
                ("copy", models.IntegerField(null=True)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("marked_at", models.DateTimeField(null=True)),
                ("company", company()),
            ],
        ),
        migrations.CreateModel(
            name="ReturnCopy",
            fields=[
                ("pk", key("company_id", "report", "period", "serial")),
                ("report", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=8)),
                ("serial", models.IntegerField()),
                (
                    "form",
                    models.CharField(choices=[("csv", "Csv"), ("json", "Json"), ("pdf", "Pdf")], max_length=4),
                ),
                ("language", models.CharField(max_length=12)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.BigIntegerField(null=True)),
                ("company", company()),
            ],
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
