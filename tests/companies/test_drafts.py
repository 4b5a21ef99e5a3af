"""A policy changes: one person drafts, another approves, its day puts it into force by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError

from tests.companies.proposing import ANA, BEN, SOONER, text_of
from tests.companies.reading import COMPANIES
from ventanilla.channels.email.intake import take_in
from ventanilla.channels.email.store import store
from ventanilla.channels.models import Inbound
from ventanilla.companies.begun import note_begun
from ventanilla.companies.drafts import RefusedError, approve, propose, withdraw
from ventanilla.companies.inforce import companies, in_force, in_force_by_id
from ventanilla.companies.load import load_policy
from ventanilla.companies.models import Company, PolicyDraft, PolicyEvent, PolicyVersion
from ventanilla.companies.proposals import proposal_of, proposals
from ventanilla.core.policy import PolicyErrors
from ventanilla.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_policies")]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
DAY = "2026-12-01"
MIDNIGHT = datetime(2026, 11, 30, 22, tzinfo=UTC)
"""The first of December begins in Nicosia, two hours before it does in Greenwich."""
SECOND = timedelta(seconds=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def xm():
    return Company.objects.get(slug="xm")


@pytest.fixture
def drafted(xm):
    return propose("xm", text_of("xm", "1.1", DAY, SOONER), ANA, NOW, "faster")


def span(slug="xm", promise="email_answer"):
    return in_force(slug).policy.promises[promise].span.text


def log(xm):
    events = PolicyEvent.objects.filter(company=xm).order_by("id")
    return [(event.what, event.by_name, event.version) for event in events]


def test_a_draft_changes_nothing(xm, drafted):
    assert in_force("xm").policy.version == "1.0"
    assert proposal_of(xm.id, drafted.pk).state == "open"
    assert (drafted.note, drafted.by_name) == ("faster", "Ana")


def test_nobody_approves_what_they_wrote(xm, drafted):
    with pytest.raises(RefusedError):
        approve(drafted.pk, xm.id, ANA, NOW)
    assert PolicyVersion.objects.filter(company=xm).count() == 1
    assert proposal_of(xm.id, drafted.pk).state == "open"


def test_it_begins_with_its_day_in_the_companys_zone_though_no_worker_runs(xm, drafted):
    version = approve(drafted.pk, xm.id, BEN, NOW)
    assert version.starts_at == MIDNIGHT
    with time_machine.travel(MIDNIGHT - MOMENT, tick=False) as clock:
        assert (in_force("xm").serial, span()) == (1, "24 hours")
        clock.move_to(MIDNIGHT)
        assert (in_force("xm").serial, span()) == (2, "12 hours")
        assert in_force_by_id(xm.id).serial == 2
        assert next(c for c in companies() if c.slug == "xm").serial == 2


def test_whoever_holds_the_company_from_before_is_told_at_the_instant_too(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    with time_machine.travel(MIDNIGHT - MOMENT, tick=False) as clock:
        assert {c.slug: c.serial for c in companies()}["xm"] == 1
        assert in_force_by_id(xm.id).serial == 1
        clock.shift(MOMENT)
        assert {c.slug: c.serial for c in companies()}["xm"] == 2
        assert in_force_by_id(xm.id).serial == 2


def test_what_held_at_an_instant_is_known_to_the_microsecond(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    with time_machine.travel(MIDNIGHT + timedelta(days=9), tick=False):
        held = in_force("xm")
        assert held.at(MIDNIGHT - MOMENT).policy.version == "1.0"
        assert held.at(MIDNIGHT).policy.version == "1.1"
        assert held.at(NOW - timedelta(days=999)).serial == 1, "before the first one, the first"


def test_asking_for_the_policy_costs_no_query_while_it_is_known(xm, django_assert_num_queries):
    in_force_by_id(xm.id)
    with django_assert_num_queries(0):
        for _ in range(100):
            in_force_by_id(xm.id)
            in_force("xm")


def test_all_versions_of_a_company_are_one_query(xm, drafted, django_assert_num_queries):
    from ventanilla.companies import inforce

    approve(drafted.pk, xm.id, BEN, NOW)
    in_force("xm")
    inforce._known.clear()
    with django_assert_num_queries(1):
        in_force("xm")


def test_a_draft_for_today_is_in_force_at_once(xm):
    draft = propose("xm", text_of("xm", "1.1", "2026-11-25", SOONER), ANA, NOW)
    assert approve(draft.pk, xm.id, BEN, NOW).starts_at == NOW
    with time_machine.travel(NOW, tick=False):
        assert span() == "12 hours"


def test_the_worker_notes_the_day_once(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    assert note_begun(MIDNIGHT - SECOND) == 0
    assert note_begun(MIDNIGHT + 5 * SECOND) == 1
    assert note_begun(MIDNIGHT + 10 * SECOND) == 0
    begun = PolicyEvent.objects.get(company=xm, what="begun")
    assert (begun.at, begun.serial, begun.version) == (MIDNIGHT, 2, "1.1")


def test_who_did_what_is_kept_in_order(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    note_begun(MIDNIGHT)
    assert log(xm) == [
        ("loaded", "", "1.0"),
        ("drafted", "Ana", "1.1"),
        ("approved", "Ben", "1.1"),
        ("begun", "", "1.1"),
    ]


@pytest.mark.parametrize("model", [PolicyDraft, PolicyEvent, PolicyVersion])
def test_what_is_kept_can_neither_be_changed_nor_taken_away(drafted, model):
    rows = model.objects.all()
    for act in (lambda: rows.update(version="9"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
            act()


@pytest.mark.parametrize("table", ["companies_policydraft", "companies_policyevent"])
def test_the_role_of_the_desk_may_add_and_nothing_else(drafted, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('ventanilla_app', %s, 'INSERT'),"
            " has_table_privilege('ventanilla_app', %s, 'UPDATE')",
            [table, table],
        )
        assert cursor.fetchone() == (True, False)


def test_a_withdrawn_draft_is_approved_by_nobody(xm, drafted):
    withdraw(drafted.pk, xm.id, ANA, NOW)
    with pytest.raises(RefusedError):
        approve(drafted.pk, xm.id, BEN, NOW)
    again = propose("xm", text_of("xm", "1.1", DAY), BEN, NOW)
    assert approve(again.pk, xm.id, ANA, NOW).serial == 2


def test_a_draft_is_approved_once(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    with pytest.raises(RefusedError):
        approve(drafted.pk, xm.id, BEN, NOW)
    assert PolicyVersion.objects.filter(company=xm).count() == 2


@pytest.fixture
def beside(xm):
    """Whether somebody on another connection could do the next thing about XM's policies now."""
    params = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{name: params[name] for name in names if params.get(name)}) as other:

        def may_go_on():
            lock = "SELECT FROM companies_company WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED"
            found = other.execute(lock, [xm.id]).fetchone()
            other.rollback()
            return found is not None

        yield may_go_on


@pytest.mark.parametrize("what", ["propose", "approve", "withdraw", "load"])
def test_of_two_people_at_once_the_second_waits_until_the_first_is_done(xm, beside, what):
    """So whoever comes second sees what became of the draft: nothing is approved and withdrawn."""
    assert beside()
    with transaction.atomic():
        waiting = propose("xm", text_of("xm", "1.1", DAY), ANA, NOW)
        transaction.set_rollback(True)
    assert beside(), "the one before was taken back"
    if what == "propose":
        propose("xm", text_of("xm", "1.1", DAY), ANA, NOW)
    elif what == "load":
        load_policy(COMPANIES / "xm" / "policy.toml", NOW)
    else:
        PolicyDraft.objects.bulk_create([waiting])
        {"approve": approve, "withdraw": withdraw}[what](waiting.pk, xm.id, BEN, NOW)
    assert not beside()


def test_an_approved_version_that_is_withdrawn_never_begins(xm, drafted):
    approve(drafted.pk, xm.id, BEN, NOW)
    withdraw(drafted.pk, xm.id, BEN, NOW + SECOND)
    assert note_begun(MIDNIGHT) == 0
    with time_machine.travel(MIDNIGHT, tick=False):
        assert in_force("xm").serial == 1
    with pytest.raises(PolicyErrors, match="that no version has had"):
        propose("xm", text_of("xm", "1.1", DAY), ANA, NOW + SECOND)


@pytest.mark.parametrize("before", [timedelta(0), timedelta(seconds=30)])
def test_a_version_cannot_be_withdrawn_when_its_hour_is_there(xm, drafted, before):
    approve(drafted.pk, xm.id, BEN, NOW)
    with pytest.raises(RefusedError):
        withdraw(drafted.pk, xm.id, BEN, MIDNIGHT - before)


def test_a_draft_that_waited_too_long_is_not_approved_for_a_day_that_is_over(xm, drafted):
    with pytest.raises(PolicyErrors, match=r"policy\.effective.*2026-12-02 or later"):
        approve(drafted.pk, xm.id, BEN, datetime(2026, 12, 2, 9, tzinfo=UTC))


def test_of_two_drafts_for_one_day_the_second_waits_for_a_later_one(xm, drafted):
    other = propose("xm", text_of("xm", "1.2", DAY), ANA, NOW)
    approve(drafted.pk, xm.id, BEN, NOW)
    with pytest.raises(PolicyErrors, match=r"version 1\.1 comes into force on that day"):
        approve(other.pk, xm.id, BEN, NOW)


def test_two_drafts_do_not_wait_under_one_number(drafted):
    with pytest.raises(RefusedError):
        propose("xm", text_of("xm", "1.1", "2027-01-01"), BEN, NOW)


def test_a_draft_of_another_company_is_named_as_such(xm):
    with pytest.raises(PolicyErrors, match=r'policy\.slug: found "roxom"'):
        propose("xm", text_of("roxom", "2.0", DAY), ANA, NOW)


def test_a_draft_with_a_letter_that_nobody_wrote_is_refused(xm):
    new = '[notice.farewell]\ntitle = { en = "x", es = "x", zh = "x", ar = "x" }\n\n[notice.ack]'
    with pytest.raises(PolicyErrors, match=r"farewell\.txt") as caught:
        propose("xm", text_of("xm", "1.1", DAY, {"[notice.ack]": new}), ANA, NOW)
    assert len(caught.value.errors) == 4
    assert not PolicyDraft.objects.exists()


def test_a_pack_that_changed_since_is_not_approved_unseen(xm, drafted, settings, tmp_path):
    for path in settings.LAWS.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text + "\n# another word\n", encoding="utf-8")
    settings.LAWS = tmp_path
    with pytest.raises(RefusedError):
        approve(drafted.pk, xm.id, BEN, NOW)


def test_the_operators_file_does_not_undo_what_was_approved_after_it(xm, drafted, tmp_path):
    approve(drafted.pk, xm.id, BEN, NOW)
    file = tmp_path / "xm" / "policy.toml"
    file.parent.mkdir()
    file.write_text(PolicyVersion.objects.get(company=xm, serial=1).source, encoding="utf-8")
    later = MIDNIGHT + timedelta(days=1)
    assert load_policy(file, later, revert=False).serial == 1
    assert PolicyVersion.objects.filter(company=xm).count() == 2
    assert load_policy(file, later).serial == 3, "unless that is what the operator wants"


def test_drafts_of_one_company_are_not_another_ones(drafted):
    other = Company.objects.get(slug="etoro")
    assert proposals(other.id) == []
    with pytest.raises(PolicyDraft.DoesNotExist):
        approve(drafted.pk, other.id, BEN, NOW)


def test_a_mail_is_judged_by_what_was_promised_when_it_came(xm, drafted):
    """It came before midnight and was read after it: a change is no way to shed a promise."""
    approve(drafted.pk, xm.id, BEN, NOW)
    raw = "From: <{0}@mail.test>\r\nTo: support@xm.test\r\nSubject: x\r\nMessage-ID: <{0}@m>\r\n\r\nhi\r\n"
    came = {"before": MIDNIGHT - SECOND, "after": MIDNIGHT}
    with time_machine.travel(MIDNIGHT + timedelta(minutes=5), tick=False):
        for name, at in came.items():
            store("support@xm.test", "lmtp", f"{name}@mail.test", raw.format(name).encode())
            Inbound.objects.filter(sender=f"{name}@mail.test").update(received_at=at, next_at=at)
        assert take_in(MIDNIGHT + timedelta(minutes=5)) == 2
    tickets = Ticket.objects.filter(company_id=xm.id).order_by("received_at")
    assert [(t.policy, t.due_at) for t in tickets] == [
        (1, MIDNIGHT - SECOND + timedelta(hours=24)),
        (2, MIDNIGHT + timedelta(hours=12)),
    ]
