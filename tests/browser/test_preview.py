"""Levers that answer while they move, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Server
from tests.browser.test_journey import card, parameters, settled, value

LEVER = "talent_retention"
SLIDER = f".st-key-lever-{LEVER} input[type=range]"

# Keeps moving the slider, so that it never rests, until the card says something else.
KEEP_MOVING = """
slider => new Promise(done => {
  const said = () => document.querySelector(".card .value").textContent;
  const before = said();
  const step = setInterval(() => {
    slider.stepUp();
    slider.dispatchEvent(new Event("input"));
    if (said() === before) return;
    clearInterval(step);
    done({ said: said(), address: location.search });
  }, 50);
})
"""


def opened(visit: Callable[..., Page], server: Server) -> Page:
    page = visit(f"{server.url}/scenarios?lang=en&region=510100")
    settled(page)
    return page


def push(page: Page) -> None:
    """Move the lever to its end with one key."""
    page.locator(SLIDER).press("End")


def test_the_gap_follows_a_lever_that_still_moves(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = opened(visit, server)
    before = value(page, "Gap 2035")
    moving = page.locator(SLIDER).evaluate(KEEP_MOVING)
    assert moving["said"] != before
    assert LEVER not in moving["address"]


def test_the_page_shows_the_same_once_the_lever_rests(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = opened(visit, server)
    before = card(page, "Gap 2035")
    with page.expect_response(re.compile("/preview/")) as answer:
        push(page)
    previewed = answer.value.json()["cards"][0]
    settled(page)
    assert LEVER in parameters(page)
    assert card(page, "Gap 2035") != before
    assert [previewed["value"], previewed["change"]] == card(page, "Gap 2035").split("\n")[1:3]
    expect(page.get_by_text("Own scenario").first).to_be_visible()


def test_without_previews_the_page_follows_all_the_same(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = opened(visit, server)
    before = card(page, "Gap 2035")
    page.route("**/preview/**", lambda route: route.fulfill(status=404))
    push(page)
    settled(page)
    assert LEVER in parameters(page)
    assert card(page, "Gap 2035") != before


def test_a_chart_that_cannot_be_drawn_says_so(server: Server, visit: Callable[..., Page]) -> None:
    page = visit("about:blank")
    page.route("**/plotly/**", lambda route: route.abort())
    page.goto(f"{server.url}/scenarios?lang=en")
    expect(page.get_by_text("The chart could not be drawn").first).to_be_visible()


def test_no_step_is_lost_while_the_page_follows(server: Server, visit: Callable[..., Page]) -> None:
    page = opened(visit, server)
    slider = page.locator(SLIDER)
    for _ in range(12):
        slider.press("ArrowRight")
        page.wait_for_timeout(200)  # long enough to rest, too short for the page to follow
    settled(page)
    step = float(slider.get_attribute("step") or "")
    assert float(slider.input_value()) == pytest.approx(12 * step)
    size = float(parameters(page)[LEVER].split("_")[0])
    assert size == pytest.approx(12 * step)


def test_undo_takes_a_rest_back_and_the_lever_can_go_there_again(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = opened(visit, server)
    for _ in range(2):
        push(page)
        settled(page)
        assert LEVER in parameters(page)
        page.get_by_role("button", name="Undo", exact=True).click()
        expect(page.locator(SLIDER)).to_have_value("0")
        settled(page)
        assert LEVER not in parameters(page)
