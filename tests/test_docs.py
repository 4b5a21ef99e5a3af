"""The pages for operators name everything there is, and nothing that is not."""

import re
from pathlib import Path

import pytest

from ventanilla.cli import COMMANDS, main, parser_of

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
