"""The command ``ventanilla`` and all that it can do.

Each command is a module of ``ventanilla/commands`` with ``HELP``, ``add_arguments`` and ``run``;
it is imported only when it is called, so that the pure ones start without Django.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "up": "start everything for a first look: PostgreSQL, pages, worker, sample companies",
    "serve": "serve pages, API and live signals",
    "work": "parse mail, deliver mail, watch promises",
    "migrate": "bring the database to this version",
    "policy": "check, compare, draft and approve policies; work out a due instant",
    "clock": "answer one due instant per JSON line",
    "mail": "receive or parse mail from a pipe or from files",
    "company": "load a company's policy, or list the companies",
    "help": "load or check articles of a help centre, embed them, list them by age",
    "answer": "ask a company's help centre, and hear how sure the answer is",
    "staff": "invite a member of staff by a one-time link",
    "token": "make or revoke a token for the API",
    "verify": "walk the chains of events and the anchors, and report any break",
    "evidence": "write what proves a ticket's story into a folder anybody can check",
    "returns": "list the periodic returns that are owed, or make the file of one",
    "doctor": "say what this installation has and lacks",
}


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    module = import_module(f"ventanilla.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"ventanilla {name}", description=module.HELP)
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)
    return parser


def overview() -> str:
    """What ``ventanilla --help`` says."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "ventanilla COMMAND [...]: a support desk that keeps its word\n",
            *lines,
            "\nventanilla COMMAND --help tells more.",
        ]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help"} or words == ["help"]:
        sys.stdout.write(overview() + "\n")
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        sys.stderr.write(f"ventanilla: there is no command {name!r}.\n\n{overview()}\n")
        return 2
    args = parser_of(name).parse_args(rest)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


if __name__ == "__main__":
    raise SystemExit(main())
