"""What follows from a lever that still moves: the same as when it rests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store.warehouse import Warehouse
from pages.scenario_page.preview import preview

MOVED = {"targeted_training": "50000"}  # people a year
SET = {"targeted_training": "50000_2026_3_3"}


def page() -> None:
    """The scenario page's gap alone; run by AppTest as a script of its own."""
    import streamlit as st

    from pages.cache.database import open_warehouse
    from pages.scenario_page.lever_list import show_ready_scenario_select
    from pages.scenario_page.page import _show_gap
    from pages.scenario_state.editor import ScenarioEditor
    from pages.shell.frame import begin_run
    from pages.shell.routes import visit
    from pages.widgets.region_controls import show_region_controls

    locale = begin_run()
    warehouse = open_warehouse(locale)
    selection = show_region_controls(locale, warehouse)
    st.session_state["name"] = visit()
    _show_gap(
        ScenarioEditor(locale, warehouse, selection, show_ready_scenario_select(locale, selection))
    )


def visit(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=300)
    for name, value in {"lang": "en", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> dict[str, Any]:
    """What the page's chart shows."""
    charts = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "chart"]
    result: dict[str, Any] = json.loads(charts[0].json)["chart"]
    return result


def moved(app: AppTest, sizes: dict[str, str]) -> dict[str, Any]:
    """What a preview shows."""
    return dict(preview(app.session_state["name"], sizes))


@pytest.fixture(autouse=True)
def built(warehouse: Warehouse) -> None:
    """The page finds a database that is up to date."""


@pytest.mark.parametrize("place", [{}, {"region": "510100", "scenario": "full_package"}])
def test_a_preview_shows_what_the_page_shows_once_the_lever_rests(place: dict[str, str]) -> None:
    before = visit(**place)
    assert moved(before, MOVED) != shown(before)
    assert moved(before, MOVED) == shown(visit(**place, **SET))


def test_levers_that_have_not_moved_stay_as_they_are() -> None:
    assert moved(visit(skills_fund="3000_2026_3_2"), MOVED) == shown(
        visit(skills_fund="3000_2026_3_2", **SET)
    )


def test_a_lever_moved_back_to_nothing_takes_its_effect_back() -> None:
    baseline, back = shown(visit()), moved(visit(**SET), {"targeted_training": "0"})
    assert [card["value"] for card in back["cards"]] == [c["value"] for c in baseline["cards"]]
    assert {card["tone"] for card in back["cards"]} == {"same"}


@pytest.mark.parametrize(
    "sizes",
    [
        {"nobody": "1"},
        {"targeted_training": "much"},
        {"targeted_training": "inf"},
        {"targeted_training": "-5"},
    ],
)
def test_what_no_slider_can_ask_is_refused(sizes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"nobody|targeted_training|much"):
        preview(visit().session_state["name"], sizes)


def test_only_a_visit_that_looks_at_the_gap_has_previews() -> None:
    with pytest.raises(KeyError):
        preview("nobody", MOVED)
