"""From a lever to its chart, in the dashboard and in minimal pages beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.speed import fan
from benchmarks.speed.moves import Mover, Times, visit
from tests.browser.launch import ROOT, Server, dashboard, free_port, open_browser, serve

HERE = Path(__file__).parent
WARM_UP = 5
MOVES = 50
BLOCK = 10  # moves in a row: pages take turns, so that a busy machine hits all alike
SLIDER = ':is([role="slider"], input[type="range"])'
LEVER = f".st-key-lever-targeted_training {SLIDER}"
OWN_PAGES = {
    "This dashboard, China": "",
    "This dashboard, Chengdu": "&region=510100",
    "This dashboard, China, eight levers set": "&scenario=full_package",
}
STREAMLIT, DASH = "Minimal Streamlit page", "Minimal Dash page"


def measure(dash_python: Path, report: Callable[[str], None]) -> list[Times]:
    """Every page with the seconds of its moves, the minimal Streamlit page first, then Dash."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        browser = open_browser(playwright, home)
        own = _start(stack, home, "server.py")
        movers = [
            visit(browser, name, f"{own.url}/scenarios?lang=en{query}", LEVER)
            for name, query in OWN_PAGES.items()
        ]
        with _chart_of(movers[0], home) as chart:
            movers = [*_minimal(stack, home, browser, chart, dash_python), *movers]
            _take_turns(movers, report)
        browser.close()
    return [mover.times for mover in movers]


def _take_turns(movers: list[Mover], report: Callable[[str], None]) -> None:
    for mover in movers:
        for _ in range(WARM_UP):
            mover.move(count=False)
    for done in range(0, MOVES, BLOCK):
        for mover in movers:
            for _ in range(BLOCK):
                mover.move(count=True)
        report(f"{done + BLOCK} of {MOVES} moves")


@contextmanager
def _chart_of(mover: Mover, home: Path) -> Iterator[dict[str, str]]:
    """The environment that hands the chart of a page to the minimal pages."""
    file = home / "fan.json"
    file.write_text(json.dumps(mover.shown()), encoding="utf-8")
    yield {fan.FILE: str(file), "PYTHONPATH": str(ROOT)}


def _minimal(
    stack: ExitStack, home: Path, browser: Browser, chart: dict[str, str], dash_python: Path
) -> list[Mover]:
    plain = _start(stack, home, str(HERE / "streamlit_page.py"), chart)
    port = free_port()
    command = [str(dash_python), str(HERE / "dash_page.py"), str(port)]
    folder = home / "dash"
    folder.mkdir()
    dash = serve(command, port, folder, health="/", environment=chart)
    stack.callback(dash.stop)
    return [
        visit(browser, name, server.url, SLIDER)
        for name, server in ((STREAMLIT, plain), (DASH, dash))
    ]


def _start(
    stack: ExitStack, home: Path, page: str, environment: dict[str, str] | None = None
) -> Server:
    port = free_port()
    folder = home / str(port)
    folder.mkdir()
    server = serve(dashboard(page, port), port, folder, environment=environment)
    stack.callback(server.stop)
    return server
