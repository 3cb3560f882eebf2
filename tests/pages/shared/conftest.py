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
    from pages.shared.bench import Bench
    from pages.shared.cache import open_warehouse
    from pages.shared.frame import open_frame
    from pages.shared.history import history_buttons
    from pages.shared.parts import part
    from pages.shared.scenario_files import file_buttons
    from pages.shared.selection import select
    from pages.shared.workbench import lever_list, pick_ready

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
