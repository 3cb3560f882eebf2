"""The risk loop in a real browser: adopt, control, share, print."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.launch import Server
from tests.browser.test_journey import download, parameters, settled


def test_an_adopted_scenario_becomes_a_line_that_an_actual_misses(
    other_server: Server, server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/risk?region=510100&response=full_package")
    expect(page.get_by_text("请在第三步采纳一个情景")).to_be_visible()
    settled(page)
    day = page.locator(".st-key-adopted-day input")
    day.fill("2025-03-01")
    day.press("Enter")
    settled(page)
    page.get_by_role("button", name="采纳该情景").click()
    expect(page.get_by_text(re.compile("2025-03-01 采纳：综合政策包"))).to_be_visible()
    settled(page)
    expect(page.get_by_role("figure", name=re.compile("成都目标：2025年"))).to_be_visible()
    assert {"adopt", "adopted", "target", "v"} <= parameters(page).keys()

    workforce = page.locator(".st-key-actual-people-zh input")
    workforce.fill("120")
    workforce.press("Enter")
    settled(page)
    page.get_by_role("button", name="录入", exact=True).click()
    expect(page.get_by_text(re.compile("2025年：120万人，低于目标"))).to_be_visible()
    expect(page.get_by_text("偏离", exact=True).first).to_be_visible()
    settled(page)
    assert parameters(page)["actual.2025"] == "1200000"

    colleague = visit(page.url.replace(server.url, other_server.url) + "&lang=en")
    settled(colleague)
    expect(colleague.get_by_text(re.compile("2025: 1.2 million people, .* below"))).to_be_visible()
    expect(colleague.get_by_text("Off track", exact=True).first).to_be_visible()
    assert parameters(colleague) == parameters(page) | {"lang": "en"}


def test_the_page_prints_without_a_cut_off_chart_and_its_file_names_the_sources(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    line = "510100_2025_" + "_".join(["160000.162000.164000.166000.168000"] * 3)
    adopted = f"adopt=full_package&adopted=2025-03-01&target={line}"
    page = visit(f"{server.url}/risk?region=510100&lang=en&{adopted}")
    expect(page.locator(".main-svg").first).to_be_visible()
    settled(page)
    file = tmp_path / "risk.csv"
    download(page, "Table (CSV)").save_as(file)
    remarks = [line for line in file.read_text("utf-8-sig").splitlines() if line.startswith("#")]
    assert "National Bureau of Statistics of China" in " ".join(remarks)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 within its margins
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    edges = page.locator(".main-svg").evaluate_all(
        "charts => charts.map(svg => svg.getBoundingClientRect().right)"
    )
    assert edges
    assert max(edges) <= 720
    expect(page.get_by_role("button", name="Adopt this scenario")).to_be_hidden()
    expect(page.get_by_text("No actual yet")).to_be_visible()
