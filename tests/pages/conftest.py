"""A page of the scenario's own controls alone, without results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]


def editor() -> None:
    """The parts of the scenario page that set the scenario; run by AppTest as a script of its own."""
    import streamlit as st

    from pages.cache.database import open_warehouse
    from pages.scenario_page.assumption_controls import show_assumptions
    from pages.scenario_page.lever_list import show_lever_list, show_ready_scenario_select
    from pages.scenario_page.scenario_files import show_scenario_files
    from pages.scenario_page.undo import show_undo_buttons
    from pages.scenario_state.editor import ScenarioEditor
    from pages.shell import url_state
    from pages.shell.fragments import show_fragment
    from pages.shell.frame import begin_run
    from pages.widgets.region_controls import show_region_controls

    locale = begin_run()
    warehouse = open_warehouse(locale)
    selection = show_region_controls(locale, warehouse)
    editor = ScenarioEditor(
        locale, warehouse, selection, show_ready_scenario_select(locale, selection)
    )
    levers = [lever.id for lever in editor.state().levers]

    def remember() -> None:
        st.session_state["scenario"] = editor.state().scenario

    show_fragment(locale, "gap", remember)
    show_fragment(locale, "answers", lambda: None)
    show_fragment(locale, "history", lambda: show_undo_buttons(locale, levers))
    show_lever_list(editor)
    show_fragment(locale, "assume", lambda: show_assumptions(locale, warehouse, selection))
    show_fragment(
        locale,
        "files",
        lambda: show_scenario_files(locale, warehouse, selection, editor.state().scenario),
    )
    show_fragment(locale, "search", lambda: None)
    url_state.write_to_url()


@pytest.fixture
def visit() -> Visit:
    """Opens the page with parameters in its address; `opened` are keys of opened parts."""

    def open_page(query: dict[str, str] | None = None, opened: tuple[str, ...] = ()) -> AppTest:
        app = AppTest.from_function(editor, default_timeout=300)
        for name, value in (query or {}).items():
            app.query_params[name] = value
        for key in opened:
            app.session_state[key] = True
        return app.run()

    return open_page


def query_of(app: AppTest) -> dict[str, str]:
    """Return the query parameters of the URL."""
    values = dict(app.query_params).items()
    return {name: value if isinstance(value, str) else value[-1] for name, value in values}
