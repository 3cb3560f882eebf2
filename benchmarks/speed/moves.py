"""Moves of a slider in a real browser, timed inside the browser.

The clock starts with the key event and stops when an outline of the page's first chart has another
shape: a MutationObserver is told as soon as Plotly has drawn, so nothing is polled. A Streamlit page is
watched further, until its script has run and all of it has followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

from benchmarks.speed.fan import Figure

WATCH = """
(() => {
  let sent = null;
  const state = "data-test-script-state";
  const start = event => {
    sent = event.timeStamp;
    window.redrawnAfter = window.followedAfter = null;
  };
  addEventListener("keydown", start, true);
  new MutationObserver(() => {
    const running = document.querySelector(`[${state}="running"]`);
    if (sent !== null && !running) window.followedAfter = performance.now() - sent;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: [state] });
  new MutationObserver(records => {
    const chart = document.querySelector(".js-plotly-plot");
    const redrawn = record =>
      chart && chart.contains(record.target) && record.target.getAttribute("d") !== record.oldValue;
    if (sent !== null && window.redrawnAfter === null && records.some(redrawn)) {
      window.redrawnAfter = performance.now() - sent;
    }
  }).observe(document, {
    subtree: true, attributes: true, attributeFilter: ["d"], attributeOldValue: true,
  });
})();
"""
SHOWN = """
() => {
  const plain = (_, value) => value?._inputArray ? Array.from(value._inputArray) : value;
  const { data, layout } = document.querySelector(".js-plotly-plot");
  return JSON.parse(JSON.stringify({ data, layout }, plain));
}
"""
AT_END = "slider => (slider.value ?? slider.ariaValueNow) === (slider.max ?? slider.ariaValueMax)"
_CHART = ".js-plotly-plot .scatterlayer path"
_WAIT = 120_000  # milliseconds
_PAUSE = 300  # between two moves


@dataclass(frozen=True)
class Times:
    """Seconds that the moves of one page took.

    Attributes:
        name: of the page.
        redrawn: from key to chart.
        followed: from key to the end of all that follows; empty where the page does not tell.
    """

    name: str
    redrawn: list[float] = field(default_factory=list)
    followed: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Mover:
    """One page with a slider.

    Attributes:
        page: in a browser.
        slider: that is moved, one step to the right each time.
        times: that its moves took.
    """

    page: Page
    slider: Locator
    times: Times

    def move(self, *, count: bool) -> None:
        """One step to the right; from the right end the slider first goes back to the left one.

        That is farther than the dashboard keeps results, so every step is computed.
        """
        if self.slider.evaluate(AT_END):
            self._press("Home")
        seconds = self._press("ArrowRight")
        if not count:
            return
        self.times.redrawn.append(seconds)
        followed: float | None = self.page.evaluate("window.followedAfter")
        if followed is not None:
            self.times.followed.append(max(followed / 1000, seconds))

    def _press(self, key: str) -> float:
        """Press a key and wait until the chart has changed; the seconds in between."""
        self.slider.press(key)
        self.page.wait_for_function("window.redrawnAfter !== null", polling=25, timeout=_WAIT)
        milliseconds: float = self.page.evaluate("window.redrawnAfter")
        settle(self.page)
        return milliseconds / 1000

    def shown(self) -> Figure:
        """The figure of the page's first chart."""
        figure: Figure = self.page.evaluate(SHOWN)
        return figure


def visit(browser: Browser, name: str, url: str, slider: str) -> Mover:
    """Open a page in a visit of its own; `slider` is a selector, of which the first one is taken."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(_WAIT)
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_selector(_CHART, state="attached")
    settle(page)
    result = page.locator(slider).first
    result.press("Home")
    settle(page)
    return Mover(page, result, Times(name))


def settle(page: Page) -> None:
    """Wait until the page is at rest: what a Streamlit page still runs is not the next move's."""
    page.wait_for_timeout(_PAUSE)
    page.wait_for_selector('[data-test-script-state="running"]', state="detached")
