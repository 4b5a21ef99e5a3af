"""A complaint as its customer sees it: free, dated, decided, and who can be turned to."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from ventanilla.channels.email.compose import compose
from ventanilla.core.letters import Draft, Point
from ventanilla.people.actions.set_area import set_area
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Event, Message, Outgoing, Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        yield


@pytest.fixture
def visit(ask):
    """The customer's own browser, come by the link of the receipt."""

    def come(slug, topic, channel="email", **more):
        ticket = ask(slug, topic, channel, NOW, **more)
        receipt = Outgoing.objects.get(ticket=ticket.id, letter="receipt")
        browser = Client(headers={"accept-language": "en"})
        browser.get(re.search(rf"/{slug}/open/\S+", compose(receipt).get_content())[0])
        return ticket, browser, f"/{slug}/requests/{ticket.number}/"

    return come


def page(browser, path):
    return " ".join(re.sub(r"<[^>]+>", " ", browser.get(path).content.decode()).split())


def decided(ticket, user):
    from ventanilla.companies.inforce import policy_of

    draft = Draft(
        notice=policy_of(ticket.company_id, ticket.policy).notices["decision"],
        outcome="not_upheld",
        points=(Point("No llegó", "Volvió a su cuenta el 2 de noviembre."),),
        parts={
            "actions": "Pedimos el justificante al banco y lo comparamos.",
            "justification": "El extracto del 2 de noviembre muestra la devolución.",
        },
    )
    decide(ticket.company_id, ticket.id, user, draft, NOW + timedelta(days=5))


@pytest.mark.promise("XM-71", "XM-76", "XM-106")
def test_from_the_informal_stage_to_the_ombudsman_with_the_days_left(visit, marta):
    ticket, browser, path = visit("xm", "complaint")
    before = page(browser, path)
    assert "Your complaint" in before
    assert "Number in the register" in before
    assert "After our decision, or when we are late" in before
    decided(ticket, marta)
    after = page(browser, path)
    assert "Not upheld, Saturday, November 28, 2026" in after
    assert "Open to you until Sunday, March 28, 2027: 115 days left" in after
    assert "P.O. Box 26722" in after
    assert "www.financialombudsman.gov.cy" in after
    letter = Message.objects.get(ticket=ticket.id, kind="out").id
    assert f"letters/{letter}/" in browser.get(path).content.decode()


@pytest.mark.promise("RX-11", "RX-46", "RX-52")
def test_more_time_is_shown_with_both_dates_and_its_reason(visit, marta):
    ticket, browser, path = visit("roxom", "complaint", fields={"points": "A"})
    day = datetime(2027, 3, 26).date()
    words = "El banco corresponsal en Panamá aún no ha enviado su comprobante."
    extend(ticket.company_id, ticket.id, marta, MoreTime("complexity", words, day), NOW)
    seen = page(browser, path)
    assert "Free of charge for you" in seen
    both = "Wednesday, January 6, 2027, put off to Friday, March 26, 2027"
    assert f"Written response {both}" in seen
    assert words in seen


@pytest.mark.promise("XM-89", "XM-102", "EX-99")
@pytest.mark.parametrize(
    ("slug", "topic", "step"), [("xm", "general", 0), ("exness", "trading", 0)]
)
def test_a_customer_asks_for_somebody_more_senior_once(
    visit, company, marta, lucia, slug, topic, step
):
    ticket, browser, path = visit(slug, topic, "form" if slug == "xm" else "email")
    inside = [s for s in company(slug).policy.escalation if not s.external]
    assert "Ask for:" not in page(browser, path), "nobody has answered yet"
    team = company(slug).policy.topics[topic].team
    set_area(ticket.company_id, team, {"en": team.title()}, lucia.email)
    reply(ticket.company_id, ticket.id, marta, "Ya está.", NOW + timedelta(days=1))
    assert f"Ask for: {inside[step].title.for_('en')}" in page(browser, path)
    for _press in range(2):
        sent = browser.post(f"{path}escalate/", {"to": inside[step].to})
        assert sent.status_code == 302
    assert Event.objects.filter(ticket=ticket.id, kind="escalation_asked").count() == 1
    assert Ticket.objects.get(id=ticket.id).assignee == lucia.pk
    assert "Somebody more senior has your request." in page(browser, path)


def test_where_nobody_more_senior_is_known_the_wish_still_stands_in_the_thread(visit, marta):
    ticket, browser, path = visit("xm", "general", "form")
    reply(ticket.company_id, ticket.id, marta, "Ya está.", NOW + timedelta(days=1))
    inside = next(iter(s for s in _policy(ticket).escalation if not s.external))
    browser.post(f"{path}escalate/", {"to": inside.to})
    assert Event.objects.filter(ticket=ticket.id, kind="escalation_asked").exists()
    assert Ticket.objects.get(id=ticket.id).assignee is None


def _policy(ticket):
    from ventanilla.companies.inforce import policy_of

    return policy_of(ticket.company_id, ticket.policy)


def test_nobody_else_can_ask_for_it_and_a_shop_without_a_ladder_shows_none(visit, marta):
    ticket, browser, path = visit("xm", "general", "form")
    assert Client().post(f"{path}escalate/", {"to": "specialist"}).status_code == 404
    _ticket, hers, other = visit("shop", "question", "form")
    assert "If you do not agree" not in page(hers, other)
    with changing(ticket.company_id, ticket.id, NOW) as change:
        change.record("resolved", "human", actor=marta.pk)
    browser.post(f"{path}escalate/", {"to": "specialist"})
    assert not Event.objects.filter(ticket=ticket.id, kind="escalation_asked").exists()
