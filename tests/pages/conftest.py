"""A page of the scenario's own controls alone, without results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]


def bench() -> None:
    """The parts of the scenario page that set the scenario; run by AppTest as a script of its own."""
    import streamlit as st

    from pages.cache.database import open_warehouse
    from pages.scenario_page.assumption_controls import assumptions_block
    from pages.scenario_page.lever_list import lever_list, pick_ready
    from pages.scenario_page.scenario_files import file_buttons
    from pages.scenario_page.undo import history_buttons
    from pages.scenario_state.editor import Bench
    from pages.shell import url_state
    from pages.shell.fragments import part
    from pages.shell.frame import open_frame
    from pages.widgets.region_controls import select

    frame = open_frame()
    warehouse = open_warehouse(frame)
    selection = select(frame, warehouse)
    bench = Bench(frame, warehouse, selection, pick_ready(frame, selection))
    levers = [lever.id for lever in bench.standing().levers]

    def remember() -> None:
        st.session_state["scenario"] = bench.standing().scenario

    part(frame, "gap", remember)
    part(frame, "answers", lambda: None)
    part(frame, "history", lambda: history_buttons(frame, levers))
    lever_list(bench)
    part(frame, "assume", lambda: assumptions_block(frame, warehouse, selection))
    part(
        frame,
        "files",
        lambda: file_buttons(frame, warehouse, selection, bench.standing().scenario),
    )
    part(frame, "search", lambda: None)
    url_state.publish()


@pytest.fixture
def visit() -> Visit:
    """Opens the page with parameters in its address; `opened` are keys of what stands open."""

    def open_page(query: dict[str, str] | None = None, opened: tuple[str, ...] = ()) -> AppTest:
        app = AppTest.from_function(bench, default_timeout=300)
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
