"""``make bench``: measured CPU per unit of work, with the budget of the design beside it.

``--big`` loads a million tickets, and a million messages to search in (a quarter of an hour);
without it there are 100,000 and 40,000.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import smtplib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from statistics import median

from bench import seed
from bench.meter import Table, measured, memory_mb
from bench.search import MILLION, SMALL, crowded, measure
from bench.stage import ROOT, Stage, stage


def api_ticket(here: Stage, token: str, table: Table, count: int = 1500) -> None:
    """New tickets through the API: committed, with promises and a receipt in the outbox.

    The worker stands still meanwhile: what PostgreSQL does for it is no part of this.
    """
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def many(worker: int, number: int) -> None:
        client = http.client.HTTPConnection("127.0.0.1", here.port)
        for n in range(number):
            body = {
                "topic": "general",
                "subject": "Retiro pendiente",
                "text": "El domingo pedí retirar 4.800 USD y sigue en proceso.",
                "customer": {"email": f"c{worker}-{n}@correo.test", "language": "es"},
            }
            client.request("POST", "/api/v1/tickets", json.dumps(body), headers)
            answer = client.getresponse()
            answer.read()
            if answer.status != 201:
                raise RuntimeError(f"the API answered {answer.status}")

    many(99, 100)
    pids = [here.serve, here.postgres]
    os.kill(here.work, signal.SIGSTOP)  # sending the receipts is a row of its own
    with measured(pids) as spent, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda w: many(w, count // 4), range(4)))
    os.kill(here.work, signal.SIGCONT)
    table.add(
        "new ticket through the API", spent.cpu / count, "ms", 2.0, f"{count / spent.seconds:.0f}/s"
    )


def mail_ticket(here: Stage, table: Table, count: int = 300) -> None:
    """Mails through LMTP; then each step of the worker by itself, the worker standing still."""
    from django.conf import settings
    from django.utils import timezone

    from ventanilla.channels.deliver import deliver_due
    from ventanilla.channels.email.intake import take_in
    from ventanilla.channels.email.smtp import Courier
    from ventanilla.channels.models import Inbound
    from ventanilla.tickets.models import Outgoing

    while Outgoing.objects.filter(state="pending").exists():
        time.sleep(0.2)
    with measured(here.pids) as whole:
        with smtplib.LMTP("127.0.0.1", here.lmtp) as door:
            for n in range(count):
                door.sendmail(f"ana{n}@correo.test", ["support@xm.test"], mail(n))
        while (
            Inbound.objects.filter(state="new").exists()
            or Outgoing.objects.filter(state="pending").exists()
        ):
            time.sleep(0.1)
    done = Inbound.objects.filter(state="done").count()
    os.kill(here.work, signal.SIGSTOP)
    from ventanilla.channels.email.store import store

    for n in range(count, count * 2):
        store("support@xm.test", "lmtp", f"ana{n}@correo.test", mail(n))
    courier = Courier(settings.SMTP_URL)
    take_in(timezone.now())
    with measured([os.getpid(), here.postgres]) as taken:
        while take_in(timezone.now()):
            pass
    with measured([os.getpid(), here.postgres]) as sent:
        while deliver_due(timezone.now(), courier):
            pass
    os.kill(here.work, signal.SIGCONT)
    table.add(
        "mail to ticket (parsed apart, threaded, opened)", taken.cpu / (count - 10), "ms", 6.0
    )
    table.add(
        "its receipt (written, sent by SMTP, recorded)",
        sent.cpu / count,
        "ms",
        20.0,
        "no budget set",
    )
    table.add(
        "mail from LMTP to receipt, whole desk",
        whole.cpu / max(done, 1),
        "ms",
        26.0,
        f"{done} of {count}, no budget set",
    )


def mail(n: int) -> bytes:
    """An ordinary mail."""
    text = (
        f"From: Ana <ana{n}@correo.test>\r\nTo: support@xm.test\r\n"
        f"Subject: Retiro {n}\r\nMessage-ID: <{n}.{time.time_ns()}@correo.test>\r\n"
        "\r\nEl domingo pedí retirar.\r\n"
    )
    return text.encode()


def page(here: Stage, path: str, cookie: str, count: int = 60) -> float:
    """CPU milliseconds of one page, as the median of six series."""
    client = http.client.HTTPConnection("127.0.0.1", here.port)
    headers = {"Cookie": cookie, "Accept-Language": "es"}

    def once() -> None:
        client.request("GET", path, headers=headers)
        answer = client.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")

    for _ in range(10):
        once()
    series = []
    for _ in range(6):
        with measured([here.serve, here.postgres]) as spent:
            for _ in range(count // 6):
                once()
        series.append(spent.cpu / (count // 6))
    return median(series)


def staff_cookie() -> str:
    """The session of an agent with a second factor."""
    from importlib import import_module

    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from ventanilla.companies.models import Company
    from ventanilla.people.models import Membership, User

    user = User.objects.create_user("bench@desk.test", "a long enough password", name="Bench")
    for company in Company.objects.all():
        Membership.objects.create(company=company, user=user)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def due_instants(table: Table) -> None:
    """The clock alone, warm, in this process."""
    from ventanilla.core.clocks import due
    from ventanilla.core.facts import Occurrence
    from ventanilla.core.policy import parse_policy

    path = ROOT / "companies" / "roxom" / "policy.toml"
    policy = parse_policy(path.read_text("utf-8"), str(path))
    clock = policy.promises["ack"].clock
    if clock is None:
        return
    start = datetime(2026, 3, 27, 22, 10, tzinfo=UTC)
    events = [
        [Occurrence("received", start + timedelta(minutes=n), "customer")] for n in range(2000)
    ]
    for event in events:
        due(clock, event)
    before = time.process_time()
    for event in events:
        due(clock, event)
    table.add(
        "due instant, warm (5 business days)", (time.process_time() - before) / 2000 * 1e6, "µs", 30
    )


def sizes(here: Stage, table: Table, cookie: str, *, big: bool) -> None:
    """Inbox, ticket page and search over more and more tickets."""
    from ventanilla.companies.models import Company
    from ventanilla.tickets.models import Ticket

    company = Company.objects.get(slug="xm").id
    model = Ticket.objects.filter(company_id=company).order_by("id").first()
    if model is None:
        return
    done, first = 0, 0.0
    for size in (1_000, 100_000, *((1_000_000,) if big else ())):
        took = seed.fill(company, model.id, done + 1, size)
        done = size
        cost = page(here, "/console/xm/", cookie)
        first = first or cost
        name = f"{size:,}"
        table.add(f"inbox, first 50 of {name}", cost, "ms", 10, f"loaded in {took:.0f} s")
        table.add(f"   growth over 1,000 at {name}", cost / first, "x", 1.2)
        table.add(
            f"ticket page at {name}",
            page(here, f"/console/xm/requests/{model.number}/?part=thread", cookie),
            "ms",
            10,
        )
        table.add(
            f"promise board, a day at {name}", page(here, "/console/xm/board/", cookie), "ms", 50
        )
        table.add(
            f"promise board, its window at {name}",
            page(here, "/console/xm/board/?over=window", cookie),
            "ms",
            50,
        )
        for word, kind in (("pendiente", "a word of all"), (str(size // 2), "a rare word")):
            table.add(
                f"search for {kind} at {name}",
                page(here, f"/console/xm/search/?q={word}", cookie),
                "ms",
                10 if size < 10**6 else 50,
            )


def main() -> int:
    """Run the measurements that exist and print the table."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--big", action="store_true", help="also with a million tickets")
    args = parser.parse_args()
    (ROOT / ".data").mkdir(exist_ok=True)
    table = Table()
    print("CPU of all server processes, PostgreSQL included; this machine, now.\n")
    with stage() as here:
        from ventanilla.api.guard import make_token
        from ventanilla.api.models import Token
        from ventanilla.companies.models import Company

        table.add("memory at rest, everything", memory_mb(here.pids), "MB", 300)
        due_instants(table)
        token = make_token(Company.objects.get(slug="xm").id, "bench", ["tickets:write"])
        Token.objects.update(rate=10**9)
        cookie = staff_cookie()
        api_ticket(here, token, table)
        mail_ticket(here, table)
        sizes(here, table, cookie, big=args.big)
        os.kill(here.work, signal.SIGTERM)  # what the worker does is no part of the searches
        measure(here, crowded(MILLION if args.big else SMALL), cookie, table)
    over = [line for line in table.lines if not line.kept]
    print(f"\n{len(table.lines) - len(over)} of {len(table.lines)} rows within their budget.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
