"""``ventanilla mail``: a pipe that says 75 at any trouble, and a parser that shows its work."""

import io
import json
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.channels.email.build import BODY, mail, multi, part
from ventanilla import cli
from ventanilla.channels.email.child import parse_apart
from ventanilla.channels.email.mail import UnreadableMailError
from ventanilla.channels.models import Inbound


@pytest.fixture
def pipe(db, monkeypatch):
    """Run the command on the test's own database with these bytes on standard input."""

    @contextmanager
    def database():
        yield ""

    monkeypatch.setattr("ventanilla.commands.start.database", database)

    def run(raw: bytes, *words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return cli.main(["mail", "receive", *words])

    return run


def test_a_mail_from_the_pipe_is_stored(pipe):
    assert pipe(mail(), "--to", "support@xm.test", "--sender", "ana@correo.test") == 0
    row = Inbound.objects.get()
    assert (row.mailbox, row.source, row.sender) == ("support@xm.test", "pipe", "ana@correo.test")
    assert bytes(row.raw) == mail()


@pytest.mark.parametrize(
    ("raw", "to"), [(b"", "support@xm.test"), (mail(), "nobody@x.test"), (mail(), "")]
)
def test_what_is_not_taken_stays_with_the_mail_server(pipe, raw, to):
    assert pipe(raw, "--to", to) == 75
    assert not Inbound.objects.exists()


@pytest.mark.parametrize(
    "error", [RuntimeError("x"), MemoryError(), KeyboardInterrupt(), SystemExit(3)]
)
def test_any_trouble_is_75(pipe, monkeypatch, error):
    def broken(*_args: object) -> None:
        raise error

    monkeypatch.setattr("ventanilla.channels.email.store.store", broken)
    assert pipe(mail(), "--to", "support@xm.test") == 75


@pytest.mark.parametrize("words", [[], ["--to"], ["--nonsense", "--to", "support@xm.test"]])
def test_even_a_wrong_flag_is_75(pipe, words):
    with pytest.raises(SystemExit) as ended:
        pipe(mail(), *words)
    assert ended.value.code == 75


def test_a_database_that_is_down_is_75():
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "-m", "ventanilla.cli", "mail", "receive", "--to", "support@xm.test"],
        input=mail(), env=environment, capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 75
    assert b"not stored" in done.stderr


def test_parse_prints_one_object_a_file(tmp_path, capsys):
    good, bad, missing = tmp_path / "a.eml", tmp_path / "b.eml", tmp_path / "c.eml"
    good.write_bytes(
        multi(
            "multipart/mixed",
            part("text/plain; charset=utf-8", BODY),
            part("image/png", b"\x89PNG"),
        )
    )
    bad.write_bytes(b"nothing")
    assert cli.main(["mail", "parse", str(good), str(bad), str(missing)]) == 1
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(first) == [
        "from", "name", "verified", "subject", "text", "new_text", "html", "attachments",
        "message_id", "in_reply_to", "references", "kind", "answerable",
    ]  # fmt: skip
    assert first["attachments"] == [{"name": "image-1.png", "type": "image/png", "size": 4}]
    assert (first["from"], first["kind"], first["answerable"]) == (
        "ana@correo.test",
        "person",
        True,
    )
    assert second["error"]
    assert third["error"]
    assert cli.main(["mail", "parse", str(good)]) == 0


def test_a_parser_that_dies_costs_only_its_mail(monkeypatch):
    from ventanilla.channels.email import child

    eater = child.Child()
    code = "import sys, resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 28,) * 2); sys.stdin.buffer.read(9); x = bytes(1 << 30)"
    real = subprocess.Popen
    with monkeypatch.context() as broken:
        broken.setattr(
            subprocess,
            "Popen",
            lambda args, **more: real(
                [sys.executable, "-c", code], stderr=subprocess.DEVNULL, **more
            ),
        )
        with pytest.raises(UnreadableMailError, match="memory or time"):
            eater.parse(mail())
    assert eater.parse(mail()).sender == "ana@correo.test"
    eater.stop()


def test_a_parser_that_hangs_is_ended(monkeypatch):
    from ventanilla.channels.email import child

    sleeper = child.Child()
    real = subprocess.Popen
    monkeypatch.setattr(child, "WALL_S", 0.2)
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda args, **more: real([sys.executable, "-c", "import time; time.sleep(60)"], **more),
    )
    with pytest.raises(UnreadableMailError, match="memory or time"):
        sleeper.parse(mail())
    assert sleeper.process is None


def test_a_large_mail_passes_through_the_child():
    found = parse_apart(
        multi(
            "multipart/mixed", part("text/plain", "x"), part("application/pdf", b"%PDF" * 5_000_000)
        )
    )
    assert found.attachments[0].size == 20_000_000


def test_the_child_needs_no_django():
    code = "import sys, ventanilla.channels.email.parse; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0
