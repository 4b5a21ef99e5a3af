"""From a stored mail to a ticket: parsed apart, routed by what is proved, never dropped.

A person always becomes a ticket or a message. A robot never gets an answer, never opens a ticket
and never opens one again. Whatever cannot be read waits in quarantine, where staff can open it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from ventanilla.channels.email.child import parse_apart
from ventanilla.channels.email.mail import Mail, UnreadableMailError
from ventanilla.channels.email.mailboxes import (
    Mailbox,
    company_of,
    is_own,
    mailbox_of,
    nearest_company,
)
from ventanilla.channels.email.reasons import UNSIGNED
from ventanilla.channels.email.signpost import language_of, point_the_way
from ventanilla.channels.email.threads import find_thread
from ventanilla.channels.models import Inbound
from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Policy
from ventanilla.people.actions.know import Contact, find, fold_address
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.files import Upload
from ventanilla.tickets.models import Ticket

log = logging.getLogger("ventanilla.intake")
LEASE = timedelta(minutes=1)
MOST_TRIES = 5


def take_in(now: datetime, limit: int = 10) -> int:
    """Take some stored mails in; returns how many were handled."""
    rows = _lease(now, limit)
    for row in rows:
        take_one(row, now)
    return len(rows)


def _lease(now: datetime, limit: int) -> list[Inbound]:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_inbound SET next_at = %s, tries = tries + 1 WHERE id IN"
            " (SELECT id FROM channels_inbound WHERE state = 'new' AND next_at <= %s"
            " ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING id",
            [now + LEASE, now, limit],
        )
        taken = [row[0] for row in cursor.fetchall()]
    return list(Inbound.objects.filter(id__in=taken).order_by("id"))


def take_one(row: Inbound, now: datetime) -> None:
    """Parse one mail in a child process and act on it, in one transaction with its state."""
    if row.trouble:
        hold(row, row.trouble)
        return
    try:
        mail = parse_apart(bytes(row.raw))
    except UnreadableMailError as error:
        hold(row, str(error))
        return
    try:
        with transaction.atomic():
            known = _known_better(row, mail)
            doubtful = mail.kind == "person" and known.kind == "bounce"
            _route(row, known, now, doubtful=doubtful)
    except Exception as error:
        log.exception("mail %s could not be taken in", row.id)
        if row.tries >= MOST_TRIES:
            hold(row, f"taking it in failed: {type(error).__name__}")


def hold(row: Inbound, why: str) -> None:
    """Keep a mail in the quarantine of its company, with the reason for staff."""
    company = company_of(row.mailbox) or nearest_company(row.mailbox)
    Inbound.objects.filter(id=row.id).update(
        state="quarantine", trouble=why[:300], company=company.id if company else None
    )


def _known_better(row: Inbound, mail: Mail) -> Mail:
    """What only the desk knows: the envelope's sender, and which addresses are its own."""
    if not mail.sender and "@" in row.sender:
        mail = replace(mail, sender=fold_address(row.sender), verified=False)
    if is_own(mail.sender):
        return replace(mail, kind="loop", answerable=False)
    if row.source == "lmtp" and not row.sender and mail.kind == "person":
        # MAIL FROM:<> is what machines say (RFC 5321 section 4.5.5).
        return replace(mail, kind="bounce", answerable=False)
    return mail


def _route(row: Inbound, mail: Mail, now: datetime, *, doubtful: bool) -> None:
    """Where a mail belongs: a thread that it is proved to continue, else a ticket of its own.

    A person's words in a machine's envelope are ``doubtful``: staff look at them.
    """
    company = company_of(row.mailbox)
    if company is None:
        hold(row, "no company has this address")
        return
    box = mailbox_of(row.mailbox)
    closed = box is not None and not box.channel.inbound
    if closed and mail.kind == "person":
        _turn_away(row, mail, company, now)
        return
    thread = find_thread(row.mailbox, mail, company)
    if mail.kind != "person":
        if doubtful and thread is None:
            hold(row, UNSIGNED)
        else:
            _robot(row, mail, company, thread, now)
        return
    if not mail.sender:
        hold(row, "no sender could be found")
        return
    twin = _twin(mail, company)
    if twin is not None:
        _done(row, mail, company, twin, "the same mail came by another way")
        return
    if thread is not None:
        ticket, own = thread
        done = follow_up(company.id, ticket.id, _words(row, mail, own), now)
        _done(row, mail, company, done.ticket)
        return
    box = box or first_box(company)
    if box is None:
        _turn_away(row, mail, company, now)
        return
    received = receive(incoming_of(row, mail, box), now)
    _done(row, mail, company, received.ticket)


_TWIN = """
SELECT ticket FROM tickets_message WHERE company_id = %s AND reference = %s AND reference <> ''
AND text = %s AND inbound IS NOT NULL ORDER BY id LIMIT 1
"""


def _twin(mail: Mail, company: InForce) -> int | None:
    """The ticket that has this very mail already, sent to two of our addresses at once.

    A Message-ID alone proves nothing: only the same id, with the same words, is the same mail.
    """
    if not mail.message_id:
        return None
    with connection.cursor() as cursor:
        key = f"{company.id} {mail.message_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        cursor.execute(_TWIN, [company.id, mail.message_id, mail.new_text])
        found = cursor.fetchone()
    return found[0] if found else None


def _turn_away(row: Inbound, mail: Mail, company: InForce, now: datetime) -> None:
    point_the_way(row.mailbox, mail, company, now)
    _done(row, mail, company, None, "this address takes no messages")


def _robot(
    row: Inbound, mail: Mail, company: InForce, thread: tuple[Ticket, bool] | None, now: datetime
) -> None:
    """Keep a robot's words where staff see them; nothing is opened, answered or restarted."""
    if thread is None:
        _done(row, mail, company, None)
        return
    ticket, _own = thread
    words = _words(row, mail, own=False, automatic=True)
    follow_up(company.id, ticket.id, words, now)
    _done(row, mail, company, ticket.id)


def first_box(company: InForce) -> Mailbox | None:
    """The first mail channel of a company that takes messages."""
    found = (c for c in company.policy.channels.values() if c.kind == "email" and c.inbound)
    channel = next(found, None)
    return Mailbox(company, channel) if channel else None


def _contact(mail: Mail, company: InForce) -> Contact:
    customer = find(company.id, mail.sender)
    language = customer.language if customer else language_of(mail, company.policy)
    zone = customer.zone if customer else ""
    return Contact(fold_address(mail.sender), mail.name, language, zone)


def _uploads(mail: Mail) -> tuple[Upload, ...]:
    return tuple(Upload(file.name, file.type, file.content) for file in mail.attachments)


def _words(row: Inbound, mail: Mail, own: bool, *, automatic: bool = False) -> Words:
    return Words(
        contact=Contact(address=fold_address(mail.sender), name=mail.name),
        text=mail.new_text,
        channel="email",
        own=own,
        received_at=row.received_at,
        quoted=mail.quoted,
        uploads=_uploads(mail),
        reference=mail.message_id,
        inbound=row.id,
        automatic=automatic,
        receipt=mail.answerable,
    )


def incoming_of(row: Inbound, mail: Mail, box: Mailbox) -> Incoming:
    """A mail that could be read, as a request to its mailbox's company.

    It is judged by the policy that was in force when it came, however long it waited for us.
    """
    company = box.company.at(row.received_at)
    if box.channel.name not in company.policy.channels:
        company = box.company
    policy = company.policy
    return Incoming(
        company=company,
        channel=box.channel.name,
        topic=topic_of(policy, box.channel.name),
        contact=_contact(mail, company),
        subject=mail.subject or mail.new_text.strip().partition("\n")[0][:120] or "\u2014",
        text=mail.new_text,
        quoted=mail.quoted,
        uploads=_uploads(mail),
        reference=mail.message_id,
        inbound=row.id,
        received_at=row.received_at,
        verified=False,
        receipt=mail.answerable,
    )


def topic_of(policy: Policy, channel: str) -> str:
    """What a mail to this address is about until somebody reads it: the channel's first topic."""
    taken = policy.topics_for(channel)
    return taken[0].name if taken else next(iter(policy.topics))


def _done(
    row: Inbound, mail: Mail, company: InForce | None, ticket: int | None, trouble: str = ""
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_inbound SET state = 'done', kind = %s, company = %s, ticket = %s,"
            " trouble = %s WHERE id = %s",
            [mail.kind, company.id if company else None, ticket, trouble, row.id],
        )
