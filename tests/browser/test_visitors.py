"""The three kinds of visitors of the scenario page, each on the way to an answer."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.launch import Server
from tests.browser.test_comparison import headings
from tests.browser.test_journey import card, cards, parameters, settled


def open_block(page: Page, title: str) -> None:
    page.locator("summary").filter(has_text=title).click()
    settled(page)


def slider(page: Page, lever: str) -> Locator:
    return page.locator(f".st-key-lever-{lever}").get_by_role("slider").first


def push(page: Page, lever: str, steps: int = 1) -> None:
    """Move a lever by keyboard and wait until the page has followed."""
    knob = slider(page, lever)
    knob.focus()
    for _ in range(steps):
        knob.press("ArrowRight")
    settled(page)


def gap_in_persons(text: str) -> float:
    """The gap of a Chinese card, in 万人."""
    result = re.search(r"([\d.]+)万人", text)
    assert result, text
    return float(result[1])


def test_an_official_finds_a_package_under_a_budget_and_shares_it(
    other_server: Server, server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?region=510100&until=2030")
    settled(page)
    before = card(page, "2030年缺口")
    open_block(page, "最优组合")
    budget = page.locator(".st-key-input-package-budget-zh input")
    budget.fill("20")
    budget.press("Enter")
    expect(page.get_by_text("至 2030 年投入20亿元")).to_be_visible()
    settled(page)
    expect(page.get_by_text("入选，已达上限").first).to_be_visible()
    expect(page.get_by_text(re.compile("未入选：最早 2031 年见效"))).to_be_visible()
    page.get_by_role("button", name="按此设定措施").click()
    expect(cards(page, "2030年缺口")).not_to_have_text(before)
    settled(page)
    assert gap_in_persons(card(page, "2030年缺口")) < gap_in_persons(before)
    assert "20亿元" in card(page, "至2030年累计费用")
    assert {"diversified_skills_training", "skills_fund", "v"} <= parameters(page).keys()

    colleague = visit(page.url.replace(server.url, other_server.url) + "&lang=en")
    settled(colleague)
    assert "2 billion yuan" in card(colleague, "Cost up to 2030")
    assert parameters(colleague) == parameters(page) | {"lang": "en"}


def test_a_university_sizes_its_intake_by_goal_seek(
    server: Server, visit: Callable[..., Page]
) -> None:
    goal = "goal.lever=enrolment&goal.target=own&goal.gap=7000000"
    page = visit(f"{server.url}/scenarios?{goal}")
    settled(page)
    open_block(page, "目标反推")
    answer = page.get_by_text(re.compile("扩大数字相关专业招生.*达到目标的最小规模"))
    expect(answer).to_be_visible()
    page.get_by_role("button", name="按此设定措施").click()
    expect(cards(page, "700万人")).to_be_visible()
    settled(page)
    size, start, ramp, lag = map(int, parameters(page)["enrolment"].split("_"))
    assert size > 100_000
    assert (start + lag, ramp) == (2030, 3)  # a programme of four years from 2026
    expect(page.get_by_text("2030年首次见效")).to_be_visible()


def test_an_hr_planner_compares_keeping_people_with_hiring_them(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/scenarios?region=510100&lang=en")
    settled(page)
    for name, lever in (("Keep", "talent_retention"), ("Hire", "high_level_talent_programme")):
        push(page, lever, 30)
        page.locator(".st-key-save-name input").fill(name)
        page.get_by_role("button", name="Save what is set").click()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
        settled(page)
        page.get_by_role("button", name="Reset all measures").click()
        settled(page)
    chosen = page.locator(".st-key-input-compare")
    for scenario in ("Keep", "Hire"):
        expect(chosen.get_by_role("button", name=scenario, exact=True)).to_be_visible()
    assert len(headings(page)) == 1 + 4  # the figures and four scenarios
    assert {"Baseline", "Keep", "Hire"} <= set(headings(page))
    expect(page.get_by_text(re.compile("it beats .* with a probability of"))).to_be_visible()


def test_a_changed_assumption_travels_with_the_link(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(
        f"{server.url}/scenarios?assume.elasticity=0.2_0.1_0.3&skills_fund=300000_2026_3_2"
    )
    settled(page)
    shown = card(page, "2035年缺口")
    expect(page.get_by_text(re.compile("另行假设：.*弹性"))).to_be_visible()
    again = visit(f"{page.url}&lang=en")
    settled(again)
    expect(again.get_by_text(re.compile("Assumed: .* 0.2 .* instead of"))).to_be_visible()
    expect(again.locator(".card").first).to_contain_text("million people")
    english = re.search(r"([\d.]+) million people", card(again, "Gap 2035"))
    assert english
    assert float(english[1]) == gap_in_persons(shown) / 100
