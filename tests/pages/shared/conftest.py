"""A page of the scenario's own controls alone, without results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Visit = Callable[..., AppTest]


def bench() -> None:
    """The parts of the scenario page that set the scenario; run by AppTest as a script of its own."""
    import streamlit as st

    from pages.shared import view
    from pages.shared.assumption_blocks import assumptions_block
    from pages.shared.assumptions import assumptions_of, levers_under
    from pages.shared.cache import open_warehouse
    from pages.shared.frame import open_frame
    from pages.shared.history import catch_up, history_buttons
    from pages.shared.scenario_files import file_buttons
    from pages.shared.selection import select
    from pages.shared.workbench import bench, pick_ready, scenario_set

    frame = open_frame()
    warehouse = open_warehouse(frame)
    selection = select(frame, warehouse)
    ready = pick_ready(frame, selection)

    @st.fragment
    def controls() -> None:
        catch_up()
        assumptions = assumptions_of(selection)
        levers = levers_under(selection, assumptions, ready)
        scenario = scenario_set(levers, ready, assumptions)
        st.session_state["scenario"] = scenario
        history_buttons(frame)
        file_buttons(frame, warehouse, selection, scenario)
        bench(frame, warehouse, levers, ())
        assumptions_block(frame, warehouse, selection)
        view.publish()

    controls()
    view.publish()


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
