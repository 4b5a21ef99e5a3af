"""Each topic asks for just what its policy says, in every language, and keeps what was typed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.test import Client

from tests.portal.test_pages import fields
from ventanilla.core.policy import parse_policy
from ventanilla.portal.cards import form_channel
from ventanilla.tickets.detail_field import field_of, folded
from ventanilla.tickets.models import Message, Ticket

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("xm", "etoro", "exness", "roxom", "shop")
POLICIES = {
    slug: parse_policy((ROOT / "companies" / slug / "policy.toml").read_text(), slug)
    for slug in SLUGS
}
TOPICS = [(slug, topic) for slug in SLUGS for topic in POLICIES[slug].topics]
BY_FORM = [(slug, name) for slug, name in TOPICS if form_channel(POLICIES[slug], name)]
ELSEWHERE = [pair for pair in TOPICS if pair not in BY_FORM]
LANGUAGES = ("es", "en", "zh", "ar")


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_topic_is_there_in_every_language(slug, language):
    browser = Client(headers={"accept-language": language})
    for topic in POLICIES[slug].topics.values():
        response = browser.get(f"/{slug}/ask/{topic.name}/")
        html = unescape(response.content.decode())
        assert response.status_code == 200
        assert topic.title.for_(language) in html
        if (slug, topic.name) in BY_FORM:
            for detail in topic.details:
                if detail.kind != "file":
                    assert detail.label.for_(language) in html, detail.name
                    assert f'name="d-{detail.name}"' in html


def test_topics_with_and_without_a_form_were_both_found():
    assert len(BY_FORM) >= 15
    assert {slug for slug, _ in ELSEWHERE} == {"xm", "exness", "roxom"}


@pytest.mark.django_db
@pytest.mark.parametrize("slug, topic", BY_FORM)
def test_every_required_field_is_asked_for_and_what_was_typed_is_kept(browser, slug, topic):
    about = POLICIES[slug].topics[topic]
    whole = fields(about)
    required = [f"d-{d.name}" for d in about.details if d.required and d.kind != "file"]
    for name in ("name", "email", "subject", "text", *required):
        response = browser.post(f"/{slug}/ask/{topic}/", whole | {name: " "})
        html = unescape(response.content.decode())
        assert response.status_code == 422, name
        assert f'id="id_{name}_error"' in html or 'aria-invalid="true"' in html
        kept = (value for key, value in whole.items() if key not in {name, "key"})
        assert all(value in html for value in kept), name
    assert not Ticket.objects.exists()
    assert browser.post(f"/{slug}/ask/{topic}/", whole).status_code == 302


@pytest.mark.django_db
def test_details_reach_the_agent_under_their_names(browser):
    topic = POLICIES["xm"].topics["financial"]
    browser.post("/xm/ask/financial/", fields(topic) | {"d-account": "88412077"})
    assert Message.objects.get().fields["account"] == "88412077"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed, words", [("ana@correo.test", "refuse_error"), ("12", "error")])
def test_a_wrong_account_number_is_answered_in_the_policys_words(language, typed, words):
    topic = POLICIES["xm"].topics["financial"]
    detail = next(d for d in topic.details if d.name == "account")
    browser = Client(headers={"accept-language": language})
    response = browser.post("/xm/ask/financial/", fields(topic) | {"d-account": typed})
    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert getattr(detail, words).for_(language) in html
    assert f'value="{typed}"' in html


REFUSING = {
    (slug, d.name): d
    for slug in SLUGS
    for topic in POLICIES[slug].topics.values()
    for d in topic.details
    if d.refuse
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", REFUSING, ids=str)
def test_a_detail_that_refuses_a_mail_address_says_so_in_every_language(where, language):
    """Exness asks for the account number by mail only, so no page proves EX-50 yet."""
    detail = REFUSING[where]
    field = field_of(detail, language)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("ana.beltran+trading@correo.test")
    assert refused.value.messages == [detail.refuse_error.for_(language)]
    assert field.clean("88412077") == "88412077"


def test_exness_is_among_those_that_refuse_a_mail_address():
    assert {slug for slug, _ in REFUSING} >= {"xm", "exness"}


@pytest.mark.django_db
@pytest.mark.parametrize("mail", ["ana", "ana@", "@correo.test", "ana@correo", "a b@c.test"])
def test_a_mail_address_that_cannot_be_answered_is_refused(browser, mail):
    topic = POLICIES["xm"].topics["general"]
    response = browser.post("/xm/ask/general/", fields(topic) | {"email": mail})
    assert response.status_code == 422
    assert "name@example.org" in response.content.decode()


@pytest.mark.django_db
def test_fields_that_are_not_on_the_form_are_ignored(browser, company):
    extra = {"lane": "vip", "state": "closed", "assignee": "1", "verified": "on", "d-nothing": "x"}
    browser.post("/xm/ask/general/", fields(POLICIES["xm"].topics["general"]) | extra)
    ticket = Ticket.objects.get()
    assert (ticket.lane, ticket.state, ticket.assignee) == ("standard", "new", None)
    assert not ticket.verified
    assert "nothing" not in Message.objects.get().fields


@pytest.mark.django_db
def test_the_same_form_with_other_words_gets_a_fresh_key_and_keeps_the_words(browser):
    whole = fields(POLICIES["xm"].topics["general"])
    browser.post("/xm/ask/general/", whole)
    response = browser.post("/xm/ask/general/", whole | {"text": "Otra pregunta"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Otra pregunta" in html
    assert re.search(r'name="key" value="([^"]+)"', html)[1] != whole["key"]
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_a_broken_key_makes_no_request_and_no_failure(browser):
    whole = fields(POLICIES["xm"].topics["general"]) | {"key": "a\x00b"}
    assert browser.post("/xm/ask/general/", whole).status_code == 422
    assert not Ticket.objects.exists()


BUTTON = re.compile(r'<button class="button main">(?:<svg.*?</svg>)?\s*([^<]+)</button>', re.S)


@pytest.mark.django_db
@pytest.mark.promise("XM-98")
@pytest.mark.parametrize("zone", ["Asia/Nicosia", "America/Mexico_City"])
def test_the_promise_stands_on_the_button_in_the_readers_zone(zone):
    import time_machine

    browser = Client(headers={"accept-language": "en"})
    browser.cookies["tz"] = zone
    with time_machine.travel("2026-11-23T09:10:00+00:00", tick=False):
        html = browser.get("/xm/ask/general/").content.decode()
    said = unescape(" ".join(BUTTON.findall(html)))
    clock = {"Asia/Nicosia": "11:10", "America/Mexico_City": "03:10"}[zone]
    assert "Send: Answer by" in said
    assert "Nov 25" in said or "25 Nov" in said
    assert clock in said


@pytest.mark.django_db
@pytest.mark.parametrize("slug, topic", BY_FORM)
def test_the_button_promises_only_where_the_policy_does(browser, slug, topic):
    html = browser.get(f"/{slug}/ask/{topic}/").content.decode()
    said = " ".join(BUTTON.findall(html)).strip()
    assert said
    if slug == "etoro":
        assert said == "Send", "its page names no time"
    elif slug == "xm":
        assert said.startswith("Send: Answer by")
    else:
        assert said.startswith("Send: Usually answered by")


def channels_on(html, slug):
    """The titles of the channel cards, in the order of the page."""
    part = html.split('class="doors"')[1].split("</ul>\n</section>")[0].split("</section>")[0]
    titles = {c.title.for_("en"): c.name for c in POLICIES[slug].channels.values()}
    found = [unescape(t.strip()) for t in re.findall(r"<h3[^>]*>(?:<bdi>)?([^<]+)", part)]
    return [titles[title] for title in found if title in titles]


ROUTES = [
    pytest.param("xm", "technical", ["chat", "phone", "email"], marks=pytest.mark.promise("XM-29")),
    pytest.param("xm", "urgent", ["chat"], marks=pytest.mark.promise("XM-78")),
    pytest.param("exness", "urgent_trading", ["chat"], marks=pytest.mark.promise("EX-03")),
    pytest.param("exness", "verification", ["email"], marks=pytest.mark.promise("EX-04")),
    pytest.param("exness", "payments", ["email", "callback"], marks=pytest.mark.promise("EX-05")),
    pytest.param("exness", "technical", ["chat", "email"], marks=pytest.mark.promise("EX-06")),
    pytest.param("exness", "settings", ["chat"], marks=pytest.mark.promise("EX-07")),
    pytest.param("roxom", "support", ["chat", "email", "twitter", "telegram"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize("slug, topic, expected", ROUTES)
def test_a_topic_without_a_form_shows_its_channels_the_recommended_first(
    browser, slug, topic, expected
):
    html = browser.get(f"/{slug}/ask/{topic}/").content.decode()
    assert channels_on(html, slug) == expected
    assert "<textarea" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("slug, topic", ELSEWHERE)
def test_nothing_can_be_posted_to_a_topic_that_takes_no_form(browser, slug, topic):
    about = POLICIES[slug].topics[topic]
    assert channels_on(browser.get(f"/{slug}/ask/{topic}/").content.decode(), slug)
    browser.post(f"/{slug}/ask/{topic}/", fields(about))
    assert not Ticket.objects.exists()


@pytest.mark.django_db
def test_an_unknown_topic_or_company_is_not_found(browser):
    for path in ("/xm/ask/nothing/", "/nobody/ask/general/", "/nobody/"):
        assert browser.get(path).status_code == 404


DIGITS = {
    "Arabic": "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
    "Persian": "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
    "full width": "".join(chr(0xFF10 + n) for n in range(10)),
    "Latin": "0123456789",
}


@pytest.mark.django_db
@pytest.mark.parametrize("keyboard", DIGITS)
def test_an_account_number_of_any_keyboard_is_the_same_with_its_leading_zeros(browser, keyboard):
    typed = "00412077".translate({ord(str(n)): DIGITS[keyboard][n] for n in range(10)})
    whole = fields(POLICIES["xm"].topics["financial"]) | {"d-account": typed}
    assert browser.post("/xm/ask/financial/", whole).status_code == 302
    assert Message.objects.get().fields["account"] == "00412077"


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("\u0661\u0662\u066b\u0665", "12.5"),
        ("\uff11\uff12\uff0e\uff15", "12.5"),
        ("\uff0b\uff13\uff14600", "+34600"),
        ("TX\u0660\u0661", "TX01"),
        ("x\u00b2\u2460", "x\u00b2\u2460"),
    ],
)
def test_only_digits_and_their_signs_are_folded(typed, kept):
    assert folded(typed) == kept


def test_free_words_stay_as_they_were_typed():
    detail = next(d for d in POLICIES["shop"].topics["question"].details if d.name == "product")
    assert (
        field_of(detail, "ar").clean("\u0635\u0641\u062d\u0629 \u0663")
        == "\u0635\u0641\u062d\u0629 \u0663"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_read_by_its_name_and_not_by_its_key(language):
    slug, topic, detail = next(
        (slug, topic, d)
        for slug, name in BY_FORM
        for topic in [POLICIES[slug].topics[name]]
        for d in topic.details
        if d.kind == "choice"
    )
    chosen = detail.choices[-1]
    browser = Client(headers={"accept-language": language})
    whole = fields(topic) | {f"d-{detail.name}": chosen.name}
    browser.post(f"/{slug}/ask/{topic.name}/", whole)
    assert Message.objects.get().fields[detail.name] == chosen.name
    page = browser.get(f"/{slug}/requests/{Ticket.objects.get().number}/")
    label, title = detail.label.for_(language), chosen.title.for_(language)
    line = f'<dt>{label}</dt><dd dir="auto">{title}</dd>'
    assert line in unescape(page.content.decode())


@pytest.mark.django_db
def test_the_promise_on_the_form_is_that_of_the_customers_own_lane(browser, ask):
    import time_machine

    from tests.portal.test_signin import sign_in
    from ventanilla.people.models import Customer

    ask("shop", "question", "form")
    sign_in(browser, "shop")
    sunday = "2026-11-22T10:00:00+00:00"
    said = {}
    for lane in ("", "premium", "gone"):
        Customer.objects.update(lane=lane)
        with time_machine.travel(sunday, tick=False):
            for page in ("ask/", "ask/question/"):
                html = unescape(browser.get(f"/shop/{page}").content.decode())
                said[lane, page] = re.search(r"Usually answered by ([^<]+?)\s*<", html)[1]
    for page in ("ask/", "ask/question/"):
        assert said["premium", page] == "18:00", "priority counts on Sundays too"
        assert said["", page].startswith(("Mon", "tomorrow")), said
        assert said["gone", page] == said["", page]
