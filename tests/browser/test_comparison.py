"""Scenarios kept and compared, and another published gap as the baseline."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.launch import Server
from tests.browser.test_journey import card, choose, parameters, settled

SETTING = "targeted_training=300000_2027_2_4"


def headings(page: Page) -> list[str]:
    """Columns of the comparison, the figures first."""
    table = page.get_by_test_id("stTable").filter(has_text="Peak gap").last
    expect(table).to_be_visible()
    return [cell.inner_text() for cell in table.locator("thead th").all()]


def test_saved_scenarios_are_renamed_compared_and_survive_a_reload(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?lang=en&{SETTING}")
    settled(page)
    page.locator(".st-key-save-name input").fill("Plan A")
    page.get_by_role("button", name="Save what is set").click()
    row = page.locator(".st-key-row-keep1")
    expect(row).to_be_visible()
    settled(page)
    row.get_by_role("button", name="Duplicate").click()
    copy = page.locator(".st-key-row-keep2 input")
    expect(copy).to_have_value("Plan A (copy)")
    settled(page)
    copy.fill("Plan B")
    copy.press("Enter")
    expect(page.get_by_role("button", name="Plan B", exact=True)).to_be_visible()
    settled(page)
    kept = {"keep1": f"baseline;{SETTING}~Plan A", "keep2": f"baseline;{SETTING}~Plan B"}
    assert kept.items() <= parameters(page).items()

    page.reload()
    expect(page.get_by_role("button", name="Plan B", exact=True)).to_be_visible()
    settled(page)
    assert {"Figure", "Baseline", "Plan A", "Plan B"} <= set(headings(page))

    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    settled(page)
    assert kept.items() <= parameters(page).items()


def test_a_deleted_scenario_leaves_table_and_address(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?lang=en&keep1={quote(f'baseline;{SETTING}~Plan A')}")
    expect(page.get_by_role("button", name="Plan A", exact=True)).to_be_visible()
    settled(page)
    assert "Plan A" in headings(page)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Plan A", exact=True)).to_have_count(0)
    settled(page)
    assert "Plan A" not in headings(page)
    assert parameters(page) == {"lang": "en"}


def test_another_baseline_moves_every_figure_and_is_announced(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/?lang=en")
    settled(page)
    before = card(page, "Gap 2035")
    page.locator(".st-key-input-baseline").get_by_role("combobox").click()
    page.get_by_role("option").filter(has_text="2023").click()
    settled(page)
    expect(page.get_by_role("alert").filter(has_text="27.5 million people")).to_be_visible()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("27.5 million people, 2023")
    assert card(page, "Gap 2035") != before
    assert parameters(page) == {"lang": "en", "baseline": "digital_gap_2023"}
    page.get_by_role("link", name="Scenarios").click()
    expect(page.get_by_role("alert").filter(has_text="27.5 million people")).to_be_visible()
    choose(page, "region", "Chengdu")
    assert parameters(page)["baseline"] == "digital_gap_2023"
