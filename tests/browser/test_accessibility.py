"""Everybody can use every page: by sight, by keyboard, by ear."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import ROOT, Server
from tests.browser.test_journey import card, cards, settled

PAGES = sorted(page.stem for page in (ROOT / "pages").glob("[a-z]*.py"))
SLIDER = ".st-key-lever-targeted_training input[type=range]"
ABOUT = '[class*="st-key-why-targeted_training"] button'
# A table wider than a phone scrolls, and st.table makes its scroller no stop of the Tab key; Chromium
# (since 130) and Firefox stop there by themselves.
EXCEPTIONS = {"scrollable-region-focusable": '[data-testid="stTable"]'}
TRIES = 8
TABS = 200  # key presses after which a control counts as out of reach


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page and calls serious or critical, one line for each element."""
    result = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} {node['target']}: {node['html'][:200]}"
        for rule in result
        for node in rule["nodes"]
        if rule["impact"] in {"serious", "critical"} and not excepted(page, rule["id"], node)
    ]


def at_rest(page: Page) -> None:
    """Wait until nothing fades any more: a faded text has no contrast."""
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")
    page.wait_for_timeout(500)  # what arrived last begins to fade in
    page.evaluate(
        """() => Promise.all(document.getAnimations()
            .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
            .map((animation) => animation.finished.catch(() => {})))"""
    )


def lasting_violations(page: Page) -> list[str]:
    """Violations that stay. A page that still draws something has text that is only half there."""
    result: list[str] = []
    for _ in range(TRIES):
        at_rest(page)
        result = violations(page)
        if not result:
            break
        page.wait_for_timeout(2000)
        settled(page)
    return result


def assert_no_fault(page: Page) -> None:
    """Check an opened page at the width of a desktop and of a phone."""
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert not lasting_violations(page), f"{width} pixels wide"


def excepted(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Whether an element is of Streamlit's making and nothing can be done about it."""
    around = EXCEPTIONS.get(rule)
    if around is None:
        return False
    closest = "(element, around) => element.closest(around) !== null"
    return bool(page.locator(node["target"][0]).first.evaluate(closest, around))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_serious_fault_and_headings_in_order(
    server: Server, visit: Callable[..., Page], path: str, language: str, *, dark: bool
) -> None:
    query = "?lang=en" if language == "en" else ""
    page = visit(f"{server.url}/{path}{query}", dark=dark)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_no_fault(page)
    levels = [
        int(heading.evaluate("element => element.tagName[1]"))
        for heading in page.get_by_role("heading").all()
    ]
    assert levels[0] == 1
    assert not [step for step in pairwise(levels) if step[1] > step[0] + 1]


def test_the_document_says_in_which_language_it_is(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_lever_is_worked_by_keyboard_alone(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}/scenarios?lang=en&region=510100")
    expect(page.locator(".js-plotly-plot").first).to_be_attached()
    settled(page)
    before = card(page, "Gap 2035")

    tab_to(page, page.locator(SLIDER).first)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(cards(page, "Gap 2035").first).not_to_have_text(before)
    settled(page)
    expect(page.locator(SLIDER).first).to_be_focused()

    tab_to(page, page.locator(ABOUT))
    page.keyboard.press("Enter")
    about = page.get_by_test_id("stPopoverBody")
    expect(about).to_contain_text("Who acts")
    settled(page)
    page.keyboard.press("Escape")
    expect(about).to_have_count(0)
    expect(page.locator(ABOUT)).to_be_focused()


def tab_to(page: Page, control: Locator) -> None:
    """Press Tab until a control has the focus, and check that it shows it."""
    for _ in range(TABS):
        if control.evaluate("element => element === element.getRootNode().activeElement"):
            assert shows_focus(control)
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{control} cannot be reached with Tab")


def shows_focus(control: Locator) -> bool:
    """Whether there is an outline or a ring around a control or around what it draws."""
    looks: bool = control.evaluate(
        """element => [element, element.parentElement, ...element.parentElement.children].some(part => {
            const style = getComputedStyle(part);
            return style.outlineStyle !== "none" || style.boxShadow !== "none";
        })"""
    )
    return looks
