"""Receive a mail from a pipe, or show what the parser makes of files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

HELP = "Take one mail from standard input for an address, or parse mail files into JSON."
TEMPORARY = 75
"""EX_TEMPFAIL: the mail server keeps the mail and tries again."""


class _Pipe(argparse.ArgumentParser):
    """A mail server takes any other status than 75 for "never": a wrong flag must not lose mail."""

    def error(self, message: str) -> NoReturn:
        if " receive" in self.prog:
            sys.stderr.write(f"{self.prog}: {message}\n")
            self.exit(TEMPORARY)
        super().error(message)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, unknown = super().parse_known_args(args, namespace)
        if unknown and " receive" in self.prog:
            self.error(f"not known: {' '.join(unknown)}")
        return found, unknown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, parser_class=_Pipe)
    receive = what.add_parser("receive", help="store the mail on standard input (exit 75: again)")
    receive.add_argument("--to", required=True, help="the address it was delivered to")
    receive.add_argument("--sender", default="", help="the envelope sender")
    parse = what.add_parser("parse", help="print one JSON object per file")
    parse.add_argument("files", nargs="+", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    return _receive(args) if args.what == "receive" else _parse(args.files)


def _receive(args: argparse.Namespace) -> int:
    """0 only after the commit; whatever goes wrong, the mail stays with the mail server."""
    try:
        from ventanilla.commands.start import database

        with database():
            from ventanilla.channels.email.mailboxes import is_ours
            from ventanilla.channels.email.store import LIMIT, store

            raw = sys.stdin.buffer.read(LIMIT + 1)
            if not raw or len(raw) > LIMIT or not is_ours(args.to):
                sys.stderr.write(f"{args.to}: not taken (empty, too large, or not our address)\n")
                return TEMPORARY
            store(args.to, "pipe", args.sender, raw)
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        sys.stderr.write(f"not stored: {error}\n")
        return TEMPORARY
    return 0


def _parse(files: list[Path]) -> int:
    from ventanilla.channels.email.child import parse_apart
    from ventanilla.channels.email.mail import UnreadableMailError
    from ventanilla.commands.start import say

    failed = 0
    for path in files:
        try:
            say(json.dumps(shown(parse_apart(path.read_bytes())), ensure_ascii=False))
        except (UnreadableMailError, OSError) as error:
            failed = 1
            say(json.dumps({"file": str(path), "error": str(error)}, ensure_ascii=False))
    return failed


def shown(mail: Any) -> dict[str, Any]:
    """A parsed mail as the command prints it."""
    return {
        "from": mail.sender,
        "name": mail.name,
        "verified": mail.verified,
        "subject": mail.subject,
        "text": mail.text,
        "new_text": mail.new_text,
        "html": mail.html,
        "attachments": [
            {"name": file.name, "type": file.type, "size": file.size} for file in mail.attachments
        ],
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "kind": mail.kind,
        "answerable": mail.answerable,
    }
