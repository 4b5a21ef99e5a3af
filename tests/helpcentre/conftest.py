"""A small help folder of XM, in its four languages, that a test changes as it likes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

LIST = """
[section.account]
title = { es = "Cuenta", en = "Account", zh = "账户", ar = "الحساب" }
icon = "lock"

[article.password]
section = "account"
checked = 2026-11-01

[article.hours]
section = "account"
checked = 2026-11-02
"""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Folder:
    """A help folder on disk."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.write("help.toml", LIST)
        for language in ("es", "en", "zh", "ar"):
            for name in ("password", "hours"):
                self.words(language, name)

    def write(self, name, text):
        (self.path / name).parent.mkdir(exist_ok=True)
        (self.path / name).write_text(text, "utf-8")

    def words(self, language, name, title="", body="Words."):
        title = title or f"{name} {language}"
        front = f'+++\ntitle = "{title}"\nanswer = "So."\nasks = ["{name}?"]\n+++\n'
        self.write(f"{language}/{name}.md", front + body)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "help")


@pytest.fixture
def xm(company):
    """XM, whose help centre nobody holds in memory."""
    from ventanilla.helpcentre.stock import forget

    found = company("xm")
    forget(found.id)
    yield found
    forget(found.id)
