"""The terms of each ticket begin with a stretch of time, and say what the ticket is, too.

Rewritten ten thousand at a time, each committed; the index of words is made anew at the end. Terms
that are written already are left, so a run that was stopped goes on where it stood.
"""

from django.db import migrations

NEXT = """
SELECT company_id, ticket FROM tickets_searchentry WHERE (company_id, ticket) > (%s, %s)
ORDER BY company_id, ticket OFFSET 9999 LIMIT 1
"""
LAST = "SELECT company_id, ticket FROM tickets_searchentry ORDER BY 1 DESC, 2 DESC LIMIT 1"
REWRITE = """
UPDATE tickets_searchentry e SET words = array_to_tsvector(ARRAY(
    SELECT to_hex(e.company_id::int) || '.' || to_hex(greatest(0, floor(extract(epoch FROM e.at) / 2764800))::int)
        || ' ' || term
    FROM unnest(ARRAY(SELECT split_part(word, ' ', 2) FROM unnest(tsvector_to_array(e.words)) word)
        || ARRAY['=state ' || t.state, '=topic ' || t.topic, '=lane ' || t.lane,
            '=channel ' || t.channel, '=team ' || nullif(t.team, ''), '=assignee ' || t.assignee,
            CASE WHEN t.state IN ('new', 'open', 'waiting', 'parked') THEN '=open yes' END,
            CASE WHEN EXISTS (SELECT FROM tickets_promiserow p WHERE p.company_id = t.company_id
                AND p.ticket = t.id AND p.state = 'broken') THEN '=broken yes' END]) term
    WHERE term IS NOT NULL))
FROM tickets_ticket t
WHERE t.company_id = e.company_id AND t.id = e.ticket
    AND (e.company_id, e.ticket) > (%s, %s) AND (e.company_id, e.ticket) <= (%s, %s)
    AND NOT 'yes' = ANY(ARRAY(SELECT 'yes' FROM unnest(tsvector_to_array(e.words)) word
        WHERE word LIKE '%%.%% =state %%'))
"""
INDEX = """
CREATE INDEX search_words ON tickets_searchentry USING gin (words)
WITH (gin_pending_list_limit = 512)
"""


def rewrite(apps, schema_editor):
    before, done = (-1, -1), 0
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(LAST)
        last = cursor.fetchone()
        while last is not None and before < last:
            cursor.execute(NEXT, before)
            upto = cursor.fetchone() or last
            cursor.execute(REWRITE, [*before, *upto])
            before, done = upto, done + 10_000
            if done % 100_000 == 0:
                print(f"  {done:,} tickets can be found by what they are", flush=True)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0012_merging")]

    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS search_words", migrations.RunSQL.noop),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        migrations.RunSQL(INDEX, migrations.RunSQL.noop),
    ]
