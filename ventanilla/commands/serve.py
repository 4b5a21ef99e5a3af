"""Serve pages, API and live signals."""

from __future__ import annotations

import argparse
import os

from ventanilla.commands.start import database, warm

HELP = "Serve pages, API and live signals; one process per --workers."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--workers", type=int, default=1, help="processes, one per core")


def run(args: argparse.Namespace) -> int:
    with database(patient=True):
        serve(args.host, args.port, args.workers)
    return 0


def load() -> None:
    """Every page's module, so that no visitor waits for it. Django must be set up."""
    import uvicorn
    from django.urls import get_resolver

    _ = uvicorn, get_resolver().url_patterns


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until SIGTERM or SIGINT. Django must be set up."""
    import uvicorn

    load()
    warm()
    uvicorn.run(
        "ventanilla.server:app",
        host=host,
        port=port,
        workers=workers,
        log_level=os.environ.get("VENTANILLA_LOG", "warning").lower(),
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
