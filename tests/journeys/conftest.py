"""One real desk, real mail on loopback, a real browser; each journey tells a company's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import stage
from tests.journeys.people import Agent, Customer
from tools.cast import Reader
from tools.desk import Desk


@pytest.fixture(scope="session")
def chromium() -> Any:
    return stage.chromium()


@pytest.fixture(scope="session")
def desk(chromium: Any) -> Iterator[Desk]:
    """Started by ``ventanilla up`` as a newcomer would; Ctrl-C must end it well."""
    del chromium
    yield stage.desk()
    stage.close()


@pytest.fixture
def customer(desk: Desk, chromium: Any) -> Iterator[Callable[..., Customer]]:
    """A customer's browser, without JavaScript unless the story says otherwise."""
    opened: list[Any] = []

    def enter(slug: str, name: str, mail: str, language: str, **how: Any) -> Customer:
        reader = Reader(language=language, script=how.pop("script", False), **how)
        context = reader.context(chromium, desk)
        opened.append(context)
        return Customer(desk, slug, context.new_page(), name, mail)

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def agent(desk: Desk, chromium: Any) -> Iterator[Callable[..., Agent]]:
    """A member of staff, signed in with password and code; once for each person and run."""
    opened: list[Any] = []

    def enter(slug: str, mail: str, language: str = "es") -> Agent:
        state = desk.states.get(mail)
        context = Reader(language=language).context(chromium, desk, state)
        opened.append(context)
        page = context.new_page()
        here = Agent(desk, slug, page, mail)
        if state is None:
            here.sign_in()
            desk.states[mail] = context.storage_state()
        return here

    yield enter
    for context in opened:
        context.close()
