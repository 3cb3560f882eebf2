"""Best package: what the page answers and what its button sets."""

from __future__ import annotations

import re

import pytest

from data.store.warehouse import Warehouse
from tests.pages.scenario_page.searches import texts_of, visit_searches


@pytest.fixture(autouse=True)
def built(warehouse: Warehouse) -> None:
    """The page finds a database that is up to date."""


def test_a_package_is_set_on_the_levers_and_takes_the_others_back() -> None:
    budget = {"package__year": "2030", "package__budget": "2000000000"}
    app = visit_searches(region="510100", talent_retention="20000_2026_3_1", **budget)
    app.button(key="package.apply").click().run()
    assert not str(app.query_params["diversified_skills_training"]).startswith("0")
    assert re.search(r"\b0_2026", str(app.query_params["talent_retention"]))
    assert "institutes_and_laboratories" not in app.query_params  # was at nothing before


def test_a_limit_in_the_url_binds_the_package() -> None:
    app = visit_searches(
        lang="en",
        region="510100",
        package__year="2030",
        package__budget="2000000000",
        limit__diversified_skills_training="0",
    )
    assert "Diversified skills training: Out: limited to 0" in texts_of(app)


def test_the_cheapest_package_for_a_goal_names_goal_and_cost() -> None:
    app = visit_searches(lang="en", region="510100", package__mode="goal", package__target="half")
    assert "The cheapest package that reaches the goal costs about" in texts_of(app)
