"""Sample staff, customers and requests, made by running the real actions on a set clock."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ventanilla.channels.deliver import deliver_due
from ventanilla.channels.email.smtp import Courier
from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.load import load_policy
from ventanilla.companies.models import Company
from ventanilla.companies.proofs import Paper, give
from ventanilla.core.articles import FILES
from ventanilla.core.letters import DECISION, Draft, Point
from ventanilla.helpcentre.load import load_help
from ventanilla.people.actions.know import Contact
from ventanilla.people.actions.set_area import set_area
from ventanilla.people.models import Address, Customer, Membership, Team, User
from ventanilla.tickets.actions.answer_area import answer_area
from ventanilla.tickets.actions.ask_area import ask_area
from ventanilla.tickets.actions.ask_details import ask_details
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.confirm import confirm
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.actions.hand_over import hand_over
from ventanilla.tickets.actions.make_return import make_return
from ventanilla.tickets.actions.merge import merge
from ventanilla.tickets.actions.name_cause import name_cause
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.actions.open_incident import open_incident
from ventanilla.tickets.actions.park import park
from ventanilla.tickets.actions.raise_complaint import raise_complaint
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.actions.resolve import resolve
from ventanilla.tickets.actions.send_return import send_return
from ventanilla.tickets.actions.split import Part, split
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Check, Message, Ticket
from ventanilla.tickets.returns import returns_of
from ventanilla.tickets.watch import note_broken

SLUGS = ("xm", "etoro", "exness", "roxom", "shop")
PASSWORD = "una frase de muestra"  # noqa: S105 - sample staff exist in `make up` only
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
RECORD = timedelta(days=75)
"""So long, as the stories have it, these desks have kept their companies' records."""

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does in a story, at its instant."""

    at: datetime
    order: int
    run: Callable[[datetime], None]


def span(words: str) -> timedelta:
    """``"90m"``, ``"26h"``, ``"3d"`` as a length of time."""
    return timedelta(**{UNITS[words[-1]]: float(words[:-1])})


def fill(say: Say) -> None:
    """Load the five companies; where a company has no requests yet, let its stories happen."""
    now = timezone.now()
    for slug in SLUGS:
        folder = Path(settings.COMPANIES) / slug
        begun = now if Company.objects.filter(slug=slug).exists() else now - RECORD
        load_policy(folder / "policy.toml", begun, revert=False)
        company = in_force(slug)
        help_centre(company, folder / "help", begun)
        if not Team.objects.filter(company_id=company.id).exists():
            table = tomllib.loads((folder / "people.toml").read_text("utf-8"))
            people(company, table, now)
            proofs(company, table, now)
            say(f"{company.policy.company}: letting the sample requests happen ...")
            stories(company, folder / "sample.toml", now)
            returns(company, now)


def help_centre(company: InForce, folder: Path, now: datetime) -> None:
    """The articles of a company; what was changed in the console stays."""
    if (folder / FILES).exists():
        load_help(company, folder, now)


def people(company: InForce, table: dict[str, Any], now: datetime) -> None:
    """Teams, staff and customers of a company."""
    for row in table.get("team", []):
        set_area(company.id, row["name"], row["title"])
    for row in table.get("staff", []):
        _staff(company, row)
    for row in table.get("team", []):
        set_area(company.id, row["name"], {}, row.get("representative", ""))
    for row in table.get("customer", []):
        _customer(company, row, now)


def proofs(company: InForce, table: dict[str, Any], now: datetime) -> None:
    """What shows that the company's claims were true, so many days ago."""
    for row in table.get("proof", []):
        user = User.objects.get(email=row["by"])
        given = now - span(row["ago"])
        paper = Paper(given.date(), row["reference"])
        give(company, row["claim"], paper, Author(user.pk, user.name), given)


@cache
def sample_password() -> str:
    """The hash of the password that all sample staff share: it is made to be slow, so once."""
    return make_password(PASSWORD)


def _staff(company: InForce, row: dict[str, Any]) -> None:
    language = "zh-hans" if row["languages"][0] == "zh" else row["languages"][0]
    known = language if language in dict(settings.LANGUAGES) else "en"
    user = User.objects.filter(email=row["email"]).first()
    if user is None:
        user = User.objects.create(
            email=row["email"],
            password=sample_password(),
            name=row["name"],
            language=known,
            zone=row.get("zone", "UTC"),
        )
        Authenticator.objects.create(
            user=user,
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(settings.SAMPLE_TOTP)},
        )
    Membership.objects.get_or_create(
        company_id=company.id,
        user=user,
        defaults={
            "role": row.get("role", "agent"),
            "teams": row.get("teams", []),
            "languages": row["languages"],
        },
    )


def _customer(company: InForce, row: dict[str, Any], now: datetime) -> None:
    if Address.objects.filter(company_id=company.id, value=row["email"].lower()).exists():
        return
    fresh = new_id()
    lanes = {lane.tier: lane.name for lane in company.policy.lanes.values() if lane.tier}
    Customer.objects.create(
        company_id=company.id,
        id=fresh,
        name=row["name"],
        language=row["language"],
        zone=row.get("zone", ""),
        lane=lanes.get(row.get("tier", ""), ""),
        account=row.get("account", ""),
        since=now - timedelta(days=400 + len(row["name"]) * 31),
    )
    Address.objects.create(
        company_id=company.id, value=row["email"].lower(), customer=fresh, verified_at=now
    )


def stories(company: InForce, path: Path, now: datetime) -> None:
    """Let the stories of a file happen in the order of their instants, mail and clock included."""
    if not path.exists():
        return
    table = tomllib.loads(path.read_text("utf-8"))
    acts = [act for story in table["story"] for act in _acts(company, story, now)]
    courier = Courier(settings.SMTP_URL)
    for act in sorted(acts, key=lambda act: (act.at, act.order)):
        act.run(act.at)
        deliver_due(act.at + timedelta(seconds=2), courier)
    while note_broken(now):
        pass
    courier.close()


def returns(company: InForce, now: datetime) -> None:
    """Let a supervisor have sent every return, but the latest of each month."""
    chief = Membership.objects.filter(company_id=company.id, role="supervisor").first()
    owed = [o for o in returns_of(company, now) if o.state in {"owed", "late"}]
    latest = {o.duty.name: o.period for o in owed if o.duty.months == 1}
    for done in owed:
        day = done.period.last + timedelta(days=3)
        at = datetime.combine(day, time(12), now.tzinfo)
        if chief is None or at > now or latest.get(done.duty.name) == done.period:
            continue
        copy = make_return(company, done, "csv", chief.user.language, chief.user, at)
        reference = f"{done.duty.to[:5].upper()}-{done.period.name}"
        send_return(company, done, chief.user, day, reference, at, copy=copy.serial)


def _acts(company: InForce, story: dict[str, Any], now: datetime) -> Iterator[Act]:
    """The acts of one story: the request, then what each person does after it."""
    at = now - span(story["ago"])
    ticket: list[int] = []

    def arrive(at: datetime) -> None:
        ticket.append(receive(_incoming(company, story, at), at).ticket)

    yield Act(at, 0, arrive)
    for order, then in enumerate(story.get("then", []), start=1):
        at += span(then["after"])
        if at >= now:
            return
        yield Act(at, order, _doing(company, ticket, then, story))


def _incoming(company: InForce, story: dict[str, Any], at: datetime) -> Incoming:
    address = Address.objects.get(company_id=company.id, value=story["who"].lower())
    customer = Customer.objects.get(company_id=company.id, id=address.customer)
    return Incoming(
        company=company,
        channel=story["channel"],
        topic=story["topic"],
        contact=Contact(
            address=address.value,
            name=customer.name,
            language=customer.language,
            zone=customer.zone,
            account=customer.account,
        ),
        subject=story["subject"],
        text=story["text"],
        fields={name: str(value) for name, value in story.get("fields", {}).items()},
        received_at=at,
        verified=True,
    )


def _doing(
    company: InForce, ticket: list[int], then: dict[str, Any], story: dict[str, Any]
) -> Callable[[datetime], None]:
    act, text = then["act"], then.get("text", "")
    who = then.get("by", "")

    def run(at: datetime) -> None:
        here = ticket[0]
        if act == "write":
            contact = Contact(address=story["who"])
            words = Words(contact, text, story["channel"], own=True, received_at=at)
            follow_up(company.id, here, words, at)
            return
        if act == "confirm":
            confirm(company.id, here, at)
            return
        user = User.objects.get(email=who)
        staff: dict[str, Callable[[], None]] = {
            "take": lambda: assign(company.id, here, user, user.pk, at),
            "reply": lambda: reply(company.id, here, user, text, at, wait=then.get("wait", False)),
            "ack": lambda: reply(company.id, here, user, text, at, letter="ack"),
            "note": lambda: note(company.id, here, user, text, at),
            "ask_details": lambda: ask_details(company.id, here, user, text, (), at),
            "resolve": lambda: resolve(company.id, here, user, text, at),
            "hand_over": lambda: hand_over(company.id, here, user, then["team"], at, text),
            "ask_area": lambda: ask_area(company.id, here, user, then["team"], text, at),
            "answer_area": lambda: answer_area(
                company.id, _asked(company, here), user, then["verdict"], text, at
            ),
            "open_incident": lambda: _incident(company, here, user, then, at),
            "decide": lambda: decide(company.id, here, user, decision_draft(company, then), at),
            "extend": lambda: extend(company.id, here, user, _more_time(then, at), at),
            "raise": lambda: raise_complaint(company.id, here, user, at),
            "cause": lambda: name_cause(company.id, here, user, then["cause"], at),
            "merge": lambda: _merge(company, here, then["with"], user, at),
            "split": lambda: _split(company, here, then, user, at),
            "park": lambda: park(company.id, here, user, then.get("why", "question"), at),
        }
        staff[act]()

    return run


def _merge(company: InForce, ticket: int, subject: str, user: User, at: datetime) -> None:
    """Merge with the other request of this subject."""
    other = Ticket.objects.get(company_id=company.id, subject=subject)
    merge(company.id, ticket, other.id, user, at)


def _split(company: InForce, ticket: int, then: dict[str, Any], user: User, at: datetime) -> None:
    said = Message.objects.filter(company_id=company.id, ticket=ticket, kind="in").order_by("id")
    part = Part((said[0].id,), then["topic"], then["subject"], then["text"])
    split(company.id, ticket, user, part, at)


def _asked(company: InForce, ticket: int) -> int:
    """The question to an area that waits for its answer."""
    return Check.objects.get(company_id=company.id, ticket=ticket, verdict="").id


def _incident(
    company: InForce, ticket: int, user: User, then: dict[str, Any], at: datetime
) -> None:
    open_incident(company.id, ticket, user, then["team"], then["title"], then["text"], at)


def decision_draft(company: InForce, then: dict[str, Any]) -> Draft:
    """A decision from the words of a story."""
    return Draft(
        notice=company.policy.notices[DECISION],
        parts={"actions": then["text"], "justification": then.get("why", "")},
        outcome=then["outcome"],
        points=tuple(Point(text, answer) for text, answer in then["points"]),
    )


def _more_time(then: dict[str, Any], at: datetime) -> MoreTime:
    day = (at + span(then["until"])).date()
    return MoreTime(then["reason"], then["text"], day, then.get("institution", ""))


def sign_in_lines() -> list[str]:
    """How a newcomer signs in as a member of the sample staff."""
    first = {}
    for company in Company.objects.filter(slug__in=SLUGS).order_by("id"):
        member = Membership.objects.filter(company=company, user__email__endswith=".test")
        found = member.select_related("user").order_by("id").first()
        if found:
            first[company.slug] = found.user.email
    people = ", ".join(f"{slug}: {email}" for slug, email in first.items())
    return [
        f"Sign in    {people}",
        f"           password: {PASSWORD}",
        f"           code: on {settings.PUBLIC_URL}/mailbox/, or in an authenticator with"
        f" {settings.SAMPLE_TOTP}",
    ]
