"""Every table of the vocabulary, read into its value."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.core.policies import acme
from ventanilla.core.policy import Ending, Handle, LawSpan, Stated, Text

TITLE = {"en": "Title"}


def test_policy_and_its_publication() -> None:
    policy = acme(
        policy={
            "slug": "acme-es",
            "legal_name": "Acme S.A.",
            "spoken": ["ru"],
            "hue": 85,
            "disclaimer": {"en": "A sample.", "ru": "Пример."},
            "packs": ["eu-gdpr@1"],
            "basis": [{"page": "seed 000", "rows": ["XM-01..03"]}],
            "citations": [{"instrument": "Law", "article": "22", "rows": ["RX-36"]}],
            "published_versions": [{"version": "1.0", "date": "10/07/2024", "where": "page"}],
            "channel_lists": [{"where": "terms", "channels": ["form"]}],
        }
    )
    assert (policy.slug, policy.legal_name, policy.version) == ("acme-es", "Acme S.A.", "1.0")
    assert policy.effective == date(2026, 12, 1)
    assert (policy.languages, policy.spoken, policy.hue) == (("en",), ("ru",), 85)
    assert policy.basis[0].rows == ("XM-01", "XM-02", "XM-03")
    assert policy.channel_lists[0].channels == ("form",)
    assert policy.disclaimer.for_("ru") == "Пример."


def test_the_slug_is_the_folder_where_none_is_given() -> None:
    assert acme().slug == "acme"


def test_texts_fall_back_to_the_base_language_then_english_then_any() -> None:
    text = Text({"es": "Hola", "en": "Hello"})
    assert [text.for_(code) for code in ("es", "es-MX", "zh")] == ["Hola", "Hola", "Hello"]
    assert Text({"ar": "مرحبا"}).for_("zh") == "مرحبا"
    assert Text().for_("en") == ""
    assert not Text()
    assert text.missing(("es", "zh")) == ("zh",)


def test_one_plain_text_is_for_every_language() -> None:
    title = acme(channel={"email": {"title": "Telegram"}}).channels["email"].title
    assert title.for_("zh") == "Telegram"
    assert title.missing(("es", "zh")) == ()


def test_channel() -> None:
    policy = acme(
        channel={
            "social": {
                "kind": "social",
                "title": TITLE,
                "address": "@acme",
                "published": "@Acme",
                "address_shown": "masked",
                "schedule": "office",
                "needs": ["login"],
                "takes_files": True,
                "lanes": ["standard"],
                "listed": False,
                "handles": [{"network": "X", "handle": "@acme", "rows": ["XM-18"]}],
                "stated": [{"hours": "24x5", "rows": ["EX-09"]}, {"closed": ["sun"]}],
                "rows": ["XM-17..19"],
            }
        }
    )
    channel = policy.channels["social"]
    assert (channel.written, channel.durable, channel.monitored, channel.inbound) == (
        True,
        False,
        True,
        True,
    )
    assert channel.handles == (Handle("X", "@acme", ("XM-18",)),)
    assert channel.stated == (Stated(("EX-09",), hours="24x5"), Stated((), closed=("sun",)))
    assert channel.rows == ("XM-17", "XM-18", "XM-19")
    assert (channel.needs, channel.lanes, channel.listed) == (("login",), ("standard",), False)
    assert policy.channels["email"].durable


def test_a_channel_without_mail_needs_no_address() -> None:
    channel = {"kind": "email", "title": TITLE, "inbound": False, "monitored": False}
    assert acme(channel={"noreply": channel}).channels["noreply"].address == ""


def test_topic_and_detail() -> None:
    policy = acme(
        detail={
            "account": {
                "refuse": "email",
                "refuse_error": {"en": "The number, please"},
                "error": {"en": "Digits only"},
                "max": 10,
            },
            "reason": {
                "label": TITLE,
                "kind": "choice",
                "choices": {"a": {"title": TITLE}, "b": {"title": TITLE}},
            },
        },
        topic={
            "question": {
                "details": ["account", "reason"],
                "required": ["account"],
                "urgent": True,
                "one_question": True,
                "outside_hours": "email",
                "moves_to": "email",
                "team": "payments",
            }
        },
    )
    topic = policy.topics["question"]
    account, reason = topic.details
    assert (account.required, reason.required) == (True, False)
    assert (account.pattern, account.refuse, account.max) == ("[0-9]+", "email", 10)
    assert account.refuse_error.for_("en") == "The number, please"
    assert [choice.name for choice in reason.choices] == ["a", "b"]
    assert (topic.urgent, topic.one_question, topic.complaint, topic.free) == (
        True,
        True,
        False,
        True,
    )
    assert (topic.outside_hours, topic.moves_to, topic.team) == ("email", "email", "payments")


def test_lane_queue_and_fair_use() -> None:
    policy = acme(
        lane={
            "paid": {
                "title": TITLE,
                "ahead": 2,
                "tier": "vip",
                "schedule": "always",
                "beyond_hours": True,
                "never": ["complaint"],
                "charge": {"before": "lane_change", "amount": "5 EUR", "why": {"en": "Because"}},
            }
        },
        queue={"order": ["lane", "demoted", "parked", "arrival"], "stated": [{"way": "arrival"}]},
        fair_use={
            "trigger": [
                {"rule": "messages_per_day", "over": 10},
                {"rule": "answered_in_docs_share", "over": 0.5},
                {"rule": "agent_mark", "value": "steps_not_done"},
            ]
        },
    )
    lane = policy.lanes["paid"]
    assert (lane.ahead, lane.tier, lane.never) == (2, "vip", ("complaint",))
    assert lane.charge is not None
    assert (lane.charge.before, lane.charge.amount) == ("lane_change", "5 EUR")
    assert policy.default_lane.name == "standard"
    assert policy.queue.order == ("lane", "demoted", "parked", "arrival")
    assert policy.fair_use is not None
    assert policy.fair_use.effect == "demoted"
    assert [t.over for t in policy.fair_use.triggers] == [10.0, 0.5, None]


def test_queue_has_an_order_where_none_is_given() -> None:
    assert acme().queue.order == ("lane", "due", "arrival")
    assert acme().fair_use is None


def test_promise() -> None:
    policy = acme(
        promise={
            "answer": {
                "topics": ["question"],
                "lanes": ["standard"],
                "channels": ["email"],
                "languages": ["en"],
                "unless": ["demoted"],
                "text": {"en": "Within five days."},
                "law": [{"rule": "L-01", "span": "5 days"}],
                "stated": [{"span": "3 days", "rows": ["XM-09"]}],
                "shown": False,
            },
            "usual": {
                "title": TITLE,
                "clock": {"from": "received", "span": "2 hours"},
                "stop": {"any": [{"event": "first_answer"}, {"notice": "receipt", "by": "system"}]},
                "strength": {"usually": 0.9, "over": "30 days", "words": {"en": "usually"}},
                "extends": "answer",
                "duty": "speed",
            },
            "some_day": {
                "title": TITLE,
                "stop": {"event": "resolution"},
                "strength": "none",
            },
        }
    )
    answer, usual, some_day = policy.promises.values()
    assert (answer.duty, answer.unless, answer.shown) == ("first_answer", ("demoted",), False)
    assert answer.span is not None
    assert answer.span.text == "5 business_days"
    assert answer.law[0].rule == "L-01"
    assert isinstance(answer.law[0], LawSpan)
    assert "pause" in answer.declared
    assert usual.stop.any == (
        Ending("event", "first_answer", "any"),
        Ending("notice", "receipt", "system"),
    )
    assert (usual.strength.kind, usual.strength.share) == ("usually", 0.9)
    assert (usual.extends, usual.duty) == ("answer", "speed")
    assert (some_day.clock, some_day.span, some_day.strength.kind) == (None, None, "none")


@pytest.mark.parametrize(
    ("case", "owed"),
    [
        (("question", "standard", "email", "en"), True),
        (("question", "standard", "form", "en"), False),
        (("complaint", "standard", "email", "en"), False),
        (("question", "standard", "email", "ru"), False),
        (("question", "standard", "email", ""), True),
    ],
)
def test_a_promise_is_owed_where_every_condition_holds(
    case: tuple[str, str, str, str], owed: bool
) -> None:
    policy = acme(
        promise={"answer": {"topics": ["question"], "channels": ["email"], "languages": ["en"]}}
    )
    assert bool(policy.promises_for(*case)) == owed


def test_extension_notice_reply_and_ladder() -> None:
    policy = acme(
        extension={
            "complex": {
                "of": "promise.answer",
                "topics": ["complaint"],
                "reasons": ["complexity"],
                "notice": "notice.extension",
                "cap": "3 months",
            },
        },
        notice={
            "decision": {
                "title": TITLE,
                "fields": ["number", "outcome"],
                "when": {"unfounded": ["justification"]},
                "form": "written",
                "language": "of_case",
                "medium": "durable",
            }
        },
        reply={"channel": "same", "copy": "registered-email", "change": "notice.extension"},
        escalation={
            "step": [
                {
                    "to": "Ombudsman",
                    "title": TITLE,
                    "kind": "ombudsman",
                    "external": True,
                    "opens_on": ["decision_sent", "promise.answer broken"],
                    "window": "4 months",
                }
            ]
        },
    )
    extension = policy.extensions["complex"]
    assert (extension.of, extension.notice, extension.new_due) == (
        "answer",
        "extension",
        "stated_date",
    )
    assert extension.cap is not None
    assert extension.before_old_due
    assert policy.notices["decision"].when == {"unfounded": ("justification",)}
    assert policy.notices["decision"].medium == "durable"
    assert (policy.reply.copy, policy.reply.change) == ("registered-email", "extension")
    assert policy.escalation[0].window is not None
    assert policy.escalation[0].external


def test_gate_forbid_document_and_payment() -> None:
    policy = acme(
        gate={"attach": {"act": "attach_file", "needs": ["login"], "channels": ["form"]}},
        forbid={
            "card": {"act": "share_secret", "content": ["card_number"], "then": "redact"},
            "twice": {"act": "open_case", "then": "merge", "keep": "first_arrival"},
        },
        document={
            "address": {
                "title": TITLE,
                "accepts": ["utility_bill"],
                "max_age": "3 months",
                "quality": ["sharp"],
                "match": ["name"],
                "shows": ["card_number"],
                "reason": {"old": {"title": TITLE, "advice": TITLE, "rows": ["EX-68"]}},
            }
        },
        payment={
            "bank": {
                "title": TITLE,
                "method": "bank transfer",
                "direction": "deposit",
                "at_least": "1 business_day",
                "span": "3 business_days",
                "own": "1 hour",
                "bank": "3 business_days",
                "calendar": "es",
                "minimum": "10 USD",
            }
        },
    )
    assert policy.gates["attach"].needs == ("login",)
    assert policy.forbids["twice"].keep == "first_arrival"
    assert policy.documents["address"].reasons[0].rows == ("EX-68",)
    payment = policy.payments["bank"]
    assert payment.at_least is not None
    assert payment.own is not None
    assert (payment.minimum, payment.calendar) == ("10 USD", "es")


def test_measure_record_report_content_and_the_rest() -> None:
    policy = acme(
        measure={
            "kept": {
                "title": TITLE,
                "of": "promise.answer",
                "show": ["share_kept", "p95"],
                "period": "30 days",
                "tolerance": 0.05,
                "publish": True,
            }
        },
        record={
            "case": {
                "keep": "5 years",
                "from": "closed",
                "fields": ["received_at"],
                "number": "{code}{yy}{sequence:5}",
            }
        },
        report={
            "returns": {
                "title": TITLE,
                "to": "regulator",
                "nil": True,
                "clock": {
                    "from": "quarter_start",
                    "span": "first 20 business_days",
                    "calendar": "es",
                    "due": "end_of_day",
                },
            }
        },
        content={"faq": {"title": TITLE, "link": "acme.test/faq", "review_every": "90 days"}},
        attestation={"audit": {"title": TITLE, "every": "1 year"}},
        lifecycle={
            "reopen_within": "30 days",
            "close_needs_confirmation": True,
            "silence": "2 weeks",
        },
        official={"site": "acme.test", "says": TITLE, "rows": ["SB-37"]},
        assumption=[{"about": "policy.zone", "chosen": "Madrid", "why": "none named"}],
    )
    assert policy.measures["kept"].tolerance == 0.05
    assert (policy.records["case"].start, policy.records["case"].number) == (
        "closed",
        "{code}{yy}{sequence:5}",
    )
    assert policy.reports["returns"].clock is not None
    assert policy.contents["faq"].review_every is not None
    assert policy.attestations["audit"].every is not None
    assert policy.lifecycle.reopen_time == timedelta(days=30)
    assert policy.lifecycle.silence_time == timedelta(weeks=2)
    assert policy.official is not None
    assert policy.official.site == "acme.test"
    assert policy.assumptions[0].about == "policy.zone"


def test_questions_about_channels_and_topics() -> None:
    policy = acme(
        channel={
            "vip": {
                "kind": "email",
                "title": TITLE,
                "address": "vip@acme.test",
                "schedule": "always",
                "lanes": ["standard"],
            },
            "off": {
                "kind": "social",
                "title": TITLE,
                "inbound": False,
                "monitored": False,
            },
        },
        topic={"question": {"accepts": ["email", "form", "vip"]}},
    )
    assert [c.name for c in policy.channels_for("question")] == ["form", "email"]
    assert [c.name for c in policy.channels_for("question", "standard")] == ["form", "email", "vip"]
    assert [c.name for c in policy.recommended("question")] == ["form"]
    assert [t.name for t in policy.topics_for("email")] == ["question", "complaint"]
    assert [c.name for c in policy.doors()] == ["email", "form", "vip"]
