"""Many tickets quickly: copies of real ones, spread over the queue by one statement each.

The copies have real rows in every table (ticket, message, events, promises), but their hashes are
not chained anew; a benchmark reads them and never judges them. One comes every minute; a person
answers within 25 hours, four of a hundred too late; one in twenty is still open.
"""

from __future__ import annotations

import time

from django.db import connection

TICKETS = """
INSERT INTO tickets_ticket (company_id, id, number, state, topic, lane, channel, language, zone,
  policy, customer, subject, snippet, assignee, team, demoted, verified, linked, received_at,
  answered_at, recorded_at, changed_at, resolved_at, complaint, outcome, cause, rank, sort_at, due_at, due_name, due_from, seq, head,
  thread_key)
SELECT t.company_id, %(base)s::bigint + n, 'XM-' || upper(lpad(to_hex(n::bigint), 4, '0')) || '-' || n,
  CASE WHEN n %% 20 = 0 THEN 'open' WHEN n %% 50 = 1 THEN 'waiting' ELSE 'closed' END,
  t.topic, t.lane, CHANNEL, t.language, t.zone, t.policy, t.customer,
  'Retiro ' || n || ' pendiente', t.snippet, NULL, '', false, t.verified, NULL,
  now() - n * interval '1 minute',
  CASE WHEN n %% 20 > 0 THEN now() - (n - WAIT) * interval '1 minute' END,
  now(), now() - n * interval '1 minute', NULL, t.complaint,
  t.outcome, t.cause, t.rank,
  now() + (n %% 10000) * interval '1 minute', now() + (n %% 10000) * interval '1 minute',
  t.due_name, now() - interval '1 hour', t.seq, t.head, t.thread_key
FROM tickets_ticket t, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE t.company_id = %(company)s AND t.id = %(ticket)s
"""
MESSAGES = """
INSERT INTO tickets_message (company_id, ticket, id, kind, author, author_name, channel, language,
  text, quoted, fields, parts, at, inbound, reference)
SELECT m.company_id, %(base)s::bigint + n, %(base)s::bigint + n, m.kind, m.author, m.author_name, m.channel,
  m.language, m.text || ' ' || n, m.quoted, m.fields, m.parts, now() - n * interval '1 minute', NULL, ''
FROM tickets_message m, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE m.company_id = %(company)s AND m.ticket = %(ticket)s
"""
EVENTS = """
INSERT INTO tickets_event (company_id, ticket, seq, kind, at, by, actor, detail, hash)
SELECT e.company_id, %(base)s::bigint + n, e.seq, e.kind, now() - n * interval '1 minute', e.by, e.actor,
  CASE WHEN e.detail ? 'message'
       THEN jsonb_set(e.detail, '{message}', to_jsonb((%(base)s::bigint + n)::text)) ELSE e.detail END,
  e.hash
FROM tickets_event e, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE e.company_id = %(company)s AND e.ticket = %(ticket)s
"""
PROMISES = """
INSERT INTO tickets_promiserow (company_id, ticket, name, policy, state, started_at, due_at,
  first_due_at, stopped_at, guarantee, channel)
SELECT p.company_id, %(base)s::bigint + n, p.name, p.policy,
  CASE WHEN n %% 20 = 0 THEN 'running' WHEN WAIT < 1440 THEN 'kept' ELSE 'broken' END,
  now() - n * interval '1 minute',
  CASE WHEN n %% 20 = 0 THEN now() + (n %% 10000) * interval '1 minute'
       ELSE now() - (n - 1440) * interval '1 minute' END,
  p.first_due_at, CASE WHEN n %% 20 > 0 THEN now() - (n - WAIT) * interval '1 minute' END, p.guarantee,
  CHANNEL
FROM tickets_promiserow p, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE p.company_id = %(company)s AND p.ticket = %(ticket)s
"""
WORDS = """
INSERT INTO tickets_searchentry (company_id, ticket, at, words)
SELECT s.company_id, %(base)s::bigint + n, now() - n * interval '1 minute',
  array_to_tsvector(ARRAY(SELECT to_hex(s.company_id::int) || '.' || to_hex(
      floor(extract(epoch FROM now() - n * interval '1 minute') / STRETCH)::int) || ' ' || term
    FROM unnest(ARRAY(SELECT substr(word, strpos(word, ' ') + 1)
      FROM unnest(tsvector_to_array(s.words)) word) || ARRAY[n::text]) term))
FROM tickets_searchentry s, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE s.company_id = %(company)s AND s.ticket = %(ticket)s
"""
BATCH = 50_000
WAIT = "(abs(hashint8(n)) %% least(n, 1500))"
"""Minutes until a person answered: up to 25 hours, and never in the future."""
CHANNEL = "CASE n %% 5 WHEN 0 THEN 'email' WHEN 1 THEN 'chat' ELSE 'form' END"


def fill(company: int, ticket: int, first: int, last: int) -> float:
    """Copies number ``first`` to ``last`` of a ticket; returns the seconds it took."""
    from ventanilla.tickets.search import STRETCH_S

    started = time.monotonic()
    base = 10**15
    with connection.cursor() as cursor:
        for start in range(first, last + 1, BATCH):
            end = min(start + BATCH - 1, last)
            values = {"base": base, "company": company, "ticket": ticket}
            for statement in (TICKETS, MESSAGES, EVENTS, PROMISES, WORDS):
                told = statement.replace("WAIT", WAIT).replace("CHANNEL", CHANNEL)
                told = told.replace("STRETCH", str(STRETCH_S))
                cursor.execute(told, {**values, "first": start, "last": end})
            print(f"     {end:,} tickets ...", end="\r", flush=True)
        cursor.execute("VACUUM ANALYZE")  # else autovacuum does it while pages are measured
    return time.monotonic() - started
