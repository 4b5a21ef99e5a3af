"""Law packs of a company in force: kept with the policy, run for requests, shown to agents only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.commands.stage import runner
from ventanilla.commands import company as company_command
from ventanilla.commands import policy as policy_command
from ventanilla.companies import inforce
from ventanilla.companies.inforce import in_force, policy_of
from ventanilla.companies.load import load_policy
from ventanilla.companies.models import PolicyVersion
from ventanilla.core.tables import PolicyError
from ventanilla.portal.requests import main_promise, next_steps
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Event, PromiseRow
from ventanilla.tickets.queries import standings_of, whole
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def laws(settings, tmp_path):
    """A folder of laws of its own, so that one of them can be changed."""
    folder = tmp_path / "laws"
    folder.mkdir()
    for path in (ROOT / "laws").glob("*.toml"):
        (folder / path.name).write_text(path.read_text("utf-8"), encoding="utf-8")
    settings.LAWS = folder
    return folder


@pytest.fixture
def acme(tmp_path):
    """XM's policy as another company's, so that the others are left as they are."""
    source = (ROOT / "companies" / "xm" / "policy.toml").read_text(encoding="utf-8")
    path = tmp_path / "acme" / "policy.toml"
    path.parent.mkdir()
    path.write_text(source.replace('slug = "xm"', 'slug = "acme"'), encoding="utf-8")
    return path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_each_company_runs_under_the_laws_it_names(slug):
    policy = in_force(slug).policy
    assert tuple(pack.name for pack in policy.laws) == policy.packs
    row = PolicyVersion.objects.get(company__slug=slug)
    assert set(row.packs) == {name.partition("@")[0] for name in policy.packs}


def test_an_old_version_keeps_the_law_it_was_judged_by(acme, laws):
    first = load_policy(acme, NOW)
    assert load_policy(acme, NOW).serial == first.serial
    change(laws / "cy-cysec.toml", 'span = "5 days", first_day', 'span = "3 days", first_day')
    second = load_policy(acme, NOW)
    assert (first.serial, second.serial) == (1, 2)
    spans = [
        policy_of(first.company_id, serial).promises["cy-cysec.acknowledge"].span.text
        for serial in (1, 2)
    ]
    assert spans == ["5 days", "3 days"]
    policy_of.cache_clear()


def test_a_version_of_before_packs_were_kept_runs_without_them(acme):
    now = load_policy(acme, NOW)
    same = {name: getattr(now, name) for name in ("company", "version", "effective", "source")}
    times = {"loaded_at": NOW, "starts_at": NOW}
    old = PolicyVersion.objects.create(serial=2, digest="old", **times, **same)
    policy = policy_of(old.company_id, old.serial)
    assert policy.packs
    assert not policy.laws
    policy_of.cache_clear()


def test_a_pack_that_is_missing_is_named_with_those_there_are(acme):
    change(acme, '"cy-cysec@1"', '"cy-cysek@1"')
    with pytest.raises(PolicyError) as caught:
        load_policy(acme, NOW)
    said = str(caught.value)
    assert f'{acme}: policy.packs[0]: found "cy-cysek@1"; allowed:' in said
    assert "eu-gdpr, eu-mica" in said
    assert said.endswith('Did you mean "cy-cysec"?')
    assert not PolicyVersion.objects.filter(company__slug="acme").exists()


def test_a_pack_with_a_mistake_changes_nothing(acme, laws, monkeypatch, capsys):
    change(laws / "cy-cysec.toml", 'about = "complaint"', 'about = "complain"')
    monkeypatch.setattr(inforce, "_all", [])
    status, said = runner(company_command, monkeypatch, capsys)("load", str(acme))
    assert status == 1
    assert "laws/cy-cysec.toml: promise.acknowledge.about" in said
    assert not PolicyVersion.objects.filter(company__slug="acme").exists()


def test_policy_check_prints_where_the_page_promises_less(monkeypatch, capsys):
    monkeypatch.setattr(policy_command, "database", None, raising=False)
    status, said = runner(policy_command, monkeypatch, capsys)(
        "check", str(ROOT / "companies" / "xm" / "policy.toml")
    )
    assert status == 0
    assert "9 promises and 3 of 2 laws" in said
    (line,) = [line for line in said.splitlines() if "law-stricter" in line]
    assert line.startswith("contradiction law-stricter promise.complaint_ack: ")
    assert line.endswith("[XM-74, L-01]")


# ------------------------------------------------------------------ a request under two laws


@pytest.mark.promise("XM-74")
def test_the_queue_goes_by_the_law_and_the_customer_is_told_the_page(ask, console):
    ticket = ask("xm", "complaint", "post", NOW)
    rows = {row.name: row.due_at for row in PromiseRow.objects.filter(ticket=ticket.id)}
    assert rows["complaint_ack"] == datetime(2026, 11, 27, 22, tzinfo=UTC)
    assert rows["cy-cysec.acknowledge"] == datetime(2026, 11, 25, 22, tzinfo=UTC)
    assert (ticket.due_name, ticket.due_at) == (
        "cy-cysec.acknowledge",
        rows["cy-cysec.acknowledge"],
    )
    seen = console.get(f"/console/xm/requests/{ticket.number}/promises/").content.decode()
    assert "CySEC" in seen
    assert "L-01" in seen
    assert "XM-74" in seen


@pytest.mark.parametrize("path", ["", "hours/", "ask/", "ask/complaint/"])
@pytest.mark.parametrize("slug", ["xm", "etoro", "roxom"])
def test_no_page_of_a_customer_shows_a_promise_of_a_law(client, slug, path):
    answer = client.get(f"/{slug}/{path}", headers={"accept-language": "en"})
    assert answer.status_code in {200, 302}
    page = answer.content.decode()
    for words in ("CySEC", "GDPR", "L-01", "L-13"):
        assert words not in page


def test_the_request_page_and_the_letters_name_published_promises_only(ask):
    ticket = ask("xm", "complaint", "post", NOW)
    eyes = Eyes("en", ZoneInfo("Asia/Nicosia"), NOW)
    found = whole(ticket, NOW)
    assert any(standing.promise.rule for standing in found.standings)
    main = main_promise(found, eyes)
    assert main is not None
    assert main.name == "complaint_ack"
    assert not [step for step in next_steps(found, eyes) if "CySEC" in step.title]
    assert not any(standing.promise.rule for standing in standings_of(ticket, NOW))


def test_a_customers_window_that_passes_is_not_noted_as_broken(ask):
    ticket = ask("xm", "complaint", "post", NOW)
    with changing(ticket.company_id, ticket.id, NOW + timedelta(days=1)) as change:
        change.record("decision_sent", "human", outcome="not_upheld")
        change.record("notice_sent", "human", notice="decision")
    row = PromiseRow.objects.get(ticket=ticket.id, name="cy-cysec.ombudsman")
    assert (row.state, row.due_at) == ("running", datetime(2027, 3, 21, 22, tzinfo=UTC))
    note_broken(NOW + timedelta(days=365))
    states = dict(PromiseRow.objects.filter(ticket=ticket.id).values_list("name", "state"))
    assert (states["cy-cysec.ombudsman"], states["cy-cysec.decision"]) == ("void", "kept")
    noted = Event.objects.filter(ticket=ticket.id, kind="promise_broken").values_list("detail")
    assert {detail["promise"] for (detail,) in noted} == {
        "complaint_ack",
        "cy-cysec.acknowledge",
        "receipt",  # it waits in the outbox: nobody was told
    }
