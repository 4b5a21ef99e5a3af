"""A company's files become its help centre; what people changed in the console stays theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.helpcentre.conftest import LIST, NOW
from ventanilla.core.policy import PolicyErrors
from ventanilla.helpcentre import stock
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Article, Stock, Wording
from ventanilla.helpcentre.stock import forget, held, help_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_stands_in_the_folder_is_shown_in_its_order(xm, folder):
    done = load_help(xm, folder.path, NOW)
    assert (done.articles, done.written, done.kept) == (2, 8, ())
    found = help_of(xm.id)
    assert list(found.articles) == ["password", "hours"]
    article = found.articles["hours"]
    assert article.in_("zh").title == "hours zh"
    assert article.checked == date(2026, 11, 2)
    assert found.sections["account"].title.for_("ar") == "الحساب"


def test_nothing_is_written_where_nothing_differs(xm, folder):
    load_help(xm, folder.path, NOW)
    before = list(Wording.objects.values_list("id", flat=True)), Stock.objects.get().serial
    assert load_help(xm, folder.path, NOW + DAY).written == 0
    assert (list(Wording.objects.values_list("id", flat=True)), Stock.objects.get().serial) == (
        before
    )


def test_a_changed_wording_is_shown_and_the_old_one_kept(xm, folder):
    load_help(xm, folder.path, NOW)
    folder.words("es", "hours", title="¿Cuándo abren?")
    assert load_help(xm, folder.path, NOW + DAY).written == 1
    forget(xm.id)
    assert help_of(xm.id).articles["hours"].in_("es").title == "¿Cuándo abren?"
    mine = Wording.objects.filter(article="hours", language="es").order_by("id")
    assert [row.title for row in mine] == ["hours es", "¿Cuándo abren?"]


def test_an_article_changed_by_hand_is_left_alone_and_named(xm, folder):
    load_help(xm, folder.path, NOW)
    Article.objects.filter(name="hours").update(by_hand=True)
    folder.words("es", "hours", title="Del archivo")
    done = load_help(xm, folder.path, NOW + DAY)
    assert (done.written, done.kept) == (0, ("hours",))


def test_what_the_files_have_no_more_is_not_shown_and_comes_back_with_them(xm, folder):
    load_help(xm, folder.path, NOW)
    kept = {name: (folder.path / name).read_text("utf-8") for name in _files(folder, "hours")}
    for name in kept:
        (folder.path / name).unlink()
    folder.write("help.toml", LIST.partition("[article.hours]")[0])
    load_help(xm, folder.path, NOW + DAY)
    forget(xm.id)
    assert list(help_of(xm.id).articles) == ["password"]
    folder.write("help.toml", LIST)
    for name, text in kept.items():
        folder.write(name, text)
    load_help(xm, folder.path, NOW + 2 * DAY)
    forget(xm.id)
    assert list(help_of(xm.id).articles) == ["password", "hours"]


def _files(folder, name):
    return [f"{language}/{name}.md" for language in ("es", "en", "zh", "ar")]


def test_a_mistake_changes_nothing(xm, folder):
    load_help(xm, folder.path, NOW)
    folder.words("es", "password", title="Otro")
    folder.words("en", "hours", body="{hours.nowhere}")
    with pytest.raises(PolicyErrors, match="there is no such hours"):
        load_help(xm, folder.path, NOW + DAY)
    forget(xm.id)
    assert help_of(xm.id).articles["password"].in_("es").title == "password es"


def test_a_day_of_checking_is_never_taken_back_by_a_file(xm, folder):
    load_help(xm, folder.path, NOW)
    Article.objects.filter(name="hours").update(checked_on=date(2026, 11, 20))
    folder.words("es", "hours", title="Nuevo")
    load_help(xm, folder.path, NOW + DAY)
    assert Article.objects.get(name="hours").checked_on == date(2026, 11, 20)


def test_a_page_asks_once_and_reads_again_only_after_a_change(
    xm, folder, monkeypatch, django_assert_num_queries
):
    load_help(xm, folder.path, NOW)
    first = held(xm.id)
    with django_assert_num_queries(0):
        assert held(xm.id) is first
    monkeypatch.setattr(stock, "FRESH_S", 0.0)
    with django_assert_num_queries(1):
        assert held(xm.id).help is first.help
    folder.words("en", "hours", title="Other")
    load_help(xm, folder.path, NOW + DAY)
    assert held(xm.id).help is not first.help


def test_the_help_of_another_company_is_not_seen(xm, folder, company):
    load_help(xm, folder.path, NOW)
    assert help_of(company("etoro").id).articles == {}
