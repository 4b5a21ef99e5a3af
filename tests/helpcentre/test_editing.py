"""Articles are written by people: drafted by one, published by another, and all of it recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.helpcentre.conftest import NOW
from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.core.articles import Words
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.articles.placement import Placement
from ventanilla.helpcentre.actions.arrange import arrange
from ventanilla.helpcentre.actions.begin import begin
from ventanilla.helpcentre.actions.bring_back import bring_back
from ventanilla.helpcentre.actions.discard import discard
from ventanilla.helpcentre.actions.mark_checked import mark_checked
from ventanilla.helpcentre.actions.publish import publish
from ventanilla.helpcentre.actions.show_again import show_again
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.actions.write import NewerError, write
from ventanilla.helpcentre.editing import newest, tongues
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Article, ArticleEvent, Wording
from ventanilla.helpcentre.stock import forget, help_of

pytestmark = pytest.mark.django_db
ANA, BEN = Author(101, "Ana"), Author(102, "Ben")
HOUR = timedelta(hours=1)
WORDS = Words("¿Cuándo abren?", "De lunes a viernes.", "Vea {hours.chat}.", ("horario?",))


@pytest.fixture
def loaded(xm, folder):
    load_help(xm, folder.path, NOW)
    return xm


def draft(company, words=WORDS, by=ANA, language="es", **more):
    latest = newest(company.id, "hours", language)
    more.setdefault("base", latest.id if latest else 0)
    return write(company, "hours", language, words, by, NOW + HOUR, **more)


def seen(company, language="es"):
    """What customers read now."""
    forget(company.id)
    return help_of(company.id).articles["hours"].in_(language).title


def where(company, language="es"):
    return tongues(company.id, company.policy.languages)["hours"][language].where


def events():
    return list(ArticleEvent.objects.order_by("id").values_list("what", "by_name", "language"))


def test_a_draft_is_shown_to_nobody_until_another_person_publishes_it(loaded):
    row = draft(loaded)
    assert (where(loaded), seen(loaded)) == ("draft", "hours es")
    sent = write(loaded, "hours", "es", WORDS, ANA, NOW + HOUR, base=row.id, review=True)
    assert (where(loaded), seen(loaded)) == ("review", "hours es")
    publish(loaded, "hours", "es", sent.id, BEN, NOW + 2 * HOUR)
    assert (where(loaded), seen(loaded)) == ("shown", "¿Cuándo abren?")
    kept = Wording.objects.filter(article="hours", language="es").order_by("id").last()
    assert (kept.by_name, kept.published_by, kept.published_at) == ("Ana", "Ben", NOW + 2 * HOUR)
    assert events() == [
        ("drafted", "Ana", "es"),
        ("sent", "Ana", "es"),
        ("published", "Ben", "es"),
    ]


def test_whoever_wrote_the_words_cannot_publish_them_alone(loaded):
    row = draft(loaded)
    with pytest.raises(RefusedError, match="second person"):
        publish(loaded, "hours", "es", row.id, ANA, NOW)
    assert seen(loaded) == "hours es"


def test_words_that_another_sends_to_review_stay_those_of_their_writer(loaded):
    row = draft(loaded)
    sent = write(loaded, "hours", "es", WORDS, BEN, NOW, base=row.id, review=True)
    assert sent.by == ANA.account
    with pytest.raises(RefusedError):
        publish(loaded, "hours", "es", sent.id, ANA, NOW)
    publish(loaded, "hours", "es", sent.id, BEN, NOW)


def test_whoever_changes_a_word_of_a_draft_has_written_it(loaded):
    row = draft(loaded)
    mine = draft(loaded, replace(WORDS, title="¿A qué hora?"), BEN)
    with pytest.raises(RefusedError):
        publish(loaded, "hours", "es", mine.id, BEN, NOW)
    with pytest.raises(NewerError):
        publish(loaded, "hours", "es", row.id, BEN, NOW)
    publish(loaded, "hours", "es", mine.id, ANA, NOW)


def test_whoever_was_slower_is_told_and_nothing_is_written(loaded):
    base = newest(loaded.id, "hours", "es").id
    first = draft(loaded)
    with pytest.raises(NewerError) as refused:
        draft(loaded, replace(WORDS, title="Otro"), BEN, base=base)
    assert refused.value.latest == first
    assert newest(loaded.id, "hours", "es") == first


def test_words_with_mistakes_are_not_kept(loaded):
    before = Wording.objects.count()
    with pytest.raises(MistakesError, match=r"hours\.chta"):
        draft(loaded, replace(WORDS, body="{hours.chta}"))
    assert Wording.objects.count() == before
    assert not Article.objects.get(name="hours").by_hand


def test_nothing_is_kept_twice(loaded):
    row = draft(loaded)
    assert draft(loaded) is None
    assert newest(loaded.id, "hours", "es") == row


def test_what_was_written_here_is_left_alone_by_the_files(loaded, folder):
    draft(loaded)
    folder.words("es", "hours", title="Del archivo")
    assert load_help(loaded, folder.path, NOW + HOUR).kept == ("hours",)
    assert seen(loaded) == "hours es"


def test_a_draft_that_is_given_up_leaves_what_was_shown_as_it_was(loaded):
    row = draft(loaded)
    discard(loaded.id, "hours", "es", row.id, BEN, NOW + HOUR)
    assert (where(loaded), seen(loaded)) == ("shown", "hours es")
    shown = newest(loaded.id, "hours", "es")
    assert shown.published_at == NOW
    with pytest.raises(RefusedError):
        discard(loaded.id, "hours", "es", shown.id, BEN, NOW + HOUR)


def test_a_draft_of_what_was_never_shown_cannot_be_given_up(loaded):
    begun = begin(loaded, "fees", "account", "es", WORDS, ANA, NOW)
    with pytest.raises(RefusedError):
        discard(loaded.id, "fees", "es", begun.id, ANA, NOW)


def test_words_of_the_past_come_back_as_a_draft_of_whoever_asked(loaded):
    old = newest(loaded.id, "hours", "es")
    row = draft(loaded)
    publish(loaded, "hours", "es", row.id, BEN, NOW + HOUR)
    back = bring_back(loaded, "hours", "es", old.id, BEN, NOW + HOUR)
    assert (back.title, back.state, back.by_name) == ("hours es", "draft", "Ben")
    assert seen(loaded) == "¿Cuándo abren?"
    assert bring_back(loaded, "hours", "es", old.id, BEN, NOW + HOUR) is None
    with pytest.raises(Wording.DoesNotExist):
        bring_back(loaded, "hours", "en", old.id, BEN, NOW)


def test_a_translation_is_behind_until_it_is_renewed_or_said_to_be_right(loaded):
    main = loaded.policy.languages[0]
    row = draft(loaded, language=main)
    publish(loaded, "hours", main, row.id, BEN, NOW + HOUR)
    assert {where(loaded, code) for code in loaded.policy.languages[1:]} == {"behind"}
    mark_checked(loaded, "hours", "zh", BEN, NOW + 2 * HOUR)
    assert (where(loaded, "zh"), where(loaded, "ar")) == ("shown", "behind")
    row = draft(loaded, language="ar")
    publish(loaded, "hours", "ar", row.id, BEN, NOW + 3 * HOUR)
    assert where(loaded, "ar") == "shown"


@pytest.mark.promise("XM-64")
def test_an_article_that_is_still_right_was_checked_today_on_the_companys_calendar(loaded):
    late = NOW.replace(hour=23)  # it is tomorrow in Nicosia
    mark_checked(loaded, "hours", "es", BEN, late)
    assert Article.objects.get(name="hours").checked_on == date(2026, 11, 24)
    mark_checked(loaded, "hours", "es", BEN, NOW)
    assert Article.objects.get(name="hours").checked_on == date(2026, 11, 24)
    assert events()[0] == ("checked", "Ben", "es")


def test_a_new_article_is_found_once_it_is_published(loaded):
    row = begin(loaded, "fees", "account", "zh", WORDS, ANA, NOW)
    forget(loaded.id)
    assert "fees" not in help_of(loaded.id).articles
    publish(loaded, "fees", "zh", row.id, BEN, NOW)
    forget(loaded.id)
    assert list(help_of(loaded.id).articles)[-1] == "fees"
    assert events()[0] == ("begun", "Ana", "zh")


def test_files_without_it_leave_a_new_article_alone(loaded, folder):
    row = begin(loaded, "fees", "account", "es", WORDS, ANA, NOW)
    publish(loaded, "fees", "es", row.id, BEN, NOW)
    load_help(loaded, folder.path, NOW + HOUR)
    forget(loaded.id)
    assert "fees" in help_of(loaded.id).articles


@pytest.mark.parametrize(
    ("name", "section", "field"),
    [
        ("hours", "account", "name"),
        ("Fees!", "account", "name"),
        ("a" * 81, "account", "name"),
        ("fees", "gone", "section"),
    ],
)
def test_an_article_that_cannot_be_is_not_begun(loaded, name, section, field):
    with pytest.raises(MistakesError) as refused:
        begin(loaded, name, section, "es", WORDS, ANA, NOW)
    assert [fault.field for fault in refused.value.faults] == [field]


def test_what_is_withdrawn_is_shown_to_nobody_whatever_the_files_say(loaded, folder):
    withdraw(loaded.id, "hours", BEN, NOW)
    load_help(loaded, folder.path, NOW + HOUR)
    forget(loaded.id)
    assert list(help_of(loaded.id).articles) == ["password"]
    with pytest.raises(RefusedError):
        withdraw(loaded.id, "hours", BEN, NOW)
    show_again(loaded.id, "hours", BEN, NOW)
    assert seen(loaded) == "hours es"
    with pytest.raises(RefusedError):
        show_again(loaded.id, "hours", BEN, NOW)
    assert [what for what, *_more in events()] == ["withdrawn", "shown"]


def test_what_holds_in_all_languages_is_set_once_and_recorded(loaded, folder):
    place = Placement("account", topics=("general",), related=("password",), steps=True)
    assert arrange(loaded, "hours", place, BEN, NOW) == ("topics", "related", "steps")
    assert arrange(loaded, "hours", place, BEN, NOW) == ()
    assert ArticleEvent.objects.get().fields == ["topics", "related", "steps"]
    load_help(loaded, folder.path, NOW + HOUR)
    forget(loaded.id)
    assert help_of(loaded.id).articles["hours"].topics == ("general",)
    with pytest.raises(MistakesError):
        arrange(loaded, "hours", Placement("account", related=("hours",)), BEN, NOW)


def test_nothing_is_done_to_the_articles_of_another_company(loaded, company):
    other = company("etoro")
    for act in (
        lambda: write(other, "hours", "es", WORDS, ANA, NOW, base=0),
        lambda: publish(other, "hours", "es", 1, BEN, NOW),
        lambda: mark_checked(other, "hours", "es", BEN, NOW),
        lambda: withdraw(other.id, "hours", BEN, NOW),
        lambda: arrange(other, "hours", Placement("account"), BEN, NOW),
    ):
        with pytest.raises((Article.DoesNotExist, MistakesError)):
            act()
    assert seen(loaded) == "hours es"


@pytest.mark.parametrize("act", ["UPDATE helpcentre_articleevent SET by_name = 'x'",
                                 "DELETE FROM helpcentre_articleevent",
                                 "UPDATE helpcentre_wording SET title = 'x'",
                                 "DELETE FROM helpcentre_wording"])  # fmt: skip
def test_what_was_done_or_written_cannot_be_rewritten(loaded, act):
    draft(loaded)
    with (
        pytest.raises(ProgrammingError, match="only appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act)


def test_the_role_of_the_desk_may_only_add_wordings(loaded):
    with connection.cursor() as cursor:
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            asked = "SELECT has_table_privilege('ventanilla_app', 'helpcentre_wording', %s)"
            cursor.execute(asked, [right])
            assert cursor.fetchone() == (False,), right
