"""Goal-seek: what the page answers and what its button sets."""

from __future__ import annotations

import re

import pytest

from data.store.warehouse import Warehouse
from tests.pages.scenario_page.searches import texts_of, visit_searches

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def built(warehouse: Warehouse) -> None:
    """The page finds a database that is up to date."""


@pytest.mark.parametrize("region", ["100000", "510100", "540000"])
def test_goal_seek_and_best_package_open_in_chinese(region: str) -> None:
    text = texts_of(visit_searches(region=region))
    assert "目标" in text
    assert not ENGLISH.search(text)


def test_a_goal_out_of_reach_says_why_and_sets_nothing() -> None:
    app = visit_searches(
        lang="en", goal__lever="industry_education_integration", goal__certainty="90"
    )
    assert "Not reachable with Industry–education integration" in texts_of(app)
    assert not [button for button in app.button if button.key == "goal.apply"]


def test_the_sizes_found_are_set_on_the_levers() -> None:
    app = visit_searches(
        lang="en",
        goal__lever="diversified_skills_training",
        goal__year="2030",
        goal__target="own",
        goal__gap="10300000",
    )
    assert "is the least that is enough" in texts_of(app)
    app.button(key="goal.apply").click().run()
    text = app.query_params["diversified_skills_training"]
    assert re.fullmatch(r"\[?'?[1-9]\d*_2026_2_2'?\]?", str(text))


def test_an_own_target_is_written_to_the_url() -> None:
    app = visit_searches(lang="en", goal__target="own", goal__gap="5500000")
    assert "at most 5.5 million people" in texts_of(app)
    box = next(box for box in app.number_input if "Gap at most" in box.label)
    box.set_value(6000.0).run()
    assert "6000000" in str(app.query_params["goal.gap"])


@pytest.mark.parametrize("gap", ["9" * 400, "nan", "inf", "-5"])
def test_a_target_that_is_no_usable_number_is_named(gap: str) -> None:
    app = visit_searches(lang="en", goal__target="own", goal__gap=gap)
    assert f'"{gap}"' in app.warning[0].value
    assert "goal.gap" not in app.query_params
