"""The customer's pages, without JavaScript."""

import pytest
from django.test import Client

from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db
SLUGS = ("xm", "etoro", "exness", "roxom", "shop")


@pytest.fixture
def ana(company):
    """A customer's browser, in Spanish, in Madrid."""
    browser = Client(headers={"accept-language": "es"})
    browser.cookies["tz"] = "Europe/Madrid"
    return browser


def fields(topic):
    values = {
        "key": "k-1",
        "name": "Ana Beltrán",
        "email": "ana@correo.test",
        "subject": "No puedo entrar",
        "text": "Desde ayer no puedo entrar.",
        "has_account": "no",
    }
    samples = {
        "text": "algo",
        "account-number": "88412077",
        "amount": "100",
        "phone": "+34600000000",
        "transaction-id": "TX123456",
        "datetime": "2026-11-20T10:00",
        "url": "https://tienda.test/",
    }
    for detail in topic.details:
        if detail.kind == "choice":
            values[f"d-{detail.name}"] = detail.choices[0].name
        elif detail.kind != "file":
            values[f"d-{detail.name}"] = samples[detail.kind]
    return values


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["es", "en", "zh", "ar"])
@pytest.mark.parametrize("page", ["", "ask/", "hours/", "find/", "sign-in/"])
def test_every_page_is_there_in_every_language(client, company, slug, language, page):
    response = client.get(f"/{slug}/{page}", headers={"accept-language": language})
    assert response.status_code == 200
    html = response.content.decode()
    assert f'lang="{"zh-hans" if language == "zh" else language}"' in html
    assert ('dir="rtl"' in html) == (language == "ar")


@pytest.mark.parametrize("slug", ["xm", "etoro", "shop"])
def test_a_request_by_form_gets_its_number_and_promise_at_once(ana, company, slug):
    from ventanilla.portal.cards import form_channel

    policy = company(slug).policy
    topic = next(
        t
        for t in policy.topics.values()
        if form_channel(policy, t.name)
        and not any(d.kind == "file" and d.required for d in t.details)
    )
    response = ana.post(f"/{slug}/ask/{topic.name}/", fields(topic), follow=True)
    ticket = Ticket.objects.get(company_id=company(slug).id)
    html = response.content.decode()
    assert response.status_code == 200
    assert ticket.number in html
    assert ana.get(f"/{slug}/requests/{ticket.number}/").status_code == 200


def test_the_form_sent_twice_is_one_request(ana, company):
    topic = company("xm").policy.topics["general"]
    for _ in range(2):
        ana.post("/xm/ask/general/", fields(topic))
    assert Ticket.objects.filter(company_id=company("xm").id).count() == 1


def test_a_company_with_a_host_name_of_its_own_is_found_there(company, settings):
    from ventanilla.companies.models import Company

    settings.ALLOWED_HOSTS = ["help.xm.test", "localhost"]
    Company.objects.filter(slug="xm").update(host="help.xm.test")
    browser = Client(headers={"host": "help.xm.test", "accept-language": "es"})
    assert "XM" in browser.get("/").content.decode()
    assert browser.get("/ask/general/").status_code == 200
    assert browser.get("/xm/ask/general/").status_code == 200
    assert "Tienda" not in browser.get("/").content.decode()


def test_a_strangers_browser_sees_the_same_for_an_existing_and_a_missing_request(ana, company, ask):
    ticket = ask("xm", "general", "form")
    there = ana.get(f"/xm/requests/{ticket.number}/")
    missing = ana.get("/xm/requests/XM-2222-2222/")
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content


@pytest.mark.parametrize(
    "topic, recommended",
    [
        pytest.param("general", {"chat", "email"}, marks=pytest.mark.promise("XM-28")),
        pytest.param("financial", {"email", "phone"}, marks=pytest.mark.promise("XM-31")),
    ],
)
def test_beside_the_form_stands_what_the_company_recommends_for_the_topic(
    ana, company, topic, recommended
):
    policy = company("xm").policy
    page = ana.get(f"/xm/ask/{topic}/", headers={"accept-language": "en"}).content.decode()
    aside = page.partition("Recommended for this")[2].partition("</section>")[0]
    shown = {c.name for c in policy.channels.values() if f"<h3>{c.title.for_('en')}</h3>" in aside}
    assert shown == recommended


@pytest.mark.parametrize(
    "told, words", [("", "Nicosia time"), ("America/Bogota", "your time (Bogota)")]
)
def test_a_zone_is_called_the_readers_only_when_the_browser_has_told_it(ana, company, told, words):
    ana.cookies["tz"] = told
    sent = ana.post("/xm/ask/general/", fields(company("xm").policy.topics["general"]))
    page = ana.get(sent["Location"], headers={"accept-language": "en"}).content.decode()
    assert words in page
    assert "47 h 59" in page or "2 d" in page, "48 hours that began a moment ago are not a day"
