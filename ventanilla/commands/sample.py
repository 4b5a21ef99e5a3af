"""Sample staff, customers and requests, made by running the real actions on a set clock."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.load import load_policy
from ventanilla.companies.models import Company
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Address, Customer, Membership, Team, User
from ventanilla.tickets.actions.ask_details import ask_details
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.confirm import confirm
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.actions.hand_over import hand_over
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.actions.park import park
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.actions.resolve import resolve
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.watch import note_broken

SLUGS = ("xm", "etoro", "exness", "roxom", "shop")
PASSWORD = "una frase de muestra"  # noqa: S105 - sample staff exist in `make up` only
UNITS = {"m": "minutes", "h": "hours", "d": "days"}

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
        load_policy(folder / "policy.toml", now, revert=False)
        company = in_force(slug)
        if not Team.objects.filter(company_id=company.id).exists():
            people(company, tomllib.loads((folder / "people.toml").read_text("utf-8")), now)
            say(f"{company.policy.company}: letting the sample requests happen ...")
            stories(company, folder / "sample.toml", now)


def people(company: InForce, table: dict[str, Any], now: datetime) -> None:
    """Teams, staff and customers of a company."""
    for row in table.get("team", []):
        Team.objects.get_or_create(
            company_id=company.id, slug=row["name"], defaults={"title": row["title"]}
        )
    for row in table.get("staff", []):
        _staff(company, row)
    for row in table.get("customer", []):
        _customer(company, row, now)


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
            "park": lambda: park(company.id, here, user, then.get("why", "question"), at),
        }
        staff[act]()

    return run


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
