"""Lint, item by item of A.6, each on a small policy that has just this flaw.

The machine finds 1-5, 7-10, 12-20, 22, 23, 25-30 by comparing values. Of 6, 11, 24 it finds the
gap because the file must fill it in: no zone, no calendar or no hours is a mistake or a gap, and
the assumption that fills it is listed with every promise that rests on it. 21 (which of two laws)
and 28's figure (an example is no promise) are read by people; the machine only finds that two
instruments are cited, and that a topic has no deadline.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.policies import acme, findings
from ventanilla.core.policy import lint

TITLE = {"en": "Title"}
DAYS = {"from": "received", "span": "30 business_days", "calendar": "es", "pause": "never"}


def one(code: str, **parts: Any) -> dict[str, Any]:
    """The only finding of a code, as a table of its parts."""
    found = findings(code, **parts)
    assert len(found) == 1, found
    return {"place": found[0].place, "rows": found[0].rows, **found[0].text.values}


def promise(**parts: Any) -> dict[str, Any]:
    base = {
        "title": TITLE,
        "clock": {"from": "received", "span": "24 hours"},
        "stop": {"event": "first_answer", "by": "human"},
    }
    return {**base, **parts}


def test_the_small_policy_has_no_findings() -> None:
    assert lint(acme()) == ()


def test_the_gravest_come_first() -> None:
    policy = acme(
        assumption=[{"about": "policy.zone", "chosen": "x", "why": "y"}],
        channel={"email": {"address_shown": "masked", "stated": [{"hours": "24x7"}]}},
    )
    assert [f.severity for f in lint(policy)] == ["contradiction", "gap", "assumption"]


# ------------------------------------------------------------------ hours


def test_1_a_form_of_hours_against_the_table() -> None:
    found = one("hours-differ", channel={"email": {"stated": [{"hours": "24x5"}]}})
    assert (found["said"], found["table"]) == (120, "45")
    assert findings("hours-differ", channel={"email": {"stated": [{"hours": "9x5"}]}}) == []


def test_2_a_rest_day_that_opens() -> None:
    stated = [{"closed": ["fri", "sat"], "rows": ["EX-47"]}]
    found = one("rest-day-open", channel={"email": {"stated": stated}})
    assert (found["day"], found["rows"]) == ("fri", ("EX-47",))


def test_5_urgent_with_nobody_there() -> None:
    urgent = {"question": {"urgent": True, "rows": ["EX-03"]}}
    assert one("urgent-closed", topic=urgent)["rows"] == ("EX-03",)
    away = {"question": {"urgent": True, "outside_hours": "email"}}
    assert one("urgent-outside-hours", topic=away)["channel"] == "email"
    staffed = {"email": {"schedule": "always"}}
    assert findings("urgent-closed", topic=urgent, channel=staffed) == []
    assert findings("urgent-outside-hours", topic=away, channel=staffed) == []


def test_9_hours_beyond_hours() -> None:
    lane = {"vip": {"title": TITLE, "ahead": 1, "beyond_hours": True, "rows": ["XM-50"]}}
    assert one("lane-without-hours", lane=lane)["rows"] == ("XM-50",)
    scheduled = {"vip": {**lane["vip"], "schedule": "always"}}
    assert findings("lane-without-hours", lane=scheduled) == []
    found = one("lane-beyond-always", lane=scheduled, channel={"email": {"schedule": "always"}})
    assert found["channels"] == "email"


def test_10_hours_in_a_zone_without_summer_time() -> None:
    office = {"office": {"zone": "UTC"}}
    assert one("fixed-zone", schedule=office)["zone"] == "UTC"
    assert findings("fixed-zone", schedule=office, policy={"zone": "Asia/Shanghai"}) == []
    assert findings("fixed-zone", schedule={"office": {"zone": "Europe/London"}}) == []


def test_11_a_channel_without_hours() -> None:
    post = {"kind": "post", "title": TITLE, "address": "Box 1", "rows": ["XM-34"]}
    assert one("hours-missing", channel={"post": post})["rows"] == ("XM-34",)


# ------------------------------------------------------------------ promises


def test_3_4_one_duty_with_two_spans() -> None:
    found = one("spans-differ", promise={"usual": promise(rows=["EX-88"])})
    assert found["rows"] == ("XM-08", "EX-88")
    assert (found["a"], found["b"]) == ("5 business_days", "24 hours")
    other = promise(topics=["complaint"])
    apart = {"answer": {"topics": ["question"]}, "usual": other}
    assert findings("spans-differ", promise=apart) == []


def test_8_mail_and_form_with_two_spans() -> None:
    by_channel = {"answer": {"channels": ["email"]}, "usual": promise(channels=["form"])}
    assert one("channels-differ", promise=by_channel)["b"] == "24 hours"
    assert findings("spans-differ", promise=by_channel) == []


def test_13_page_against_law() -> None:
    law = {"answer": {"law": [{"rule": "L-01", "span": "5 days"}]}}
    assert one("law-differs", promise=law)["rows"] == ("XM-08", "L-01")
    same = {"answer": {"law": [{"rule": "L-01", "span": "5 business_days"}]}}
    assert findings("law-differs", promise=same) == []


def test_16_one_figure_with_two_ends() -> None:
    clock = {"from": "received", "span": "5 business_days", "calendar": "es", "pause": "never"}
    ended = promise(clock=clock, stop={"event": "resolution", "by": "human"}, rows=["RX-28"])
    assert one("stops-differ", promise={"solved": ended})["rows"] == ("XM-08", "RX-28")


def test_17_an_extension_shorter_than_what_it_extends() -> None:
    external = promise(
        clock={"from": "external_step_opened", "span": "15 days", "pause": "never"},
        stop={"event": "external_step_closed"},
        extends="answer",
    )
    long = {"answer": {"clock": DAYS}, "external": external}
    assert one("extension-shorter", promise=long)["short"] == "15 days"
    assert findings("extension-shorter", promise={"external": external}) == []


def test_19_days_to_say_received_although_always_open() -> None:
    slow = {"answer": {"duty": "acknowledge"}}
    assert findings("slow-although-open", promise=slow) == []
    always = {"email": {"schedule": "always", "rows": ["RX-22"]}}
    found = one("slow-although-open", promise=slow, channel=always)
    assert (found["channels"], found["rows"]) == ("email", ("XM-08", "RX-22"))


def test_26_a_share_made_of_words() -> None:
    strength = {"usually": 0.95, "over": "30 days", "words": {"en": "almost always"}}
    found = one("share-from-words", promise={"answer": {"strength": strength}})
    assert (found["said"], found["share"]) == ("almost always", 95)


def test_28_a_topic_without_a_deadline() -> None:
    found = one("no-deadline", promise={"answer": {"topics": ["complaint"]}})
    assert found["place"] == "topic.question"
    only_receipt = findings("no-deadline", promise={"answer": {"channels": ["email"]}})
    assert {f.text.values["channels"] for f in only_receipt} == {"form"}


def test_a_promise_without_a_figure() -> None:
    quick = {"title": TITLE, "stop": {"event": "first_answer"}, "strength": "none"}
    assert one("no-figure", promise={"quick": quick})["place"] == "promise.quick"


@pytest.mark.parametrize(
    ("stop", "show", "said"),
    [
        ({"event": "first_answer", "by": "human"}, ["p50"], ""),
        ({"event": "first_answer", "by": "human"}, ["share_kept"], "has no due time"),
        ({"notice": "receipt", "by": "human"}, ["p50"], "ends with no answer"),
        ({"event": "first_answer", "by": "system"}, ["p50"], "ends with no answer"),
    ],
)
def test_a_measure_of_nothing(stop: dict[str, Any], show: list[str], said: str) -> None:
    quick = {"title": TITLE, "rows": ["XM-05"], "stop": stop, "strength": "none"}
    measure = {"title": TITLE, "of": "quick", "show": show}
    found = findings("measure-empty", promise={"quick": quick}, measure={"m": measure})
    assert [finding.place for finding in found] == (["measure.m"] if said else [])
    assert all(said in str(finding.text) for finding in found)


def test_a_long_clock_that_does_not_say_whether_it_pauses() -> None:
    silent = promise(clock={"from": "received", "span": "2 months"}, stop={"event": "resolution"})
    assert one("pause-undeclared", promise={"solved": silent})["place"] == "promise.solved.clock"
    short = promise(clock={"from": "received", "span": "5 minutes"})
    assert findings("pause-undeclared", promise={"answer2": short}) == []


def test_an_extension_without_an_end() -> None:
    extension = {"of": "answer", "reasons": ["complexity"], "notice": "extension"}
    assert one("uncapped-extension", extension={"x": extension})["of"] == "answer"
    capped = {"x": {**extension, "cap": "3 months"}}
    assert findings("uncapped-extension", extension=capped) == []
    assert one("late-extension", extension={"x": {**extension, "before_old_due": False}})


# ------------------------------------------------------------------ process


def test_7_a_paper_that_shows_what_must_not_be_sent() -> None:
    found = one(
        "paper-against-forbid",
        document={"card": {"title": TITLE, "shows": ["card_number"], "rows": ["EX-63"]}},
        forbid={
            "card": {
                "act": "share_secret",
                "content": ["card_number", "password"],
                "then": "redact",
                "rows": ["EX-94"],
            }
        },
    )
    assert found["rows"] == ("EX-63", "EX-94")


def test_12_complaints_refused_or_not_looked_for() -> None:
    refused = one("complaint-refused", topic={"complaint": {"accepts": ["form"]}})
    assert refused["channels"] == "email"
    unseen = one("complaint-undetected", topic={"complaint": {"detect_in": []}})
    assert unseen["topics"] == "question"
    assert one("no-complaints", topic={"complaint": {"complaint": False}})


def test_14_silence_without_a_rule() -> None:
    waiting = {"close_needs_confirmation": True, "rows": ["XM-44"]}
    assert one("silence-undeclared", lifecycle=waiting)["rows"] == ("XM-44",)
    assert findings("silence-undeclared", lifecycle={**waiting, "silence": "14 days"}) == []


@pytest.mark.parametrize("how", ["masked", "empty"])
def test_15_an_address_that_the_page_hides(how: str) -> None:
    assert one("address-hidden", channel={"email": {"address_shown": how}})["how"] == how


def test_18_two_ways_of_answering() -> None:
    ways = [{"way": "same", "rows": ["RX-59"]}, {"way": "registered-email", "rows": ["RX-14"]}]
    assert one("reply-differs", reply={"stated": ways})["rows"] == ("RX-59", "RX-14")
    assert findings("reply-differs", reply={"stated": ways[:1]}) == []


def test_25_an_order_that_is_not_the_stated_one() -> None:
    stated = [{"way": "arrival", "rows": ["SB-13"]}]
    queue = {"order": ["lane", "arrival"], "stated": stated}
    assert one("order-differs", queue=queue)["others"] == "lane"
    assert findings("order-differs", queue={"order": ["arrival"], "stated": stated}) == []


def test_27_a_channel_without_an_address() -> None:
    phone = {"kind": "phone", "title": TITLE, "inbound": False, "rows": ["SB-29"]}
    assert one("address-missing", channel={"phone": phone})["rows"] == ("SB-29",)
    unwatched = {**phone, "monitored": False}
    assert findings("address-missing", channel={"phone": unwatched}) == []


def test_29_forbidden_and_then() -> None:
    forbid = {"twice": {"act": "open_case", "rows": ["SB-41"]}}
    assert one("forbid-without-then", forbid=forbid)["rows"] == ("SB-41",)


def test_30_the_day_a_letter_arrives() -> None:
    post = {"kind": "post", "title": TITLE, "address": "Box 1", "schedule": "office"}
    assert one("post-arrival", channel={"post": post})["place"] == "channel.post"
    record = {"case": {"keep": "5 years", "fields": ["received_at", "recorded_at"]}}
    assert findings("post-arrival", channel={"post": post}, record=record) == []


def test_a_price_without_an_amount_and_a_complaint_that_pays() -> None:
    charge = {"before": "lane_change"}
    lane = {"paid": {"title": TITLE, "ahead": 1, "charge": charge, "rows": ["SB-10"]}}
    assert one("charge-without-amount", lane=lane)["rows"] == ("SB-10",)
    assert one("complaint-paid", lane=lane)["place"] == "lane.paid"
    never = {"paid": {**lane["paid"], "never": ["complaint"]}}
    assert findings("complaint-paid", lane=never) == []
    assert one("complaint-paid", topic={"complaint": {"free": False}})["place"] == "topic.complaint"


# ------------------------------------------------------------------ publication


def test_20_one_version_with_two_dates() -> None:
    versions = [
        {"version": "1.0", "date": "10/07/2024", "where": "a", "rows": ["RX-20"]},
        {"version": "1.0", "date": "11/15/2024", "where": "b", "rows": ["RX-76"]},
    ]
    published = {"published_versions": versions}
    assert one("version-dates", policy=published)["rows"] == ("RX-20", "RX-76")
    assert one("ambiguous-date", policy=published)["date"] == "10/07/2024"


def test_21_two_instruments() -> None:
    citations = [
        {"instrument": "law", "article": "22"},
        {"instrument": "regulation", "article": "22"},
    ]
    assert one("citations-differ", policy={"citations": citations})["article"] == "22"


def test_22_a_list_that_leaves_out_a_channel() -> None:
    lists = [{"where": "terms", "channels": ["form"], "rows": ["RX-71"]}]
    assert one("list-omits", policy={"channel_lists": lists})["channels"] == "email"


def test_23_a_ladder_without_a_regulator() -> None:
    step = {"to": "Office", "title": TITLE, "kind": "consumer-office", "external": True}
    assert one("no-regulator", escalation={"step": [step]})["last"] == "Office"
    regulator = {**step, "kind": "regulator"}
    assert findings("no-regulator", escalation={"step": [step, regulator]}) == []


def test_6_11_24_an_assumption_is_listed_with_what_rests_on_it() -> None:
    about = [{"about": "calendar.es", "chosen": "Spain", "why": "none named", "rows": ["EX-71"]}]
    found = one("assumed", assumption=about)
    assert found["rows"] == ("EX-71", "XM-08")


def test_words_that_are_missing_in_a_language() -> None:
    found = findings("words-missing", policy={"languages": ["en", "es"]})
    assert "channels.email.title" in {finding.place for finding in found}
    assert {finding.text.values["languages"] for finding in found} == {"es"}


def test_more_languages_claimed_than_named() -> None:
    assert one("languages-fewer", policy={"languages_claimed": 30})["named"] == 1
