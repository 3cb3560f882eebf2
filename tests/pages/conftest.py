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
    from pages.scenario_page.assumption_controls import assumptions_block
    from pages.scenario_page.lever_list import lever_list, pick_ready
    from pages.scenario_page.scenario_files import file_buttons
    from pages.scenario_page.undo import history_buttons
    from pages.scenario_state.editor import ScenarioEditor
    from pages.shell import url_state
    from pages.shell.fragments import fragment
    from pages.shell.frame import begin_run
    from pages.widgets.region_controls import select

    locale = begin_run()
    warehouse = open_warehouse(locale)
    selection = select(locale, warehouse)
    editor = ScenarioEditor(locale, warehouse, selection, pick_ready(locale, selection))
    levers = [lever.id for lever in editor.state().levers]

    def remember() -> None:
        st.session_state["scenario"] = editor.state().scenario

    fragment(locale, "gap", remember)
    fragment(locale, "answers", lambda: None)
    fragment(locale, "history", lambda: history_buttons(locale, levers))
    lever_list(editor)
    fragment(locale, "assume", lambda: assumptions_block(locale, warehouse, selection))
    fragment(
        locale,
        "files",
        lambda: file_buttons(locale, warehouse, selection, editor.state().scenario),
    )
    fragment(locale, "search", lambda: None)
    url_state.publish()


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


def address(app: AppTest) -> dict[str, str]:
    """The parameters in the address bar."""
    values = dict(app.query_params).items()
    return {name: value if isinstance(value, str) else value[-1] for name, value in values}
