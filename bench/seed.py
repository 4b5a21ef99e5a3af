"""Many tickets quickly: copies of real ones, spread over the queue by one statement each.

The copies have real rows in every table (ticket, message, events, promises), but their hashes are
not chained anew; a benchmark reads them and never judges them.
"""

from __future__ import annotations

import time

from django.db import connection

TICKETS = """
INSERT INTO tickets_ticket (company_id, id, number, state, topic, lane, channel, language, zone,
  policy, customer, subject, snippet, assignee, team, demoted, verified, linked, received_at,
  recorded_at, changed_at, resolved_at, complaint, outcome, cause, rank, sort_at, due_at, due_name, due_from, seq, head,
  thread_key)
SELECT t.company_id, %(base)s::bigint + n, 'XM-' || upper(lpad(to_hex(n::bigint), 4, '0')) || '-' || n,
  CASE WHEN n %% 20 = 0 THEN 'open' WHEN n %% 50 = 1 THEN 'waiting' ELSE 'closed' END,
  t.topic, t.lane, t.channel, t.language, t.zone, t.policy, t.customer,
  'Retiro ' || n || ' pendiente', t.snippet, NULL, '', false, t.verified, NULL,
  now() - n * interval '1 minute', now(), now() - n * interval '1 minute', NULL, t.complaint,
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
  first_due_at, stopped_at, guarantee)
SELECT p.company_id, %(base)s::bigint + n, p.name, p.policy,
  CASE WHEN n %% 20 = 0 THEN 'running' ELSE 'kept' END, p.started_at,
  now() + interval '1 day' + (n %% 10000) * interval '1 minute', p.first_due_at, p.stopped_at, p.guarantee
FROM tickets_promiserow p, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE p.company_id = %(company)s AND p.ticket = %(ticket)s
"""
WORDS = """
INSERT INTO tickets_searchentry (company_id, ticket, at, words)
SELECT s.company_id, %(base)s::bigint + n, now() - n * interval '1 minute',
  s.words || array_to_tsvector(ARRAY[to_hex(s.company_id::int) || ' ' || n])
FROM tickets_searchentry s, generate_series(%(first)s::bigint, %(last)s::bigint) n
WHERE s.company_id = %(company)s AND s.ticket = %(ticket)s
"""
BATCH = 50_000


def fill(company: int, ticket: int, first: int, last: int) -> float:
    """Copies number ``first`` to ``last`` of a ticket; returns the seconds it took."""
    started = time.monotonic()
    base = 10**15
    with connection.cursor() as cursor:
        for start in range(first, last + 1, BATCH):
            end = min(start + BATCH - 1, last)
            values = {"base": base, "company": company, "ticket": ticket}
            for statement in (TICKETS, MESSAGES, EVENTS, PROMISES, WORDS):
                cursor.execute(statement, {**values, "first": start, "last": end})
            print(f"     {end:,} tickets ...", end="\r", flush=True)
        cursor.execute("VACUUM ANALYZE")  # else autovacuum does it while pages are measured
    return time.monotonic() - started
