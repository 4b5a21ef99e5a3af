"""Asking and keeping a help centre from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.stage import runner
from ventanilla.cli import main
from ventanilla.commands import answer, help
from ventanilla.helpcentre import answers, embedding, indexes
from ventanilla.helpcentre.models import Vector
from ventanilla.helpcentre.stock import forget

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shop(company, monkeypatch):
    """The e-shop builder, whose articles this test loads, on a desk without vectors."""
    monkeypatch.setattr(indexes, "_kept", {})
    monkeypatch.setattr(answers, "embedder", lambda: None)
    forget(company("shop").id)
    yield company("shop")
    forget(company("shop").id)


@pytest.fixture
def ask(monkeypatch, capsys):
    return runner(answer, monkeypatch, capsys)


@pytest.fixture
def keep(monkeypatch, capsys):
    return runner(help, monkeypatch, capsys)


@pytest.fixture
def loaded(keep, shop):
    status, said = keep("load", "shop")
    assert status == 0, said
    assert "articles" in said
    forget(shop.id)


def test_an_answer_says_how_sure_it_is_and_what_found_it(ask, loaded):
    status, said = ask("--company", "shop", "how do I add a slideshow", "--language", "en")
    assert status == 0
    assert "[slideshow; by words, pieces of words]" in said
    assert "Without sentence vectors" in said


def test_an_answer_for_a_program_is_one_object(ask, loaded):
    status, said = ask("--company", "shop", "怎么开启双重验证", "--json", "--limit", "2")
    found = json.loads(said)
    assert status == 0
    assert found["answered"] is True
    assert len(found["found"]) <= 2
    best = found["found"][0]
    assert best["article"] == "two-factor"
    assert best["by"] == ["words", "grams"]
    assert best["probability"] >= found["mark"]


def test_that_there_is_no_answer_is_said_plainly(ask, loaded):
    status, said = ask("--company", "shop", "who won the football game last night")
    assert status == 1
    assert "No answer is sure enough" in said


def test_a_company_that_is_not_there_is_named(ask, keep):
    assert ask("--company", "nobody", "hola")[0] == 2
    assert keep("load", "nobody") == (
        1,
        "There is no company 'nobody'; see `ventanilla company list`.\n",
    )


def test_articles_are_listed_with_their_age_the_oldest_first(keep, loaded):
    status, said = keep("list", "shop")
    days = [line.split(" ", 1)[0] for line in said.splitlines()]
    assert status == 0
    assert days == sorted(days)
    assert "days)  slideshow: " in said


def test_a_folder_is_checked_without_a_desk(keep, tmp_path):
    folder = ROOT / "companies" / "shop" / "help"
    assert "no mistake" in keep("check", str(folder))[1]
    (tmp_path / "help.toml").write_text("[article.x]\nsection = 'nowhere'\n", "utf-8")
    policy = str(folder.parent / "policy.toml")
    status, said = keep("check", str(tmp_path), "--policy", policy)
    assert status == 1
    assert "es/x.md: found no such file" in said


def test_what_is_missing_is_embedded_with_progress(keep, loaded, monkeypatch, capsys):
    from tests.core.answers.stage import Meaning
    from ventanilla.helpcentre import vectors

    monkeypatch.setattr(vectors, "embedder", Meaning)
    status, said = keep("index")
    assert status == 0
    assert "shop: 224 texts embedded" in said
    assert Vector.objects.count() == 224
    assert "shop: 0 texts embedded" in keep("index")[1]


def test_without_the_library_nothing_is_embedded_and_that_is_said(keep, loaded, monkeypatch):
    from ventanilla.helpcentre import vectors

    monkeypatch.setattr(vectors, "embedder", lambda: None)
    assert keep("index")[0] == 1
    assert embedding.waiting() > 0


def test_the_word_help_alone_still_tells_all_commands(capsys):
    assert main(["help"]) == 0
    assert "answer" in capsys.readouterr().out
