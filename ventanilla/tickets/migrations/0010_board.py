"""What the promise board reads: verdicts by their instant, first answers, open requests by topic.

The indexes of verdicts take no entry while a promise runs, so a new ticket costs less than before:
``promise_measure`` (by start) gave every promise one.
"""

from django.db import migrations, models

ANSWERED = """
UPDATE tickets_ticket t SET answered_at = first.at
FROM (SELECT company_id, ticket, min(at) AS at FROM tickets_event
      WHERE kind = 'replied' AND by = 'human' GROUP BY company_id, ticket) first
WHERE first.company_id = t.company_id AND first.ticket = t.id
"""
CHANNEL = """
UPDATE tickets_promiserow p SET channel = t.channel FROM tickets_ticket t
WHERE t.company_id = p.company_id AND t.id = p.ticket
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0009_returns")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="promiserow",
            name="channel",
            field=models.CharField(default="", max_length=40),
        ),
        migrations.RunSQL(CHANNEL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="promiserow", name="promise_measure"),
        migrations.AddIndex(
            model_name="promiserow",
            index=models.Index(
                condition=models.Q(state="kept"),
                fields=["company", "name", "stopped_at"],
                include=["started_at", "channel", "policy", "ticket"],
                name="promise_kept",
            ),
        ),
        migrations.AddIndex(
            model_name="promiserow",
            index=models.Index(
                condition=models.Q(state="broken"),
                fields=["company", "name", "due_at"],
                include=["started_at", "stopped_at", "channel", "policy", "ticket"],
                name="promise_broken",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(state__in=["new", "open", "waiting", "parked"]),
                fields=["company", "topic", "due_at"],
                name="ticket_open",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(answered_at__isnull=False),
                fields=["company", "answered_at"],
                include=["received_at", "topic", "lane", "channel", "language"],
                name="ticket_answered",
            ),
        ),
    ]
