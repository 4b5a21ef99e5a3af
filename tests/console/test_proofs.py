"""What a company claims about its people and its security is shown by dated papers."""

from __future__ import annotations

from hashlib import sha256

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError

from ventanilla.companies.models import Proof
from ventanilla.people.models import Membership

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 those who took part: ..."
NOW = "2026-11-22T09:00:00Z"


@pytest.fixture
def oversees(marta):
    Membership.objects.filter(user=marta).update(role="supervisor")
    return marta


@pytest.fixture
def page(console, oversees, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    with time_machine.travel(NOW, tick=False):
        yield console


def give(page, slug="roxom", claim="training", day="2026-10-01", words="List 7", **more):
    sent = {f"{claim}-dated": day, f"{claim}-reference": words, "claim": claim, "key": "k1"}
    return page.post(f"/console/{slug}/proofs/", sent | more)


def text(response):
    return response.content.decode()


@pytest.mark.promise("RX-07", "RX-31")
def test_roxom_shows_by_a_dated_list_that_its_people_are_trained(page):
    before = text(page.get("/console/roxom/proofs/"))
    assert before.count("No proof") == 2
    file = SimpleUploadedFile("curso 2026.pdf", PAPER, "application/pdf")
    assert give(page, **{"training-file": file}).status_code == 302
    after = text(page.get("/console/roxom/proofs/"))
    assert after.count("No proof") == 1
    assert "List 7" in after
    assert sha256(PAPER).hexdigest() in after
    proof = Proof.objects.get()
    got = page.get(f"/console/roxom/proofs/{proof.pk}/file/")
    assert b"".join(got.streaming_content) == PAPER
    assert "attachment" in got["Content-Disposition"]


@pytest.mark.promise("XM-110", "XM-112")
@pytest.mark.parametrize("claim", ["training", "audit"])
def test_a_year_later_the_proof_is_too_old(page, oversees, claim):
    give(page, "xm", claim, "2026-11-22", "Certificate 114")
    good = page.get("/console/xm/proofs/").context["claims"]
    assert {c.name: c.tag.text for c in good}[claim] == "Proved"
    with time_machine.travel("2027-11-23T09:00:00Z", tick=False):
        page.force_login(oversees)
        old = page.get("/console/xm/proofs/").context["claims"]
    assert {c.name: c.tag.text for c in old}[claim] == "The proof is too old"


def test_the_policy_page_counts_what_is_not_proved(page):
    def unproved():
        return page.get("/console/roxom/policy/").context["unproved"]

    assert unproved() == 2
    give(page)
    assert unproved() == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"day": "2026-11-23"}, "This lies in the future."),
        ({"day": "the first"}, "Enter a valid date."),
        ({"words": "   "}, "This field is required."),
    ],
)
def test_what_proves_nothing_is_refused_and_what_was_typed_stays(page, sent, why):
    response = give(page, **sent)
    assert response.status_code == 422
    assert why in text(response)
    assert (sent.get("words") or "List 7").strip() in text(response)
    assert not Proof.objects.exists()


def test_a_claim_that_the_policy_does_not_make_is_not_there(page):
    assert give(page, claim="honesty").status_code == 404


def test_two_presses_keep_one_proof(page):
    give(page)
    give(page)
    assert Proof.objects.count() == 1


def test_a_wrong_proof_is_taken_back_and_stays_in_the_list(page):
    give(page)
    proof = Proof.objects.get()
    for _again in range(2):
        page.post(f"/console/roxom/proofs/{proof.pk}/back/")
    after = text(page.get("/console/roxom/proofs/"))
    assert after.count("No proof") == 2
    assert "Taken back by Marta Gil" in after
    assert Proof.objects.count() == 2
    assert page.post("/console/roxom/proofs/999999/back/").status_code == 404
    assert page.post(f"/console/xm/proofs/{proof.pk}/back/").status_code == 404


def test_an_agent_who_does_not_oversee_finds_nothing_there(console):
    assert console.get("/console/roxom/proofs/").status_code == 404
    assert console.post("/console/roxom/proofs/", {"claim": "training"}).status_code == 404


def test_no_proof_is_ever_changed(page):
    give(page)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE companies_proof SET dated = '2026-01-01'")
