"""The other way round: what the blocks of goals and packages say, and what their buttons set."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.store.warehouse import Warehouse

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def built(warehouse: Warehouse) -> None:
    """The page finds a database that is up to date."""


def page() -> None:
    """Both blocks on a page of their own, in the nation or in Chengdu."""
    import streamlit as st

    from forecasting.model.interventions import Scenario, Setting
    from pages.cache.database import open_warehouse
    from pages.scenario_page.best_package import package_block
    from pages.scenario_page.goal_seek import goal_block
    from pages.shell import url_state
    from pages.shell.frame import begin_run
    from pages.widgets.region_controls import select

    locale = begin_run()
    warehouse = open_warehouse(locale)
    selection = select(locale, warehouse)
    scenario = Scenario("baseline")
    if url_state.chosen("talent_retention"):
        scenario = Scenario("own", (Setting("talent_retention", 20_000.0, 2026, 3),))
    with st.container():
        goal_block(locale, warehouse, selection, scenario)
        package_block(locale, warehouse, selection, scenario)
    url_state.publish()


def visit(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=300)
    for name, value in query.items():
        app.query_params[name.replace("__", ".")] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.warning))


@pytest.mark.parametrize("region", ["100000", "510100", "540000"])
def test_both_blocks_open_in_chinese(region: str) -> None:
    text = said(visit(region=region))
    assert "目标" in text
    assert not ENGLISH.search(text)


def test_a_goal_out_of_reach_says_why_and_sets_nothing() -> None:
    app = visit(lang="en", goal__lever="industry_education_integration", goal__certainty="90")
    assert "Not reachable with Industry–education integration" in said(app)
    assert not [button for button in app.button if button.key == "goal.apply"]


def test_the_sizes_found_are_set_on_the_levers() -> None:
    app = visit(
        lang="en",
        goal__lever="diversified_skills_training",
        goal__year="2030",
        goal__target="own",
        goal__gap="10300000",
    )
    assert "is the least that is enough" in said(app)
    app.button(key="goal.apply").click().run()
    text = app.query_params["diversified_skills_training"]
    assert re.fullmatch(r"\[?'?[1-9]\d*_2026_2_2'?\]?", str(text))


def test_a_package_is_set_on_the_levers_and_takes_the_others_back() -> None:
    budget = {"package__year": "2030", "package__budget": "2000000000"}
    app = visit(region="510100", talent_retention="20000_2026_3_1", **budget)
    app.button(key="package.apply").click().run()
    assert not str(app.query_params["diversified_skills_training"]).startswith("0")
    assert re.search(r"\b0_2026", str(app.query_params["talent_retention"]))
    assert "institutes_and_laboratories" not in app.query_params  # was at nothing before


def test_a_limit_in_the_address_binds_the_package() -> None:
    app = visit(
        lang="en",
        region="510100",
        package__year="2030",
        package__budget="2000000000",
        limit__diversified_skills_training="0",
    )
    assert "Diversified skills training: Out: limited to 0" in said(app)


def test_the_cheapest_package_for_a_goal_names_goal_and_cost() -> None:
    app = visit(lang="en", region="510100", package__mode="goal", package__target="half")
    assert "The cheapest package that reaches the goal costs about" in said(app)


def test_an_own_target_is_in_the_address() -> None:
    app = visit(lang="en", goal__target="own", goal__gap="5500000")
    assert "at most 5.5 million people" in said(app)
    box = next(box for box in app.number_input if "Gap at most" in box.label)
    box.set_value(6000.0).run()
    assert "6000000" in str(app.query_params["goal.gap"])
