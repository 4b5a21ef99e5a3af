"""The words of the tickets that are there already, a thousand at a time; then the indexes.

Each thousand is committed, so a run that was stopped goes on where it stood.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

from ventanilla.core.tokens import tokens

MOST_TOKENS = 10_000
BATCH = 1000
TICKETS = """
SELECT t.company_id, t.id, t.received_at, t.number, t.subject FROM tickets_ticket t
WHERE (t.company_id, t.id) > (%s, %s) ORDER BY t.company_id, t.id LIMIT %s
"""
MESSAGES = """
SELECT m.ticket, m.author_name, m.text, array(SELECT value FROM jsonb_each_text(m.fields))
FROM tickets_message m WHERE m.company_id = %s AND m.ticket = ANY(%s) ORDER BY m.id
"""
ADD = """
INSERT INTO tickets_searchentry (company_id, ticket, at, words)
VALUES (%s, %s, %s, array_to_tsvector(%s::text[])) ON CONFLICT DO NOTHING
"""


def fill(apps, schema_editor):
    done, last = 0, (-1, 0)
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(TICKETS, [*last, BATCH])
            tickets = cursor.fetchall()
            if not tickets:
                return
            cursor.executemany(ADD, list(entries(cursor, tickets)))
            done, last = done + len(tickets), tickets[-1][:2]
            if done % 10_000 == 0:
                print(f"  {done:,} tickets can be found by their words", flush=True)


def entries(cursor, tickets):
    said = {}
    for company in {row[0] for row in tickets}:
        cursor.execute(MESSAGES, [company, [row[1] for row in tickets if row[0] == company]])
        for ticket, name, text, fields in cursor.fetchall():
            said.setdefault(ticket, []).extend([name, text, *fields])
    for company, ticket, at, number, subject in tickets:
        words = tokens(number, subject, *said.get(ticket, []))
        yield company, ticket, at, [f"{company:x} {word}" for word in words[:MOST_TOKENS]]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0004_search")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["company", "-at", "-ticket"], name="search_newest"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], gin_pending_list_limit=512, name="search_words"
            ),
        ),
    ]
