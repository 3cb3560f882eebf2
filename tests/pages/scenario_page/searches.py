"""Goal-seek and best package on a page of their own."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    """Show goal-seek and best package; run by AppTest as a script of its own."""
    import streamlit as st

    from forecasting.model.interventions import Scenario, Setting
    from pages.cache.database import open_warehouse
    from pages.scenario_page.best_package import show_best_package
    from pages.scenario_page.goal_seek import show_goal_seek
    from pages.shell import url_state
    from pages.shell.frame import begin_run
    from pages.widgets.region_controls import show_region_controls

    locale = begin_run()
    warehouse = open_warehouse(locale)
    selection = show_region_controls(locale, warehouse)
    scenario = Scenario("baseline")
    if url_state.get("talent_retention"):
        scenario = Scenario("own", (Setting("talent_retention", 20_000.0, 2026, 3),))
    with st.container():
        show_goal_seek(locale, warehouse, selection, scenario)
        show_best_package(locale, warehouse, selection, scenario)
    url_state.write_to_url()


def visit_searches(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=300)
    for name, value in query.items():
        app.query_params[name.replace("__", ".")] = value
    app.run()
    assert not app.exception
    return app


def texts_of(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.warning))
