"""Set aside with a reason: behind the others, and its clocks go on unless the policy says so."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.tickets.test_actions import again, promise
from ventanilla.console.rows import listed
from ventanilla.core.parking import REASONS
from ventanilla.tickets.actions.park import park, unpark

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.promise("SB-42")
@pytest.mark.parametrize("why", sorted(REASONS))
def test_it_stands_behind_all_others_and_says_why(ask, company, marta, why):
    shop = company("shop")
    first = ask("shop", "question", "form", MONDAY)
    second = ask("shop", "question", "form", MONDAY + timedelta(hours=1))
    place = again(first).rank, again(first).sort_at
    park(shop.id, first.id, marta, why, MONDAY)
    parked = again(first)
    assert (parked.state, parked.parked_why) == ("parked", why)
    assert parked.rank > again(second).rank, "parked: last"
    queue, resting = listed(shop, "all", marta.pk, MONDAY)
    assert [row.id for row in queue] == [second.id]
    assert [(row.id, row.parked_why) for row in resting] == [(first.id, why)]
    unpark(shop.id, first.id, marta, MONDAY)
    assert (again(first).rank, again(first).sort_at) == place, "in its old place by arrival"
    assert again(first).parked_why == ""


@pytest.mark.promise("SB-42")
def test_its_clocks_go_on_unless_the_policy_says_otherwise(ask, marta):
    asked = ask("xm", "general", "form", MONDAY)
    due = promise(asked, "form_answer").due_at
    park(asked.company_id, asked.id, marta, "outside", MONDAY + timedelta(hours=1))
    running = promise(asked, "form_answer")
    assert (running.state, running.due_at) == ("running", due)
    assert again(asked).due_at == due, "and its due is still shown"
    bought = ask("shop", "question", "form", MONDAY)
    park(bought.company_id, bought.id, marta, "question", MONDAY + timedelta(hours=1))
    assert promise(bought, "same_day").state == "void", "the shop's policy: unless parked"


def test_a_reason_that_is_not_in_the_list_is_refused(ask, marta):
    ticket = ask("shop", "question", "form", MONDAY)
    for why in ("", "because"):
        with pytest.raises(ValueError, match="Choose why"):
            park(ticket.company_id, ticket.id, marta, why, MONDAY)
    park(ticket.company_id, ticket.id, marta, "area", MONDAY)
    with pytest.raises(ValueError, match="already"):
        park(ticket.company_id, ticket.id, marta, "area", MONDAY)
