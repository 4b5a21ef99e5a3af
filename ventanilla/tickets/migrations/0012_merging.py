"""Requests are merged and split, and set aside with a reason."""

from django.db import migrations, models

STATES = [
    ("new", "New"),
    ("open", "Open"),
    ("waiting", "Waiting"),
    ("parked", "Parked"),
    ("resolved", "Resolved"),
    ("closed", "Closed"),
    ("merged", "Merged"),
]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0011_copies")]

    operations = [
        migrations.AddField("message", "split_from", models.BigIntegerField(null=True)),
        migrations.AddField("ticket", "merged_into", models.BigIntegerField(null=True)),
        migrations.AddField(
            "ticket",
            "parked_why",
            models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AlterField(
            "ticket",
            "state",
            models.CharField(choices=STATES, default="new", max_length=10),
        ),
        migrations.AddIndex(
            "ticket",
            models.Index(
                "company",
                "merged_into",
                name="ticket_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ),
    ]
