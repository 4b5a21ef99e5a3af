"""A number in a path that no row can have is a page that does not exist, never an error."""

import re

import pytest

from tests.test_routes import routes
from ventanilla.people.models import Membership
from ventanilla.tickets.models import Event

pytestmark = pytest.mark.django_db
NUMBERED = sorted(
    path for path, _route in routes() if "<int:" in path and not path.startswith("staff/2fa/")
)
"""All of ours: those of the second factor are another package's, and ask to sign in again."""
NUMBERS = ("99999999999999999999", "9223372036854775807", "9" * 4_000, "9" * 5_000, "0")


def filled(path, ticket, number):
    path = re.sub("<int:[a-z]+>", number, path)
    words = {"slug": "xm", "number": ticket.number, "report": "cysec", "period": "2026-Q3"}
    return "/" + re.sub("<[a-z]+:([a-z]+)>", lambda found: words.get(found[1], "x"), path)


def test_the_desk_has_such_paths():
    assert len([path for path in NUMBERED if path.startswith("console/")]) >= 10


@pytest.mark.parametrize("path", NUMBERED)
def test_a_number_without_bounds_leads_nowhere(console, ask, path):
    Membership.objects.update(role="admin")
    ticket = ask("xm", "complaint", "email", fields={"points": "A"})
    before = Event.objects.count()
    for number in NUMBERS:
        for send in (console.get, console.post):
            answer = send(filled(path, ticket, number))
            assert answer.status_code in {404, 405}, (send.__name__, number[:20])
    assert Event.objects.count() == before
