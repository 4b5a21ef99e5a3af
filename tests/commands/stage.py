"""Commands as a person types them, run on the tests' own database."""

from __future__ import annotations

import argparse
from contextlib import contextmanager


def runner(module, monkeypatch, capsys, url=""):
    """Gives a function that runs a command with words and returns its status and what it said."""

    @contextmanager
    def here(*, owner=False):
        yield url

    monkeypatch.setattr(module, "database", here)

    def run(*words):
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        status = module.run(parser.parse_args(words))
        return status, capsys.readouterr().out

    return run
