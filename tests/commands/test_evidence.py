"""A bundle of evidence, and the program beside it that checks it without the desk."""

from __future__ import annotations

import ast
import json
import random
import re
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given
from hypothesis import settings as choose
from hypothesis import strategies as st

from tests.commands.stage import runner
from ventanilla.channels.deliver import deliver
from ventanilla.commands import evidence
from ventanilla.core.chain import START, Link, forge
from ventanilla.core.merkle import path, root
from ventanilla.people.models import Customer
from ventanilla.tickets import evidence as making
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.anchor import anchor_due, file_of, signing_key
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Message, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.standalone import verify_evidence as alone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("elsewhere")]
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def run(monkeypatch, capsys):
    return runner(evidence, monkeypatch, capsys)


class Post:
    def __init__(self):
        self.sent = []

    def send(self, mail, recipient):
        self.sent.append(mail.as_bytes())


def post(ticket, now):
    """Send what waits for a ticket; gives the mails as they went out."""
    taken = Post()
    for row in Outgoing.objects.filter(ticket=ticket.id, state="pending").order_by("id"):
        deliver(row, now, taken)
    return taken.sent


@pytest.fixture
def story(ask, marta):
    """Asked, receipt sent, answered by mail, anchored twice, then noted: not anchored any more."""
    ticket = ask("xm", "general", "form", MONDAY)
    ask("xm", "general", "form", MONDAY + HOUR)
    ask("etoro", "comment", "form", MONDAY + 50 * HOUR)
    sent = post(ticket, MONDAY + timedelta(minutes=1))
    anchor_due(MONDAY + HOUR)
    reply(ticket.company_id, ticket.id, marta, "Ya está.", MONDAY + 2 * HOUR)
    sent += post(ticket, MONDAY + 2 * HOUR)
    anchor_due(MONDAY + 3 * HOUR)
    note(ticket.company_id, ticket.id, marta, "Bien.", MONDAY + 4 * HOUR)
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id), sent


@pytest.fixture
def written(run, story, tmp_path):
    folder = tmp_path / "bundle"
    status, said = run(story[0].number, "--out", str(folder))
    assert status == 0, said
    return folder


def check(folder, *words):
    """Run the verifier as a stranger would: Python alone, no packages, nothing of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify_evidence.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    return done.returncode, done.stdout + done.stderr


def parse(mail):
    return message_from_bytes(mail, policy=default)


def document(folder):
    return json.loads((folder / "evidence.json").read_text("utf-8"))


def sign_again(folder, book):
    """What the desk itself could do: another document under its own signature."""
    text = json.dumps(book, ensure_ascii=False).encode()
    (folder / "evidence.json").write_bytes(text)
    (folder / "evidence.sig").write_text(signing_key().sign(text).hex())


def test_the_verifier_is_short_and_needs_the_standard_library_only():
    text = making.VERIFIER.read_text("utf-8")
    assert len(text.splitlines()) < 150
    tree = ast.parse(text, feature_version=(3, 8))
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_bundle_as_it_was_written_is_whole(written, story):
    ticket, _sent = story
    status, said = check(written)
    assert status == 0, said
    assert "BROKEN" not in said
    assert f"chain of {ticket.seq} events" in said
    assert f"anchored up to event {ticket.seq - 1} of {ticket.seq}" in said
    assert said.endswith("All is whole.\n")


def test_the_letters_are_those_that_were_sent(written, story):
    _ticket, sent = story
    (part,) = document(written)["tickets"]
    letters = [(written / letter["file"]).read_bytes() for letter in part["letters"]]
    ids = [message_from_bytes(mail)["Message-ID"] for mail in sent]
    assert [message_from_bytes(mail)["Message-ID"] for mail in letters] == ids
    assert [letter["message_id"] for letter in part["letters"]] == ids
    assert b"Ya est" in letters[1]
    for mail, was in zip(letters, sent, strict=True):
        said, words = (parse(text).get_content().splitlines() for text in (mail, was))
        differing = [(a, b) for a, b in zip(said, words, strict=True) if a != b]
        links = sum("/open/" in words for _said, words in differing)
        assert len(differing) == links, (
            "the promise of the receipt was kept since, and it says the same"
        )
        heads = {name for name in dict(parse(was)) if parse(mail)[name] != parse(was)[name]}
        assert heads == {"Reply-To"}


def test_no_key_of_the_customer_is_in_the_bundle(written, story):
    """Who holds the link reads as the customer, who holds the address writes as she does."""
    _ticket, sent = story
    keys = {re.search(r"/open/([^/\s]+)", parse(was).get_content())[1] for was in sent}
    keys |= {parse(was)["Reply-To"] for was in sent}
    everything = b"".join(p.read_bytes() for p in written.rglob("*") if p.is_file())
    mails = [parse(p.read_bytes()).get_content() for p in written.glob("letters/*")]
    assert all("/open/left-out" in mail for mail in mails)
    for key in keys:
        assert key.encode() not in everything
        assert not any(key in mail for mail in mails)


def test_the_bundle_holds_policy_promises_and_the_days_that_were_counted(written, story):
    ticket, _sent = story
    (part,) = document(written)["tickets"]
    from ventanilla.companies.models import PolicyVersion

    policy = PolicyVersion.objects.get(company_id=ticket.company_id, serial=ticket.policy)
    assert (written / part["policy_file"]).read_text("utf-8") == policy.source
    laws = {f"xm-{ticket.policy}-{name}.toml": text for name, text in policy.packs.items()}
    assert laws, "XM names the laws it is under"
    for name, text in laws.items():
        assert (written / "policies" / name).read_text("utf-8") == text
    rows = PromiseRow.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    assert {said["name"]: said["state"] for said in part["promises"]} == {
        row.name: row.state for row in rows
    }
    (answer,) = [said for said in part["promises"] if said["name"] == "form_answer"]
    assert answer["due_at"] == (MONDAY + 48 * HOUR).isoformat()
    assert answer["working"][-1].startswith("due 2026-11-25")
    assert [day["day"] for day in answer["calendar"]] == ["2026-11-23", "2026-11-24", "2026-11-25"]


def test_nobody_else_may_read_it(written):
    assert stat.S_IMODE(written.stat().st_mode) == 0o700


def test_each_of_three_hundred_flipped_bytes_is_found(written):
    """Anywhere but in the verifier itself, which the reader has from us and not from the file."""
    chance = random.Random(5)
    files = [p for p in sorted(written.rglob("*")) if p.is_file() and p.suffix != ".py"]
    assert {path.suffix for path in files} == {".json", ".sig", ".toml", ".eml"}
    for _number in range(300):
        path = chance.choice(files)
        whole = path.read_bytes()
        spoilt = bytearray(whole)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        try:
            broken = not all(good for good, _words in alone.check(written, "", None))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            broken = True
        path.write_bytes(whole)
        assert broken, path.name


@pytest.mark.parametrize("name", ["evidence.json", "evidence.sig", "letters", "policies"])
def test_a_flipped_byte_is_said_by_the_program_too(written, name):
    path = written / name
    path = next(path.iterdir()) if path.is_dir() else path
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    path.write_bytes(spoilt)
    status, said = check(written)
    assert status == 1
    assert "BROKEN" in said


def test_a_missing_file_is_said(written):
    shutil.rmtree(written / "letters")
    status, said = check(written)
    assert status == 1
    assert "BROKEN" in said


def test_an_event_changed_under_a_new_signature_breaks_the_chain(written):
    book = document(written)
    book["tickets"][0]["events"][2]["kind"] = "closed"
    sign_again(written, book)
    status, said = check(written)
    assert status == 1
    assert "first break: 3" in said


def _chained_anew(part):
    head = START
    for event in part["events"]:
        link = Link(
            part["company"],
            part["id"],
            event["seq"],
            event["kind"],
            datetime.fromisoformat(event["at"]),
            event["by"],
            event["actor"],
            event["detail"],
        )
        head = forge(head, link)
        event["hash"] = head.hex()


def test_a_chain_written_anew_under_a_new_signature_is_in_no_anchor(written):
    book = document(written)
    part = book["tickets"][0]
    _chained_anew(part)
    assert part == document(written)["tickets"][0]  # written anew as it was: nothing changes
    part["events"][1]["at"] = "2026-11-23T08:00:00.000000+00:00"
    _chained_anew(part)
    sign_again(written, book)
    status, said = check(written)
    assert status == 1
    assert "first break: none" in said
    assert said.count("BROKEN") == 3  # both anchors, and how far they reach


def test_a_tail_cut_off_under_a_new_signature_is_found(written):
    book = document(written)
    del book["tickets"][0]["events"][-2:]
    sign_again(written, book)
    assert check(written)[0] == 1


def test_a_letter_that_no_event_speaks_of_is_found(written):
    book = document(written)
    book["tickets"][0]["letters"][0]["id"] += 1
    sign_again(written, book)
    assert check(written)[0] == 1


def test_a_letter_with_other_words_under_a_new_signature_is_not_the_one_that_was_sent(written):
    book = document(written)
    name = book["tickets"][0]["letters"][1]["file"]
    other = (written / name).read_bytes().replace(b"Ya est", b"No est")
    (written / name).write_bytes(other)
    book["files"][name] = sha256(other).hexdigest()
    sign_again(written, book)
    status, said = check(written)
    assert status == 1
    assert "BROKEN  " + book["tickets"][0]["number"] + ": letter answer sent" in said
    assert said.count("BROKEN") == 1


def test_a_letter_stays_as_it_was_sent_whatever_is_changed_later(run, story, tmp_path):
    ticket, _sent = story
    Customer.objects.filter(id=ticket.customer).update(name="Otra Persona")
    Message.objects.filter(ticket=ticket.id, kind="out").update(text="Otra cosa.")
    assert run(ticket.number, "--out", str(tmp_path / "later"))[0] == 0
    (part,) = document(tmp_path / "later")["tickets"]
    words = [(tmp_path / "later" / letter["file"]).read_bytes() for letter in part["letters"]]
    assert b"Ya est" in words[1]
    assert not any(b"Otra" in mail for mail in words)
    assert check(tmp_path / "later")[0] == 0


def test_of_an_erased_letter_its_digest_stays(run, story, tmp_path):
    ticket, _sent = story
    Outgoing.objects.filter(ticket=ticket.id, letter="answer").update(copy=None)
    assert run(ticket.number, "--out", str(tmp_path / "later"))[0] == 0
    (part,) = document(tmp_path / "later")["tickets"]
    assert [letter["trouble"] for letter in part["letters"]] == ["", "erased"]
    assert "file" not in part["letters"][1]
    status, said = check(tmp_path / "later")
    assert (status, "letter answer sent" in said) == (0, True)


def test_letters_from_before_they_were_kept_are_written_again(run, ask, tmp_path, monkeypatch):
    monkeypatch.setattr("ventanilla.channels.deliver._noted", lambda row: row.letter != "receipt")
    ticket = ask("xm", "general", "form", MONDAY)
    (row,) = Outgoing.objects.filter(ticket=ticket.id)
    with changing(ticket.company_id, ticket.id, MONDAY) as change:
        change.record("notice_sent", notice="receipt", letter=str(row.id))
    post(ticket, MONDAY)
    assert run(ticket.number, "--out", str(tmp_path / "old"))[0] == 0
    (part,) = document(tmp_path / "old")["tickets"]
    assert (
        ticket.number
        in parse((tmp_path / "old" / part["letters"][0]["file"]).read_bytes())["Subject"]
    )
    assert check(tmp_path / "old")[0] == 0


def test_anchors_of_another_key_are_found(written):
    book = document(written)
    for anchor in book["anchors"].values():
        anchor["signature"] = Ed25519PrivateKey.generate().sign(b"x").hex()
    sign_again(written, book)
    status, said = check(written)
    assert status == 1
    assert said.count("BROKEN") == 2


def test_the_reader_may_hold_it_against_key_and_anchors_of_his_own(written, tmp_path):
    key = document(written)["key"]
    own = tmp_path / "own.jsonl"
    own.write_text(file_of("xm").read_text())
    assert check(written, "--key", key, "--anchors", str(own))[0] == 0
    assert check(written, "--key", "0" * 64)[0] == 1
    own.write_text(own.read_text().splitlines()[0] + "\n")
    assert check(written, "--anchors", str(own))[0] == 1


def test_days_are_those_of_the_company(run, story, tmp_path):
    def numbers(*words):
        folder = tmp_path / str(random.random())
        status, said = run(*words, "--out", str(folder))
        assert status == 0, said
        assert check(folder)[0] == 0
        return len(document(folder)["tickets"])

    assert numbers("--from", "2026-11-23", "--to", "2026-11-23") == 2
    assert numbers("--from", "2026-11-23", "--to", "2026-11-25") == 3
    assert numbers("--from", "2026-11-23", "--to", "2026-11-25", "--company", "etoro") == 1


def test_what_cannot_be_written_is_said(run, story, tmp_path):
    number = story[0].number
    assert run()[0] == 2
    assert run("--from", "2026-11-23")[0] == 2
    assert run(number, "--from", "2026-11-23", "--to", "2026-11-23")[0] == 2
    assert run(number, "--out", str(tmp_path))[0] == 1
    assert run("XM-0000-0000", "--out", str(tmp_path / "new"))[0] == 1
    assert run(number, "--company", "etoro", "--out", str(tmp_path / "new"))[0] == 1
    assert not (tmp_path / "new").exists()


@choose(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80), st.integers(0, 511))
def test_the_verifiers_signatures_are_those_of_rfc_8032(text, bit):
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert alone.signed(public, signature, text)
    assert not alone.signed(public, signature, text + b"x")
    turned = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
    assert not alone.signed(public, turned, text)
    larger = int.from_bytes(signature[32:], "little") + alone.ORDER
    if larger < 2**256:  # the same scalar once more: RFC 8032 refuses it
        assert not alone.signed(public, signature[:32] + larger.to_bytes(32, "little"), text)


def test_the_verifier_knows_the_signatures_of_the_rfc_itself():
    """RFC 8032, 7.1, tests 1 and 2."""
    first = (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "",
    )
    second = (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "72",
    )
    for words in (first, second):
        assert alone.signed(*map(bytes.fromhex, words))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20), st.data())
def test_the_verifiers_proofs_are_those_of_the_core(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    way = [digest.hex() for digest in path(leaves, index)]
    top = root(leaves).hex()
    assert alone.in_tree(leaves[index], way, index, len(leaves), top)
    assert not alone.in_tree(leaves[index] + b"x", way, index, len(leaves), top)
    assert not alone.in_tree(leaves[index], [*way, "00" * 32], index, len(leaves), top)
    assert sha256(b"").hexdigest() != top
