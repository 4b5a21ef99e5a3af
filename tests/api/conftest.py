"""A program with a token of one company."""

from __future__ import annotations

import json

import pytest

from ventanilla.api.guard import SCOPES, make_token


@pytest.fixture
def program(client, company):
    """A caller with a token of one company."""

    class Caller:
        def __init__(self, slug="xm", scopes=SCOPES):
            self.token = make_token(company(slug).id, "test", list(scopes))

        def headers(self, **more):
            return {"authorization": f"Bearer {self.token}", **more}

        def get(self, path, **query):
            return client.get(f"/api/v1{path}", query, headers=self.headers())

        def post(self, path, body, **headers):
            return client.post(
                f"/api/v1{path}",
                json.dumps(body),
                "application/json",
                headers=self.headers(**headers),
            )

    return Caller
