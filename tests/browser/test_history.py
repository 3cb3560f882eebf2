"""Undo, redo, reset, and a link with assumptions, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Server
from tests.browser.test_journey import card, cards, choose, download, parameters, settled

LEVER = "industry_education_integration"
OTHER = "targeted_training"


def press(page: Page, lever: str) -> dict[str, str]:
    """Move a lever by one step with the keyboard."""
    slider = page.locator(f".st-key-lever-{lever}").get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    settled(page)
    return parameters(page)


def pick(page: Page, name: str, option: str) -> dict[str, str]:
    """Choose from a list at the top of the page; an open list closes when the page scrolls."""
    page.locator(f".st-key-input-{name}").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    choose(page, name, option)
    return parameters(page)


def click(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()
    settled(page)


def lever_value(page: Page, lever: str) -> float:
    slider = page.locator(f".st-key-lever-{lever}").get_by_role("slider").first
    return float(slider.input_value())


def numbers(page: Page, parameter: str) -> Locator:
    """The fields of an opened parameter."""
    return page.locator(f".st-key-assume-open-{parameter}").get_by_role("spinbutton")


def open_parameter(page: Page, parameter: str) -> None:
    """Open the assumptions and one number of the model."""
    page.locator(".st-key-assumptions summary").first.click()
    line = page.locator(f".st-key-assume-open-{parameter} summary").first
    expect(line).to_be_visible()
    settled(page)
    line.click()
    expect(numbers(page, parameter)).to_have_count(3)
    settled(page)


def test_a_lever_and_a_region_are_undone_redone_and_reset(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?lang=en")
    settled(page)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    before, states = card(page, "Gap 2035"), [parameters(page)]
    states += [press(page, LEVER), pick(page, "region", "Chengdu")]
    assert len({str(state) for state in states}) == 3
    after = card(page, "Gap 2035")
    for state in reversed(states[:-1]):
        click(page, "Undo")
        assert parameters(page) == state
    assert card(page, "Gap 2035") == before
    assert lever_value(page, LEVER) == 0
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    for state in states[1:]:
        click(page, "Redo")
        assert parameters(page) == state
    assert card(page, "Gap 2035") == after
    click(page, "Reset everything")
    assert parameters(page) == {"lang": "en"}
    assert card(page, "Gap 2035") == before


def test_a_link_with_an_assumption_says_the_same_in_the_other_language(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?lang=en&region=510100&{LEVER}=30000_2027_2_4")
    settled(page)
    before = card(page, "Gap 2035")
    open_parameter(page, "elasticity")
    value = numbers(page, "elasticity").first
    value.fill("0.25")
    value.press("Tab")
    click(page, "Assume this")
    expect(cards(page, "Gap 2035").first).not_to_have_text(before)
    settled(page)
    expected = parameters(page)
    assert expected["v"] == "1"
    assert expected["assume.elasticity"].startswith("0.25_0.114")

    again = visit(page.url.replace("lang=en", "lang=zh"))
    settled(again)
    del expected["lang"]  # Chinese is the default
    assert parameters(again) == expected
    english, chinese = (visit(page.url), again)
    settled(english)
    assert card(english, "Gap 2035") == card(page, "Gap 2035")
    open_parameter(chinese, "elasticity")
    expect(numbers(chinese, "elasticity").first).to_have_value("0.25")
    expect(chinese.get_by_text("取0.25（80%区间").first).to_be_visible()


def test_a_saved_file_brings_the_scenario_back(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    link = f"region=510100&{LEVER}=30000_2027_2_4&assume.exit_rate=0.02_0.01_0.03"
    page = visit(f"{server.url}/scenarios?lang=en&{link}")
    settled(page)
    expected, shown = parameters(page), card(page, "Gap 2035")
    page.get_by_text("Save, open and share").click()
    settled(page)
    path = tmp_path / "plan.json"
    download(page, "Save as a file").save_as(path)
    assert json.loads(path.read_text("utf-8"))["region"] == "510100"

    other = visit(f"{server.url}/scenarios?lang=en")
    settled(other)
    other.get_by_text("Save, open and share").click()
    settled(other)
    expect(other.get_by_test_id("stFileUploaderDropzoneInstructions")).to_be_hidden()
    other.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
    expect(other.get_by_text("has been opened")).to_be_visible()
    settled(other)
    assert parameters(other) == expected
    assert card(other, "Gap 2035") == shown
    click(other, "Undo")
    assert parameters(other) == {"lang": "en"}
