"""Putting a policy into force from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.stage import runner
from ventanilla.commands import company
from ventanilla.companies import inforce
from ventanilla.companies.models import Company, PolicyVersion

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch, capsys, own_policies):
    return runner(company, monkeypatch, capsys)


@pytest.fixture
def acme(tmp_path):
    """A policy file of a company of its own, so that the others are left as they are."""
    source = (ROOT / "companies" / "etoro" / "policy.toml").read_text(encoding="utf-8")
    path = tmp_path / "acme" / "policy.toml"
    path.parent.mkdir()
    path.write_text(source.replace('slug = "etoro"', 'slug = "acme"'), encoding="utf-8")
    return path


def test_the_list_names_every_company_with_its_policy(run):
    status, said = run("list")
    assert status == 0
    assert [line.split(":")[0] for line in said.splitlines()] == sorted(
        ["xm", "etoro", "exness", "roxom", "shop"]
    )
    assert all("policy" in line and "since 20" in line for line in said.splitlines())


def test_a_file_is_put_into_force_once_and_a_changed_one_as_the_next(run, acme):
    assert run("load", str(acme)) == (0, "acme: policy 1.0 is in force (number 1).\n")
    assert run("load", str(acme))[1].endswith("(number 1).\n")
    acme.write_text(acme.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert run("load", str(acme))[1].endswith("(number 2).\n")
    row = Company.objects.get(slug="acme")
    assert inforce.in_force("acme").serial == 2
    assert PolicyVersion.objects.filter(company=row).count() == 2


def test_a_file_that_cannot_be_used_is_named_and_changes_nothing(run, acme, tmp_path):
    run("load", str(acme))
    acme.write_text(acme.read_text(encoding="utf-8") + "\n[nonsense]\nx = 1\n", encoding="utf-8")
    status, said = run("load", str(acme), str(tmp_path / "missing.toml"))
    assert status == 1
    assert "nonsense" in said
    assert "missing.toml" in said
    assert inforce.in_force("acme").serial == 1


def test_one_bad_file_does_not_keep_the_good_one_out(run, acme, tmp_path):
    status, said = run("load", str(tmp_path / "missing.toml"), str(acme))
    assert status == 1
    assert "acme: policy" in said


def test_a_host_name_is_given_and_taken_away(run, settings):
    status, said = run("host", "xm", "Help.XM.test")
    assert status == 0
    assert Company.objects.get(slug="xm").host == "help.xm.test"
    assert "VENTANILLA_HOSTS" in said
    assert run("host", "xm", "")[1] == "xm: no host name of its own.\n"
    assert run("host", "nobody", "x.test")[0] == 1
