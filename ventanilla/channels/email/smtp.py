"""Handing mail to an SMTP server; TLS certificates are always checked."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 20


class Courier:
    """A connection to the server of ``VENTANILLA_SMTP_URL``, opened when there is mail.

    ``smtp://host:25`` is plain (for a server on this machine), ``smtp+starttls://`` and
    ``smtps://`` are encrypted; user and password may stand in the address.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps", "smtp+starttls"}:
            raise SystemExit(
                f"VENTANILLA_SMTP_URL: found {parts.scheme!r}; "
                "use smtp://, smtp+starttls:// or smtps://."
            )
        self.scheme = parts.scheme
        self.host = parts.hostname or "127.0.0.1"
        self.port = parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.connection: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Send one mail to one recipient.

        Raises:
            SMTPException | OSError: whatever the server or the network says; the connection is
                closed then, and the next mail opens a fresh one.
        """
        try:
            server = self._open()
            sender = str(message["From"].addresses[0].addr_spec)
            server.send_message(message, from_addr=sender, to_addrs=[recipient])
        except (smtplib.SMTPException, OSError):
            self.close()
            raise

    def close(self) -> None:
        """Say goodbye, if anybody is still there."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _alive(self) -> bool:
        """Whether the server still listens: one that hung up must not cost the letter a try."""
        try:
            alive = self.connection is not None and self.connection.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            alive = False
        if not alive:
            self.close()
        return alive

    def _open(self) -> smtplib.SMTP:
        if self.connection is not None and self._alive():
            return self.connection
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.scheme == "smtps":
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        try:
            if self.scheme == "smtp+starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        self.connection = server
        return server
