"""The pages for operators name everything there is, and nothing that is not."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ventanilla.cli import COMMANDS, main, parser_of
from ventanilla.core.articles.placeholders import NAMED, PLAIN
from ventanilla.core.articles.review import ABOUT_HELP
from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import lint, parse_policy
from ventanilla.core.tables import TableReader

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r'"((?:VENTANILLA_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL))"')


def page(name):
    return (ROOT / "docs" / name).read_text("utf-8")


def test_every_setting_is_described_and_every_described_one_exists():
    read = set(SETTING.findall((ROOT / "ventanilla" / "settings.py").read_text("utf-8")))
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", page("configuration.md"), re.MULTILINE))
    assert read == described


def test_only_the_settings_and_the_starters_read_the_environment():
    readers = {
        path.relative_to(ROOT / "ventanilla").as_posix()
        for path in (ROOT / "ventanilla").rglob("*.py")
        if "os.environ" in path.read_text("utf-8")
    }
    starters = {path for path in readers if path.startswith("commands/")}
    assert readers - starters <= {"settings.py", "server.py", "channels/email/child.py"}


def test_every_command_is_described_and_every_described_one_exists():
    described = set(re.findall(r"^\| `ventanilla (\w+)", page("commands.md"), re.MULTILINE))
    assert described == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    assert parser_of(name).format_help().strip()


def test_an_unknown_command_is_told_what_there_is(capsys):
    assert main(["sevre"]) == 2
    assert "serve" in capsys.readouterr().err


def test_every_link_of_the_readme_leads_somewhere():
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", (ROOT / "README.md").read_text("utf-8")):
        assert (ROOT / target).exists(), target


FREE = (".week", ".when", ".cutoff")
"""Tables whose keys are days, dates or outcomes and not words of ours."""


@pytest.fixture
def asked(monkeypatch):
    """Every table that is read, with the keys that were asked for."""
    tables = []
    original = TableReader.__post_init__

    def remember(reader):
        original(reader)
        tables.append(reader)

    monkeypatch.setattr(TableReader, "__post_init__", remember)
    return tables


def test_every_key_of_a_policy_is_described(asked):
    for path in (ROOT / "companies").glob("*/policy.toml"):
        parse_policy(path.read_text("utf-8"), str(path))
    described = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", page("policy.md")))))
    for reader in asked:
        if not reader.place.endswith(FREE):
            assert reader.seen <= described, reader.place


def test_every_placeholder_of_an_article_is_described_and_every_described_one_exists():
    described = set(re.findall(r"`\{([a-z]+)(?:\.NAME)?\}`", page("help.md")))
    assert described == {*PLAIN, *NAMED}


def test_the_page_on_articles_names_the_entries_that_say_how_old_is_too_old():
    assert set(re.findall(r"\[content\.(\w+)\]", page("help.md"))) == set(ABOUT_HELP)


def test_the_sample_policy_of_the_page_is_one_and_does_what_it_says():
    (sample,) = re.findall(r"^```toml\n(.*?)^```$", page("policy.md"), re.MULTILINE | re.DOTALL)
    policy = parse_policy(sample, "libreria/policy.toml")
    assert policy.slug == "libreria"
    assert {f.severity for f in lint(policy)} == {"gap"}
    asked_late = Occurrence("received", datetime(2026, 4, 1, 19, tzinfo=ZoneInfo(policy.zone)))
    clock = policy.promises["answer"].clock
    assert due(clock, [asked_late]) == datetime(2026, 4, 6, 10, 30, tzinfo=UTC)
