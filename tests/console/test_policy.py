"""The policy in the console: drafted with its mistakes named, compared, approved by another."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.companies.proposing import SOONER, text_of
from tests.tickets.trying import MONDAY, answered
from ventanilla.companies.inforce import in_force
from ventanilla.companies.models import PolicyDraft, PolicyEvent, PolicyVersion
from ventanilla.companies.proposals import proposal_of
from ventanilla.console import trial, trial_rows
from ventanilla.console.policy_rows import state_tag
from ventanilla.core.rates import Tally
from ventanilla.core.trial import Side
from ventanilla.people.models import Membership
from ventanilla.tickets.showing import Eyes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_policies")]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 30, 22, tzinfo=UTC)
HOME = "/console/xm/policy/"
GOOD = text_of("xm", "1.1", "2026-12-01", SOONER)


@pytest.fixture
def lead(marta, lucia, second_factor):
    """Browsers of two people who decide about policies at XM."""

    def browser(user, role):
        Membership.objects.filter(user=user, company__slug="xm").update(role=role)
        second_factor(user)
        found = Client(headers={"accept-language": "en"})
        found.force_login(user)
        return found

    with time_machine.travel(NOW, tick=False):
        yield browser(marta, "supervisor"), browser(lucia, "admin")


@pytest.fixture
def draft(lead):
    answer = lead[0].post(f"{HOME}new/", {"text": GOOD, "note": "Faster by mail"})
    assert answer.status_code == 302
    return PolicyDraft.objects.get()


def page(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


TRY = "drafts/1/?since=2026-11-01"
PATHS = ["", "new/", "compare/", "drafts/1/", TRY, "drafts/1/manual/", "drafts/1/policy.toml"]
ACTS = ["new/", "drafts/1/approve/", "drafts/1/withdraw/"]


@pytest.mark.parametrize("role", ["agent", "supervisor elsewhere"])
def test_others_find_nothing_there(lead, marta, draft, role):
    browser = lead[0]
    Membership.objects.filter(user=marta, company__slug="xm").update(role="agent")
    if role != "agent":
        Membership.objects.filter(user=marta, company__slug="etoro").update(role="admin")
    for path in PATHS:
        assert browser.get(HOME + path.replace("/1/", f"/{draft.pk}/")).status_code == 404, path
    for path in ACTS:
        assert browser.post(HOME + path.replace("/1/", f"/{draft.pk}/")).status_code == 404, path
    assert "/policy/" not in browser.get("/console/xm/").content.decode()
    assert PolicyEvent.objects.filter(draft=draft).count() == 1


def test_a_draft_of_another_company_is_not_there(lead, marta, draft):
    Membership.objects.filter(user=marta, company__slug="etoro").update(role="admin")
    for path in ("", "manual/", "policy.toml"):
        page(lead[0], f"/console/etoro/policy/drafts/{draft.pk}/{path}", 404)
    assert lead[0].post(f"/console/etoro/policy/drafts/{draft.pk}/withdraw/").status_code == 404


def test_the_navigation_leads_there(lead):
    assert f'href="{HOME}"' in page(lead[0], "/console/xm/")


def test_the_form_begins_with_the_text_in_force(lead):
    stored = PolicyVersion.objects.get(company__slug="xm").source
    html = page(lead[0], f"{HOME}new/")
    area = html[html.index("<textarea") : html.index("</textarea>")]
    assert stored.strip() in area


def test_every_mistake_is_named_with_its_place_and_nothing_is_lost(lead):
    wrong = GOOD.replace('kind = "chat"', 'kind = "caht"').replace(
        'topics = ["complaint"]', 'topics = ["complain"]'
    )
    answer = lead[0].post(f"{HOME}new/", {"text": wrong, "note": "My reasons"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    for place in ("channel.chat.kind", "promise.complaint_ack.topics"):
        assert f"<code>{place}</code>" in html
    assert 'Did you mean "chat"?' in html
    assert wrong.strip() in html
    assert "My reasons" in html
    assert not PolicyDraft.objects.exists()


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "Write the policy here"),
        ("[policy", "must be valid TOML"),
        ("x = " + "[" * 9000, "must be valid TOML"),
        (GOOD.replace('version = "1.1"', 'version = "1.0"'), "a number is needed"),
        (GOOD.replace("2026-12-01", "2026-11-24"), "2026-11-25 or later"),
        (GOOD.replace('slug = "xm"', 'slug = "etoro"'), 'this is the desk of "xm"'),
        (GOOD.replace("cy-cysec@1", "cy-cysek@1"), 'Did you mean "cy-cysec"?'),
        ("x" * 600_000, "500 KB"),
        (GOOD.replace('version = "1.1"', 'version = "1\\u0000"'), "at most 40 characters"),
        (GOOD.replace('version = "1.1"', f'version = "{"v" * 41}"'), "at most 40 characters"),
        (GOOD.replace("2026-12-01", "9999-12-31"), "a day within ten years"),
    ],
)
def test_what_cannot_be_the_next_policy_is_refused_with_the_reason(lead, text, said):
    answer = lead[0].post(f"{HOME}new/", {"text": text})
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert not PolicyDraft.objects.exists()


def test_a_file_takes_the_place_of_the_text(lead):
    file = SimpleUploadedFile("policy.toml", GOOD.encode())
    assert lead[0].post(f"{HOME}new/", {"text": "", "file": file}).status_code == 302
    assert PolicyDraft.objects.get().source == GOOD


def test_the_words_of_a_wrong_file_are_shown_to_be_mended(lead):
    file = SimpleUploadedFile("policy.toml", GOOD.replace('kind = "chat"', 'kind = "x"').encode())
    answer = lead[0].post(f"{HOME}new/", {"text": "# mine", "file": file})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'kind = "x"' in html[html.index("<textarea") :]
    binary = SimpleUploadedFile("policy.toml", b"\xff\xfe\x00")
    answer = lead[0].post(f"{HOME}new/", {"text": "# mine", "file": binary})
    assert answer.status_code == 422
    assert "UTF-8" in answer.content.decode()
    assert "# mine" in answer.content.decode()


def test_lines_of_a_browser_are_kept_as_lines_of_a_file(lead):
    lead[0].post(f"{HOME}new/", {"text": GOOD.replace("\n", "\r\n")})
    assert PolicyDraft.objects.get().source == GOOD


def test_the_draft_says_what_it_changes_in_words(lead, draft):
    html = words(page(lead[1], f"{HOME}drafts/{draft.pk}/"))
    assert "First answer by e-mail changed promise.email_answer time: how long 24 hours" in html
    assert "now 12 hours" in html
    assert "We answer e-mail within 12 hours." in html
    assert "In force from Tuesday, December 1, 2026, 00:00 (Nicosia)" in html
    assert "Drafted by Marta Gil" in html
    assert "Faster by mail" in html


def test_the_draft_lists_what_the_check_finds(lead, draft):
    html = words(page(lead[1], f"{HOME}drafts/{draft.pk}/"))
    assert html.index("contradiction") < html.index("gap") < html.index("assumption")
    assert "topic.complaint.accepts" in html


def test_the_preview_reads_as_customers_would_read_it(lead, draft):
    html = page(lead[0], f"{HOME}drafts/{draft.pk}/manual/")
    assert "We answer e-mail within 12 hours." in html
    assert "only staff see this" in html
    assert 'id="promises"' in html


def test_whoever_wrote_it_cannot_approve_it_and_is_told_so(lead, draft):
    path = f"{HOME}drafts/{draft.pk}/"
    html = page(lead[0], path)
    assert "a second person approves it" in html
    assert f'action="{path}approve/"' not in html
    answer = lead[0].post(f"{path}approve/", follow=True)
    assert "a second person approves it" in unescape(answer.content.decode())
    assert PolicyVersion.objects.filter(company__slug="xm").count() == 1


def test_a_second_person_approves_and_the_day_does_the_rest(lead, draft):
    path = f"{HOME}drafts/{draft.pk}/"
    assert f'action="{path}approve/"' in page(lead[1], path)
    assert lead[1].post(f"{path}approve/").status_code == 302
    html = words(page(lead[0], path))
    assert "Approved: comes into force by itself" in html
    assert "Approved · 1.1 · Lucía Prado" in html
    assert in_force("xm").policy.version == "1.0"
    with time_machine.travel(MIDNIGHT, tick=False):
        assert in_force("xm").policy.version == "1.1"


def test_looking_changes_nothing(lead, draft):
    for act in ("approve", "withdraw"):
        assert lead[1].get(f"{HOME}drafts/{draft.pk}/{act}/").status_code == 405


def test_a_withdrawn_draft_is_the_beginning_of_another(lead, draft):
    lead[0].post(f"{HOME}drafts/{draft.pk}/withdraw/")
    html = page(lead[0], f"{HOME}drafts/{draft.pk}/")
    assert "Withdrawn" in words(html)
    assert f"{HOME}new/?draft={draft.pk}" in html
    form = page(lead[0], f"{HOME}new/?draft={draft.pk}")
    assert 'span = "12 hours"' in form[form.index("<textarea") :]
    assert f'action="{HOME}drafts/{draft.pk}/withdraw/"' not in html


@pytest.mark.parametrize("number", ["999999", "9" * 30, "9" * 5000, "²", "x", "\0"])
def test_of_a_draft_that_never_was_nothing_begins(lead, number):
    assert lead[0].get(f"{HOME}new/", {"draft": number}).status_code == 404


def test_an_approved_version_that_was_withdrawn_is_not_withdrawn_again(lead, draft):
    path = f"{HOME}drafts/{draft.pk}/"
    lead[1].post(f"{path}approve/")
    assert f'action="{path}withdraw/"' in page(lead[0], path)
    lead[0].post(f"{path}withdraw/")
    assert f'action="{path}withdraw/"' not in page(lead[0], path)


@pytest.fixture
def outgrown(lead):
    """A draft by the words of an older desk: today's no longer knows one of them."""
    answer = lead[0].post(f"{HOME}new/", {"text": GOOD})
    assert answer.status_code == 302
    kept = PolicyDraft.objects.get()
    text = GOOD.replace('kind = "chat"', 'kind = "telegraph"').replace('"1.1"', '"1.2"')
    row = {f.attname: getattr(kept, f.attname) for f in kept._meta.fields if f.attname != "id"}
    return PolicyDraft.objects.create(**{**row, "source": text, "version": "1.2"})


def test_a_draft_that_is_no_policy_any_more_says_why_and_can_be_withdrawn(lead, outgrown):
    path = f"{HOME}drafts/{outgrown.pk}/"
    html = page(lead[1], path)
    assert "<code>channel.chat.kind</code>" in html
    assert "telegraph" in html
    assert f'action="{path}approve/"' not in html
    assert 'kind = "telegraph"' in lead[1].get(f"{path}policy.toml").content.decode()
    assert "telegraph" in page(lead[1], f"{HOME}new/?draft={outgrown.pk}")
    page(lead[1], f"{path}manual/", 404)
    said = lead[1].post(f"{path}approve/", follow=True).content.decode()
    assert "channel.chat.kind" in said
    assert PolicyVersion.objects.filter(company__slug="xm").count() == 1
    assert "Withdrawn" in lead[1].post(f"{path}withdraw/", follow=True).content.decode()
    assert PolicyEvent.objects.filter(draft=outgrown, what="withdrawn").exists()


def test_what_is_in_force_at_once_is_said_to_be_though_another_process_approved_it(lead):
    lead[0].post(f"{HOME}new/", {"text": GOOD.replace("2026-12-01", "2026-11-25")})
    draft = PolicyDraft.objects.get()
    known = in_force("xm")
    lead[1].post(f"{HOME}drafts/{draft.pk}/approve/")
    tag = state_tag(proposal_of(known.id, draft.pk), known, Eyes("en", ZoneInfo("UTC"), NOW))
    assert tag.text == "In force"


def test_versions_drafts_and_what_was_done_stand_on_one_page(lead, draft):
    lead[1].post(f"{HOME}drafts/{draft.pk}/approve/")
    with time_machine.travel(MIDNIGHT + timedelta(hours=1), tick=False):
        for browser in lead:
            browser.force_login(Membership.objects.get(company__slug="xm", role="admin").user)
        html = page(lead[1], HOME)
    said = words(html)
    assert "1.1 In force 2026-12-01 Tuesday, December 1, 2026, 00:00 (Nicosia)" in said
    assert "Drafted by Marta Gil" in said
    assert "Put into force by the operator · 1.0" in said
    assert f"{HOME}compare/?from=1&to=2" in html


def test_two_versions_are_compared_in_words(lead, draft):
    lead[1].post(f"{HOME}drafts/{draft.pk}/approve/")
    html = words(page(lead[0], f"{HOME}compare/?from=1&to=2"))
    assert "From version 1.0 to 1.1" in html
    assert "time: how long 24 hours now 12 hours" in html
    back = words(page(lead[0], f"{HOME}compare/?from=2&to=1"))
    assert "time: how long 12 hours now 24 hours" in back
    page(lead[0], f"{HOME}compare/?from=1&to=9", 404)


def test_before_there_are_two_there_is_nothing_to_compare(lead):
    assert "Nothing differs." in page(lead[0], f"{HOME}compare/")


def test_the_text_of_a_draft_is_a_download_for_staff(lead, draft):
    answer = lead[1].get(f"{HOME}drafts/{draft.pk}/policy.toml")
    assert answer.content.decode() == GOOD
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_draft_can_be_tried_on_requests_of_the_last_90_days(lead, draft):
    html = page(lead[0], f"{HOME}drafts/{draft.pk}/")
    assert "Try it on past requests" in html
    assert 'value="2026-08-27"' in html
    assert "Requests tried" not in html


def test_the_trial_names_the_request_that_would_have_been_late(lead, draft, ask, marta):
    faster, slower = answered(ask, marta, 10), answered(ask, marta, 20)
    html = page(lead[1], f"{HOME}drafts/{draft.pk}/?since=2026-11-01")
    said = words(html)
    assert "Requests tried: 2." in said
    assert f"Kept, would have been broken: 1 {slower.number}" in said
    assert f'href="/console/xm/requests/{slower.number}/"' in html
    assert faster.number not in html
    assert "First answer by e-mail 2 2 now 1 0 now 1 0 0" in said
    assert MONDAY.isoformat() not in html


def test_a_trial_without_differences_says_so(lead, draft, ask, marta):
    answered(ask, marta, 10)
    said = words(page(lead[0], f"{HOME}drafts/{draft.pk}/?since=2026-11-01"))
    assert "Every promise would have come to the same." in said
    assert "would have been broken" not in said


def test_a_trial_of_a_time_without_requests_says_so(lead, draft):
    said = words(page(lead[0], f"{HOME}drafts/{draft.pk}/?since=2026-11-01"))
    assert "Nothing was received in this time." in said


@pytest.mark.parametrize(
    "day, said",
    [
        ("2026-11-26", "This day has not come yet."),
        ("0001-01-01", "greater than or equal to"),
        ("soon", "Enter a valid date."),
        ("", "This field is required."),
    ],
)
def test_a_day_that_cannot_be_tried_is_refused_with_the_reason(lead, draft, day, said):
    html = page(lead[0], f"{HOME}drafts/{draft.pk}/?since={day}")
    assert said in words(html)
    assert "Requests tried" not in html


def test_a_page_tries_the_newest_alone_and_tells_the_command_for_all(
    lead, draft, ask, marta, monkeypatch
):
    monkeypatch.setattr(trial, "TICKETS", 2)
    for _ in range(3):
        answered(ask, marta, 20)
    said = words(page(lead[0], f"{HOME}drafts/{draft.pk}/?since=2026-11-01"))
    assert "The newest 2 of 3 requests of this time were tried." in said
    command = "ventanilla policy replay --draft 1.1 --company xm --since 2026-11-01"
    assert command in said


def test_a_share_beside_its_goal_is_not_rounded_up_to_all_of_them():
    promise = in_force("exness").policy.promises["chat_connect"]
    side = Side(promise, judged=Tally(kept=999, broken=1))
    assert trial_rows._rate(side, Eyes("en", ZoneInfo("UTC"), NOW)) == "99.9%, goal 90%"
