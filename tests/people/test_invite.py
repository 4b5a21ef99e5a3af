"""Staff come in by invitation: an account, its companies, and a link of which we keep a digest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from ventanilla.people.actions.invite import invite
from ventanilla.people.models import Invitation, Membership, User

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_an_invitation_makes_an_account_without_a_password(company):
    token = invite("Noa@Desk.test", "Noa", ["xm", "shop"], "agent", NOON)
    user = User.objects.get(email="noa@desk.test")
    assert not user.has_usable_password()
    found = Membership.objects.filter(user=user).values_list("company__slug", "role")
    assert set(found) == {("xm", "agent"), ("shop", "agent")}
    row = Invitation.objects.get(user=user)
    assert row.digest == sha256(token.encode()).hexdigest()
    assert row.expires_at == NOON + timedelta(days=3)
    assert len(token) >= 43, "256 bits of chance"


def test_the_same_person_invited_again_is_one_account_with_the_new_role(company):
    invite("noa@desk.test", "Noa", ["xm"], "agent", NOON)
    invite("NOA@desk.test", "Noa", ["xm"], "supervisor", NOON)
    user = User.objects.get(email="noa@desk.test")
    assert Membership.objects.get(user=user).role == "supervisor"


@pytest.mark.parametrize(
    "slugs, role, word", [(["xm", "acme"], "agent", "acme"), (["xm"], "king", "supervisor")]
)
def test_an_unknown_company_or_role_is_named_and_nothing_is_made(company, slugs, role, word):
    with pytest.raises(ValueError, match=word):
        invite("noa@desk.test", "Noa", slugs, role, NOON)
    assert not User.objects.filter(email="noa@desk.test").exists()
