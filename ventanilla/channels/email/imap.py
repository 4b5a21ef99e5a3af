"""Fetching mail over IMAP: stored and committed first, marked as seen afterwards.

How far a folder was read is a row: UIDVALIDITY and the last UID. When the server changes
UIDVALIDITY its numbers mean nothing any more; the folder is then read again from the start, and
mails that we have already are recognised by their bytes.
"""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.db import Error as DatabaseError
from django.db import connection
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from ventanilla.channels.email.store import LIMIT, store
from ventanilla.channels.models import Mailbox

log = logging.getLogger("ventanilla.imap")
EVERY_S = 30.0
BATCH = 50
LOAD = 32 * 1024 * 1024
"""Bytes of mail that are fetched at once at most."""
TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Account:
    """One folder to fetch: ``imaps://user:password@host/INBOX?for=support@example.test``.

    ``every``: seconds between two looks, ``&every=5`` in the address.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    address: str
    every: float = EVERY_S

    @property
    def name(self) -> str:
        """How its place is remembered: without the password."""
        return f"{self.scheme}://{self.user}@{self.host}:{self.port}/{self.folder}"


def account_of(url: str) -> Account:
    """Read an account from its address.

    Raises:
        SystemExit: saying what is missing.
    """
    parts = urlsplit(url)
    wanted = parse_qs(parts.query)
    address, every = wanted.get("for", [""])[0], wanted.get("every", [""])[0]
    if parts.scheme not in {"imap", "imaps", "imap+starttls"} or not parts.hostname:
        raise SystemExit(
            f"VENTANILLA_IMAP: found {parts.scheme or url!r}; "
            "use imaps://user:password@host/INBOX?for=address."
        )
    if "@" not in address:
        raise SystemExit("VENTANILLA_IMAP: add ?for=ADDRESS, the mailbox this mail was sent to.")
    if every and not (every.isdigit() and 1 <= int(every) <= 3600):
        raise SystemExit(f"VENTANILLA_IMAP: every={every}; use 1 to 3600 seconds.")
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    return Account(
        parts.scheme,
        parts.hostname,
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        unquote(parts.path.lstrip("/")) or "INBOX",
        address,
        float(every or EVERY_S),
    )


def fetch_forever(url: str, stop: threading.Event) -> None:
    """Look for new mail now and then until ``stop`` is set; trouble is logged and outlived."""
    account = account_of(url)
    while not stop.is_set():
        try:
            fetch(account)
        except (IMAPClientError, OSError, DatabaseError) as error:
            log.warning("%s: %s; trying again in %.0f s", account.name, error, account.every)
            connection.close()
        except Exception:
            # A server that answers nonsense must not end the fetching for good.
            log.exception("%s: trying again in %.0f s", account.name, account.every)
            connection.close()
        stop.wait(account.every)
    connection.close()


def fetch(account: Account) -> int:
    """Fetch what is new; returns how many mails were stored for the first time."""
    encrypted = account.scheme == "imaps"
    context = ssl.create_default_context() if account.scheme != "imap" else None
    with IMAPClient(
        account.host,
        port=account.port,
        ssl=encrypted,
        ssl_context=context if encrypted else None,
        timeout=TIMEOUT_S,
    ) as client:
        if account.scheme == "imap+starttls":
            client.starttls(context)
        client.login(account.user, account.password)
        return _fetch(client, account)


def _fetch(client: IMAPClient, account: Account) -> int:
    chosen = client.select_folder(account.folder)
    place, _ = Mailbox.objects.get_or_create(name=account.name)
    validity = int(chosen[b"UIDVALIDITY"])
    if place.uidvalidity != validity:
        place.uidvalidity, place.uid = validity, 0
    fresh = 0
    found = client.search(["UID", f"{place.uid + 1}:*"])
    uids = sorted(uid for uid in found if uid > place.uid)
    for start in range(0, len(uids), BATCH):
        some = uids[start : start + BATCH]
        fresh += _take(client, account, some)
        place.uid = max(some)
        place.save()
    if not uids:
        place.save()
    return fresh


def _take(client: IMAPClient, account: Account, uids: list[int]) -> int:
    """Store some mails, then flag them: a crash in between only means that they come again."""
    answer = client.fetch(uids, ["RFC822.SIZE"])
    sizes = {uid: int(answer[uid][b"RFC822.SIZE"]) for uid in uids if uid in answer}
    fresh = 0
    for some in _loads(sizes):
        mails = client.fetch(some, ["BODY.PEEK[]"])
        kept = [uid for uid in some if uid in mails]  # another program may have removed one
        fresh += sum(
            store(account.address, "imap", "", bytes(mails[uid][b"BODY[]"])) for uid in kept
        )
        _flag(client, account, kept)
    for uid in (uid for uid, size in sizes.items() if size > LIMIT):
        fresh += _hold_head(client, account, uid, sizes[uid])
    return fresh


def _flag(client: IMAPClient, account: Account, uids: list[int]) -> None:
    """Mark as seen; a folder that may only be read is fetched all the same."""
    try:
        if uids:
            client.add_flags(uids, [rb"\Seen"])
    except IMAPClientError as error:
        if isinstance(error, client.AbortError):
            raise
        log.warning("%s: marking as seen failed: %s", account.name, error)


def _hold_head(client: IMAPClient, account: Account, uid: int, size: int) -> bool:
    """A mail that is too large stays in its folder; its headers wait in quarantine for staff."""
    answer = client.fetch([uid], ["BODY.PEEK[HEADER]"])
    if uid not in answer:
        return False
    head = bytes(answer[uid][b"BODY[HEADER]"])[:LIMIT]
    why = f"the mail has {size} bytes; {LIMIT} are taken; it is still in {account.folder}"
    return store(account.address, "imap", "", head, trouble=why)


def _loads(sizes: dict[int, int]) -> Iterator[list[int]]:
    """The mails that are small enough, in loads that fit into memory together."""
    load: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if size > LIMIT:
            continue
        if load and total + size > LOAD:
            yield load
            load, total = [], 0
        load.append(uid)
        total += size
    if load:
        yield load
