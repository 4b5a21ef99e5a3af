"""Search over very many messages: what each kind of search costs, and how long one waits for it.

``python -m bench.search`` fills a company of its own with 40,000 messages in 10,000 requests,
``--million`` with a million in 250,000 (some minutes, 3 GB). Each search is the whole page, asked
for over HTTP; CPU of the web process and of PostgreSQL are told apart.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.crowd import MESSAGES, RARE, Crowd, fill, people
from bench.meter import Table, cpu_ms
from bench.stage import Stage, stage

BUDGET_MS = 50.0
TIMES = 30
SMALL, MILLION = 40_000, 1_000_000


def crowded(messages: int) -> Crowd:
    """The shop's desk with so many messages."""
    from ventanilla.companies.inforce import in_force
    from ventanilla.people.actions.set_area import set_area

    shop = in_force("shop")
    agents = list(people(shop.id, 12))
    teams = ["payments", "domains", "security", "archive"]
    for team in teams:
        set_area(shop.id, team, {"en": team.title()}, "agent0@desk.test")
    crowd = Crowd(
        shop.id, shop.policy, agents, ["", *teams], messages // MESSAGES, datetime.now(UTC)
    )
    took = fill(crowd)
    print(f"     {messages:,} messages of {crowd.tickets:,} requests written in {took:.0f} s")
    return crowd


def searches(crowd: Crowd) -> Iterator[tuple[str, dict[str, str]]]:
    """What is looked for, and the fields of the form that say so."""
    today = crowd.now.date()
    owner, late = str(crowd.agents[-1]), "late"
    plain = {
        "a rare word": RARE,
        "a very frequent word": "de",
        "a word of one in ten": "contraseña",
        "the beginning of a word": "con",
        "two frequent words": "retiro banco",
        "a frequent and a rare word": f"de {RARE}",
        "a rare word and a beginning": f"{RARE} d",
        "two words never together": "retiro withdrawal 提现 سحب",
        "Chinese": "什么时候到账",
        "Arabic": "كلمة المرور",
        "a number": crowd.number,
        "a number without its dash": crowd.number.replace("-", "").lower(),
        "a person's name": "Lucía Beltrán",
        "part of a name": "beltr",
        "a mail address": "persona777@correo.test",
        "part of a mail address": "persona77@",
        "nothing found": "inexistente",
    }
    yield from ((name, {"q": words}) for name, words in plain.items())
    rare = {
        "state": "waiting",
        "topic": list(crowd.policy.topics)[-1],
        "lane": list(crowd.policy.lanes)[-1],
        "channel": list(crowd.policy.channels)[-1],
        "team": crowd.teams[-1],
        "agent": owner,
        "promise": late,
    }
    for name, value in rare.items():
        yield f"a frequent word, rare {name}", {"q": "de", name: value}
        yield f"   a word of one in ten, rare {name}", {"q": "contraseña", name: value}
        yield f"   rare {name} alone", {name: value}
    yield "a frequent word, a broken promise", {"q": "de", "promise": "broken"}
    yield "a frequent word, a month long ago", {"q": "de", **_month(today - timedelta(days=700))}
    yield "a frequent word until two years ago", {"q": "de", "until": f"{today - timedelta(725)}"}
    yield "a month long ago alone", _month(today - timedelta(days=700))
    both = {"topic": rare["topic"], "agent": owner}
    yield "a frequent word, rare topic and owner", {"q": "de", **both}
    yield "a rare word with all filters", {"q": RARE, **rare, **_month(today - timedelta(days=30))}


def _month(first: date) -> dict[str, str]:
    return {"since": f"{first}", "until": f"{first + timedelta(days=30)}"}


def measure(here: Stage, crowd: Crowd, cookie: str, table: Table) -> None:
    """Ask for every search ``TIMES`` times, one after the other, and add its row."""
    client = http.client.HTTPConnection("127.0.0.1", here.port)
    for name, typed in searches(crowd):
        path = f"/console/shop/search/?{urlencode(typed, quote_via=quote)}"
        for _ in range(3):
            size = _ask(client, path, cookie)
        web, base, waits = cpu_ms([here.serve]), cpu_ms([here.postgres]), []
        for _ in range(TIMES):
            asked = time.perf_counter()
            _ask(client, path, cookie)
            waits.append((time.perf_counter() - asked) * 1000)
        web, base = (cpu_ms([here.serve]) - web) / TIMES, (cpu_ms([here.postgres]) - base) / TIMES
        waits.sort()
        p50, p95 = waits[TIMES // 2], waits[TIMES * 95 // 100]
        note = f"web {web:.1f} + db {base:.1f}; wall p50 {p50:.0f}, p95 {p95:.0f} ms; {size} rows"
        table.add(name, web + base, "ms", BUDGET_MS, note)


def _ask(client: http.client.HTTPConnection, path: str, cookie: str) -> int:
    client.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "en"})
    answer = client.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body.count(b"data-live-id") or body.count(b"<li><a")


def main() -> None:
    """Fill, measure, print."""
    from bench.__main__ import staff_cookie

    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("--million", action="store_true", help="with a million messages")
    parser.add_argument("--messages", type=int, default=SMALL, help="with so many")
    parser.add_argument("--data", type=Path, help="the folder to work in; it is emptied at the end")
    parser.add_argument("--hold", action="store_true", help="wait for Enter before it ends")
    args = parser.parse_args()
    with stage(args.data) as here:
        os.kill(here.work, signal.SIGTERM)  # what the worker does is no part of this
        crowd = crowded(MILLION if args.million else args.messages)
        cookie, table = staff_cookie(), Table()
        measure(here, crowd, cookie, table)
        if args.hold:
            input(f"port {here.port}, {os.environ['DATABASE_URL']}\nCookie: {cookie}\n")


if __name__ == "__main__":
    main()
