"""The live client: one stream, signals to every tab, return after silence and refusal."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.pages import show

pytestmark = pytest.mark.browser

FAKE = """
window.streams = [];
window.EventSource = class extends EventTarget {
  constructor(url) {
    super();
    Object.assign(this, { url: String(url), readyState: 0 });
    window.streams.push(this);
  }
  close() { this.readyState = 2; }
  open() { this.readyState = 1; this.onopen?.(); }
  send(data) { this.onmessage?.({ data: JSON.stringify(data) }); }
  beat() { this.dispatchEvent(new Event("hb")); }
  fail() { this.onerror?.(); }
};
window.heard = [];
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  document.body.dataset.stream = "/stream";
  for (const name of ["vt:list", "vt:ticket-42"]) {
    document.body.addEventListener(name, () => window.heard.push(name));
  }
});
"""


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(FAKE)
    page.clock.install()
    show(page, "inbox", "en", "light")
    for _ in range(50):
        if page.evaluate("streams.length"):
            break
        page.wait_for_timeout(20)
    yield page
    context.close()


def test_signals_become_events_of_the_page(page: Any) -> None:
    page.evaluate("streams[0].open(); streams[0].send({t: 'ticket', id: 42})")
    page.evaluate("streams[0].send({t: 'list'})")
    assert json.dumps(page.evaluate("heard")) == '["vt:ticket-42", "vt:list", "vt:list"]'


def test_silence_is_noticed_and_whoever_comes_back_looks_again(page: Any) -> None:
    page.evaluate("streams[0].open(); streams[0].send({t: 'list'})")
    page.clock.run_for(39_000)
    page.evaluate("streams[0].beat()")
    page.clock.run_for(39_000)
    assert page.evaluate("streams.length") == 1
    page.clock.run_for(3_000)
    assert page.evaluate("streams.length") == 2
    before = page.evaluate("heard.length")
    page.evaluate("streams[1].open()")
    assert page.evaluate("heard").count("vt:list") >= 1
    assert page.evaluate("heard.length") > before, "no signal is kept: the page asks for its parts"


def test_refusals_are_tried_again_more_and_more_slowly(page: Any) -> None:
    for attempt in range(4):
        page.evaluate(f"streams[{attempt}].fail()")
        page.clock.run_for(int(500 * 2**attempt * 1.4))
        assert page.evaluate("streams.length") == attempt + 2
    assert page.locator("#offline").is_visible()
    page.evaluate("streams.at(-1).open()")
    assert not page.locator("#offline").is_visible()


def test_the_stream_says_how_old_its_page_is_so_that_nothing_is_missed(page: Any) -> None:
    assert page.evaluate("/[?]age=[0-9]+$/.test(streams[0].url)")
    page.evaluate("streams[0].open(); streams[0].fail()")
    page.clock.run_for(2000)
    assert page.evaluate("streams[1].url").endswith("/stream"), "who comes back looks at all again"


def test_another_tab_is_told_again_what_came_while_it_was_on_its_way(page: Any) -> None:
    page.evaluate("streams[0].open(); streams[0].send({t: 'ticket', id: 42})")
    page.evaluate(
        """window.told = []; window.other = new BroadcastChannel("vt-live:/stream");
        other.onmessage = ({ data }) => told.push(data);
        other.postMessage({ since: Date.now() - 1000, tab: 7 });
        other.postMessage({ since: Date.now() + 1000, tab: 8 });"""
    )
    page.wait_for_function("told.length")
    wanted = {"signal": {"t": "ticket", "id": 42}, "for": 7}
    assert page.evaluate("told") == [wanted]
