"""A help folder is read strictly: each mistake with its file, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.core.policies import acme
from ventanilla.core.articles import read_help
from ventanilla.core.articles.placeholders import filled
from ventanilla.core.policy import PolicyErrors

SOURCE = "companies/acme/help"
TOML = """
[section.account]
title = { en = "Account" }
icon = "user"
[article.password]
section = "account"
checked = 2026-11-01
rows = ["EX-55..57"]
steps = true
[article.hours]
section = "account"
checked = 2026-11-01
related = ["password"]
"""
WORDS = """+++
title = "I forgot my password"
answer = "Choose *Forgotten* at the entrance of {company}."
asks = ["pasword lost"]
+++
Then wait for the mail. See {hours.form}.
"""


def files(**changed):
    return {("en", "password"): WORDS, ("en", "hours"): WORDS} | {
        ("en", name): text for name, text in changed.items()
    }


def mistakes(toml=TOML, more=None, **changed):
    with pytest.raises(PolicyErrors) as caught:
        read_help(toml, files(**changed) | (more or {}), acme(), SOURCE)
    return str(caught.value).splitlines()


def test_articles_stand_in_the_order_of_the_file_with_their_words():
    found = read_help(TOML, files(), acme(), SOURCE)
    assert list(found.articles) == ["password", "hours"]
    article = found.articles["password"]
    assert article.rows == ("EX-55", "EX-56", "EX-57")
    assert article.in_("en").title == "I forgot my password"
    assert article.in_("es-MX").asks == ("pasword lost",), "who has no words of their own reads on"
    assert [a.name for a in found.of("account")] == ["password", "hours"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"account"\nchecked', '"acount"\nchecked', 'Did you mean "account"?'),
        ("checked = 2026-11-01\nrows", 'checked = "soon"\nrows', "a day such as"),
        ("steps", "stepps", 'Did you mean "steps"?'),
        ('["password"]', '["pasword"]', 'Did you mean "password"?'),
        ('["password"]', '["hours"]', "another article"),
        ("[article.password]", "[article.Pass_word]", "lower case letters"),
        ("steps = true", 'kind = "video"', "a text is needed here"),
        ("steps = true", 'kind = "video"\nlink = "http://x"', "an https address"),
        ("steps = true", 'kind = "webinar"\nlink = "https://x"', "a time with its offset"),
        ("icon", "icons", 'Did you mean "icon"?'),
        ("[section.account]", "[section.account", "valid TOML"),
    ],
)
def test_a_mistake_in_the_list_names_its_place(old, new, said):
    found = mistakes(TOML.replace(old, new))
    assert any(said in line and line.startswith(f"{SOURCE}/help.toml") for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\ntitle", "title", 'two lines of "+++"'),
        ("title = ", "titel = ", "a text is needed here"),
        ("asks", "ask", 'Did you mean "asks"?'),
        ("Then wait", "Then {wait}", "{wait}; allowed: {company}"),
        ("{hours.form}", "{hours.fom}", 'Did you mean "form"?'),
        ("{hours.form}", "{channel}", "allowed:"),
        ("{company}", "{article.none}", "there is no such article"),
        ("Then wait for the mail. See {hours.form}.\n", "", "the article itself is needed"),
        ("Choose", "x" * 500, "at most 400"),
    ],
)
def test_a_mistake_in_the_words_names_their_file(old, new, said):
    (line,) = mistakes(password=WORDS.replace(old, new))
    assert line.startswith(f"{SOURCE}/en/password.md")
    assert said in line


def test_a_language_that_is_missing_and_a_file_that_nobody_lists_are_mistakes():
    policy = acme(policy={"languages": ["en", "es"]})
    with pytest.raises(PolicyErrors) as caught:
        read_help(TOML, files(), policy, SOURCE)
    said = str(caught.value)
    assert f"{SOURCE}/es/password.md: found no such file" in said
    (line,) = mistakes(more={("en", "more"): WORDS})
    assert line.startswith(f"{SOURCE}/en/more.md: found a file alone")


def test_a_webinar_is_an_instant_with_a_zone():
    webinar = (
        'kind = "webinar"\nlink = "https://x.test/w"\nstarts = 2026-12-10T15:00:00+02:00\n'
        'zone = "Asia/Nicosia"\nminutes = 90\nhost = "Eleni"'
    )
    found = read_help(TOML.replace("steps = true", webinar), files(), acme(), SOURCE)
    held = found.articles["password"].webinar
    assert held is not None
    assert held.starts == datetime(2026, 12, 10, 13, tzinfo=UTC)
    assert held.ends == datetime(2026, 12, 10, 14, 30, tzinfo=UTC)
    assert held.zone.key == "Asia/Nicosia"


def test_placeholders_are_looked_up_and_nothing_is_evaluated():
    said = filled("{company} at {hours.chat} {0} {x.__class__}", lambda found: f"<{found}>")
    assert said == "<{company}> at <{hours.chat}> <{0}> <{x.__class__}>"
