"""Reads order, fair use, gates, prohibitions, closing, what is genuine and the assumptions."""

from __future__ import annotations

from ventanilla.core.policy.house import (
    ORDERS,
    Assumption,
    FairUse,
    FairUseRule,
    Forbid,
    Gate,
    HelpRules,
    Lifecycle,
    Official,
    Queue,
    elapsed,
)
from ventanilla.core.policy.read_papers import CONTENTS
from ventanilla.core.policy.reader import Reader
from ventanilla.core.tables import PolicyError

ACTS = (
    "open_case",
    "attach_file",
    "answer",
    "send_decision",
    "disclose",
    "close_case",
    "see_cases",
    "use_chat",
    "book_callback",
    "change_lane",
    "send_survey",
    "publish_support_address",
    "publish_phone",
    "reply_to_automatic_mail",
    "ask_in_public",
    "give_advice",
    "change_trade",
    "change_priority",
    "share_secret",
)
NEEDS = (
    "login",
    "login_if_customer",
    "search_shown",
    "identity_confirmed",
    "customer_confirmed",
    "area_check",
    "charge_paid",
    "slot_in_open_window",
    "decision_sent",
    "vip",
)
THENS = ("merge", "refuse", "redact", "bounce", "split", "tell")
FAIR_RULES = ("messages_per_day", "answered_in_docs_share", "agent_mark")


def read_queue(reader: Reader) -> Queue:
    """The ``[queue]`` table.

    Raises:
        PolicyError: for an order that cannot be kept. Instants hardly ever tie, so what is
            written behind ``due`` would never decide, nor anything behind ``arrival``.
    """
    found = Queue(reader.chosen("order", ORDERS), reader.stated(), reader.rows())
    reader.done()
    order = found.order or ("lane", "due", "arrival")
    _keepable(order, reader.at("order"))
    return Queue(order, found.stated, found.rows)


def _keepable(order: tuple[str, ...], place: str) -> None:
    for number, word in enumerate(order):
        if word in order[:number]:
            raise PolicyError(place, f'"{word}" twice', "name each comparator once")
        stronger = [other for other in order[:number] if other in ("due", "arrival")]
        if stronger and (word, stronger) != ("arrival", ["due"]):
            wanted = (
                "instants come last: lane, demoted and parked before due, and arrival at the end"
            )
            raise PolicyError(place, f'"{word}" behind "{stronger[0]}"', wanted)


def read_help_rules(reader: Reader) -> HelpRules:
    """The ``[help]`` table."""
    found = HelpRules(reader.share("sure") if reader.has("sure") else None, reader.rows())
    reader.done()
    return found


def read_fair_use(reader: Reader) -> FairUse:
    """The ``[fair_use]`` table with its triggers."""
    found = FairUse(
        effect=reader.choice("effect", ("demoted", "parked"), "demoted"),
        reason_required=reader.flag("reason_required", True),
        triggers=tuple(_trigger(item) for item in reader.items("trigger")),
        rows=reader.rows(),
    )
    reader.done()
    return found


def _trigger(reader: Reader) -> FairUseRule:
    rule = reader.choice("rule", FAIR_RULES)
    over = reader.raw("over")
    if rule == "answered_in_docs_share":
        over = reader.share("over")
    elif rule == "messages_per_day":
        over = float(reader.number("over"))
    found = FairUseRule(
        rule=rule,
        over=over,
        value=reader.text("value", "") if rule != "agent_mark" else reader.text("value"),
        says=reader.words("says"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_gate(name: str, reader: Reader) -> Gate:
    """One ``[gate.<name>]`` table."""
    found = Gate(
        name=name,
        act=reader.choice("act", ACTS),
        needs=reader.chosen("needs", NEEDS),
        channels=reader.texts("channels"),
        says=reader.words("says"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_forbid(name: str, reader: Reader) -> Forbid:
    """One ``[forbid.<name>]`` table."""
    found = Forbid(
        name=name,
        act=reader.choice("act", ACTS),
        content=reader.chosen("content", CONTENTS),
        when=reader.text("when", ""),
        then=reader.choice("then", THENS) if reader.has("then") else "",
        keep=reader.choice("keep", ("first_arrival", "last_arrival"), "first_arrival"),
        notice=reader.text("notice", "").removeprefix("notice."),
        says=reader.words("says"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_lifecycle(reader: Reader) -> Lifecycle:
    """The ``[lifecycle]`` table; its spans must be elapsed time."""
    found = Lifecycle(
        reopen_within=reader.span("reopen_within"),
        close_needs_confirmation=reader.flag("close_needs_confirmation", False),
        silence=reader.span("silence"),
        customer_closes=reader.flag("customer_closes", True),
        one_question=reader.flag("one_question", False),
        rows=reader.rows(),
    )
    reader.done()
    for key, span in (("reopen_within", found.reopen_within), ("silence", found.silence)):
        if span is not None and elapsed(span) is None:
            wanted = 'elapsed time such as "14 days" is needed here'
            raise PolicyError(reader.at(key), f'"{span.text}"', wanted)
    return found


def read_official(reader: Reader) -> Official | None:
    """The ``[official]`` table, None where there is none."""
    if not reader.table:
        return None
    found = Official(reader.text("site"), reader.words("says"), reader.rows())
    reader.done()
    return found


def read_assumption(reader: Reader) -> Assumption:
    """One ``[[assumption]]``."""
    found = Assumption(
        reader.text("about"), reader.text("chosen"), reader.text("why"), reader.rows()
    )
    reader.done()
    return found
