"""Six digits by mail: ten minutes, five tries, once, at one company."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ventanilla.people import codes
from ventanilla.people.models import AccessCode, Address

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ANA = "ana@correo.test"


@pytest.fixture
def xm(ask, company):
    """A company that knows Ana."""
    ask("xm", "general", "form", NOON)
    return company("xm").id


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_is_six_digits_and_opens_once(xm):
    code = codes.issue(xm, ANA, NOON)
    assert len(code) == 6
    assert code.isdigit()
    assert codes.redeem(xm, ANA, code, NOON)
    assert not codes.redeem(xm, ANA, code, NOON)


def test_a_code_is_kept_as_a_digest_only(xm):
    code = codes.issue(xm, ANA, NOON)
    row = AccessCode.objects.get(company_id=xm, value=ANA)
    assert code not in str(vars(row))
    assert len(row.digest) == 64


@pytest.mark.parametrize(
    "after, good", [(timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)]
)
def test_a_code_works_for_ten_minutes(xm, after, good):
    code = codes.issue(xm, ANA, NOON)
    assert codes.redeem(xm, ANA, code, NOON + after) is good


@pytest.mark.parametrize("tries, good", [(4, True), (5, False)])
def test_the_fifth_wrong_try_is_the_last(xm, tries, good):
    code = codes.issue(xm, ANA, NOON)
    for _ in range(tries):
        assert not codes.redeem(xm, ANA, wrong(code), NOON)
    assert codes.redeem(xm, ANA, code, NOON) is good


def test_a_new_code_ends_the_one_before(xm):
    first = codes.issue(xm, ANA, NOON)
    second = codes.issue(xm, ANA, NOON)
    if first != second:
        assert not codes.redeem(xm, ANA, first, NOON)
    assert codes.redeem(xm, ANA, second, NOON)


def test_the_code_of_one_company_is_none_at_another(xm, ask, company):
    ask("etoro", "comment", "form", NOON)
    code = codes.issue(xm, ANA, NOON)
    other = company("etoro").id
    assert not codes.redeem(other, ANA, code, NOON)
    row = AccessCode.objects.get(company_id=xm, value=ANA)
    AccessCode.objects.create(
        company_id=other, value=ANA, digest=row.digest, expires_at=row.expires_at
    )
    assert not codes.redeem(other, ANA, code, NOON), "a digest carried over is worth nothing"


def test_the_code_of_one_address_is_none_for_another(xm, ask):
    from ventanilla.people.actions.know import Contact

    ask("xm", "general", "form", NOON, contact=Contact("eva@correo.test", "Eva", "es"))
    code = codes.issue(xm, ANA, NOON)
    codes.issue(xm, "eva@correo.test", NOON)
    row = AccessCode.objects.get(company_id=xm, value=ANA)
    AccessCode.objects.filter(value="eva@correo.test").update(digest=row.digest)
    assert not codes.redeem(xm, "eva@correo.test", code, NOON)


def test_a_stranger_gets_no_code_and_leaves_no_row(xm):
    assert codes.issue(xm, "nobody@correo.test", NOON) is None
    assert not AccessCode.objects.filter(value="nobody@correo.test").exists()
    assert not codes.redeem(xm, "nobody@correo.test", "000000", NOON)


def test_only_a_right_code_proves_the_address(xm):
    code = codes.issue(xm, "  ANA@Correo.TEST ", NOON)
    codes.redeem(xm, ANA, wrong(code), NOON)
    assert Address.objects.get(company_id=xm, value=ANA).verified_at is None
    codes.redeem(xm, ANA, code, NOON + timedelta(minutes=1))
    assert Address.objects.get(company_id=xm, value=ANA).verified_at == NOON + timedelta(minutes=1)
