"""A visitor's way through the dashboard, in a real browser on a real server."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from PIL import Image
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.launch import Server

LEVER = "industry_education_integration"
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def settled(page: Page) -> None:
    """Wait until levers are at rest and the script has run."""
    page.wait_for_selector("[data-moving]", state="detached")
    page.wait_for_timeout(300)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def parameters(page: Page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page: Page, name: str, option: str) -> None:
    page.locator(f".st-key-input-{name}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def cards(page: Page, text: str) -> Locator:
    """Key figures that show a text: Streamlit's, or those that move with the levers."""
    return page.locator('[data-testid="stMetric"], .card').filter(has_text=text)


def card(page: Page, label: str) -> str:
    return cards(page, label).first.inner_text()


def value(page: Page, label: str) -> str:
    """What a card shows, without its label and the remark below."""
    return re.split(r"\n+", card(page, label))[1]


def download(page: Page, label: str) -> Download:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).first.click()
    return waiting.value


def test_a_visitor_goes_from_a_link_to_a_chart_in_a_report(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server.url}/scenarios?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Scenarios")
    settled(page)
    page.get_by_text("中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("情景")
    settled(page)
    choose(page, "region", "成都")
    before = card(page, "2035年缺口")
    assert "较基准情景平均0人" in before

    slider = page.locator(f".st-key-lever-{LEVER}").get_by_role("slider").first
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    settled(page)
    expect(cards(page, "2035年缺口")).not_to_have_text(before)
    assert "−" in card(page, "2035年缺口")
    assert urlsplit(page.url).path == "/scenarios"
    assert set(parameters(page)) == {"v", "region", LEVER}

    page.get_by_text("数据与下载").first.click()
    picture = tmp_path / "chart.png"
    download(page, "图片（PNG）").save_as(picture)
    check_picture(picture)
    vector = tmp_path / "chart.svg"
    download(page, "矢量图（SVG）").save_as(vector)
    assert ET.parse(vector).getroot().tag.endswith("svg")  # noqa: S314  # our own file
    numbers = download(page, "数据（CSV）")
    assert re.fullmatch(r"gap_成都_.+_\d{4}-\d{2}-\d{2}\.csv", numbers.suggested_filename)
    numbers.save_as(tmp_path / "chart.csv")
    check_numbers(page, tmp_path / "chart.csv")


def test_a_link_restores_what_was_set(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}/scenarios?region=510100&lang=en&{LEVER}=30000_2027_2_4")
    settled(page)
    first = card(page, "Gap 2035")
    again = visit(page.url)
    settled(again)
    assert card(again, "Gap 2035") == first
    assert parameters(again) == {
        "v": "1",
        "region": "510100",
        "lang": "en",
        LEVER: "30000_2027_2_4",
    }
    expect(again.get_by_text("30 thousand people a year from 2027").first).to_be_visible()


def test_a_change_of_page_keeps_region_year_and_language(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/?region=510100&lang=en")
    settled(page)
    figures = [value(page, "Gap 2035")]
    for name in ("Scenarios", "Overview", "Scenarios"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        expect(cards(page, "Gap 2035").first).to_be_visible()
        settled(page)
        figures.append(value(page, "Gap 2035"))
        assert parameters(page) == {"region": "510100", "lang": "en"}
    assert len(set(figures)) == 1


def check_picture(path: Path) -> None:
    """At least twice the size of a screen, for print, and not blank."""
    with Image.open(path) as picture:
        assert picture.width >= 1600
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
    assert colours
    assert len(colours) > 50


def check_numbers(page: Page, path: Path) -> None:
    """The file holds the numbers of the table on screen."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.reader(io.StringIO("\n".join(r for r in lines if not r.startswith("#")))))
    shown = page.get_by_test_id("stTable").first
    cells = [cell.inner_text() for cell in shown.locator("tbody tr").last.locator("td").all()]
    assert [header.inner_text() for header in shown.locator("thead th").all()] == rows[0]
    for text, number in zip(cells, rows[-1], strict=True):
        if not NUMBER.fullmatch(number):
            assert text == (number or "—")
            continue
        value = float(text.replace("−", "-"))
        assert abs(value - float(number)) <= 5e-4 * max(abs(float(number)), 1)
