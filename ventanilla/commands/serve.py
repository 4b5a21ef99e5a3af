"""Serve pages, API and live signals."""

from __future__ import annotations

import argparse
import os

from ventanilla.commands.start import database

HELP = "Serve pages, API and live signals; one process per --workers."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--workers", type=int, default=1, help="processes, one per core")


def run(args: argparse.Namespace) -> int:
    with database():
        import uvicorn

        uvicorn.run(
            "ventanilla.server:app",
            host=args.host,
            port=args.port,
            workers=args.workers,
            log_level=os.environ.get("VENTANILLA_LOG", "warning").lower(),
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    return 0
