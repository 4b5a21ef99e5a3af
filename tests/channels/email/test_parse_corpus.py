"""What each mail of the corpus says: sender, subject, words, files."""

import pytest

from tests.channels.email import corpus, corpus_files
from ventanilla.channels.email.parse import parse

TABLES = {
    "sender": corpus.SENDERS,
    "subject": corpus.SUBJECTS,
    "body": corpus.BODIES,
    "files": corpus_files.FILES,
}
CASES = [
    pytest.param(raw, expected, id=f"{kind}-{name}")
    for kind, table in TABLES.items()
    for name, (raw, expected) in table.items()
]


def test_the_corpus_is_large():
    assert len(CASES) >= 120


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_a_mail_is_understood(raw, expected):
    mail = parse(raw)
    files = mail.attachments
    seen = {
        "names": [file.name for file in files],
        "contents": [file.content for file in files],
        "types": [file.type for file in files],
    }
    found = {name: seen[name] if name in seen else getattr(mail, name) for name in expected}
    assert found == expected
    assert mail.kind == "person"
    assert parse(raw) == mail
