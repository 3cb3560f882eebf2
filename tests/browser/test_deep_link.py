"""What AppTest cannot see: the first visit of a fresh server may go to any page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.launch import Server


def test_a_cold_deep_link_lands_on_its_page_with_its_parameters(
    start_server: Callable[[], Server], visit: Callable[..., Page]
) -> None:
    server = start_server()
    page = visit(f"{server.url}/scenarios?region=510100&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Scenarios")
    address = urlsplit(page.url)
    assert address.path == "/scenarios"
    assert parse_qs(address.query) == {"region": ["510100"], "lang": ["en"]}


def test_the_first_page_answers_at_its_name_too(
    start_server: Callable[[], Server], visit: Callable[..., Page]
) -> None:
    server = start_server()
    for _ in ("cold", "warm"):
        page = visit(f"{server.url}/overview?region=510100&lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
        expect(page.get_by_text("Chengdu is likely to").first).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert parse_qs(urlsplit(page.url).query) == {"region": ["510100"], "lang": ["en"]}
