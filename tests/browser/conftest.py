"""A real server and a real browser that may talk to nothing but this server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from tests.browser.launch import Server, dashboard, free_port, open_browser, serve

WAIT = 300_000  # milliseconds: a cold server on a busy machine may have to build its database
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = open_browser(playwright, tmp_path_factory.mktemp("browser"))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts servers that nobody has visited yet; all end with the session."""
    running: list[Server] = []

    def start(environment: Mapping[str, str] | None = None) -> Server:
        port, home = free_port(), tmp_path_factory.mktemp("server")
        command = dashboard("server.py", port)
        running.append(serve(command, port, home, environment=environment))
        return running[-1]

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def server(start_server: Callable[[], Server]) -> Server:
    """One server for all tests that do not need a cold one."""
    return start_server()


@pytest.fixture(scope="session")
def other_server(start_server: Callable[[], Server]) -> Server:
    """The server of a colleague, which knows nothing of the visits to the first one."""
    return start_server()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens pages in a fresh visit; fails when anything outside this machine was asked for."""
    outside: list[str] = []
    contexts: list[BrowserContext] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", None}:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def open_page(url: str, *, width: int = 1440, height: int = 900, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not outside, f"the dashboard asked for {outside}"
