"""The parts of a page that run by themselves, so that a control redraws only what answers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shell import url_state
from pages.shell.feedback import explained
from pages.shell.locale import Locale


def fragment(locale: Locale, name: str, show: Callable[[], None]) -> None:
    """Draw a part. It runs again by itself when one of its controls moves, or when it is named.

    Args:
        locale: language of the page.
        name: by which `run_again` knows the part; one of its kind on a page.
        show: draws it; what it needs of the view's choices it reads itself each time.
    """

    def run() -> None:
        with explained(locale):
            show()
        url_state.publish()

    st.fragment(key=name)(run)()


def run_again(names: Iterable[str]) -> None:
    """End a control's callback: run these parts in this order, and nothing else of the page.

    Clicks that come while a run is busy are answered together afterwards. Then the whole page runs, so that
    nothing that was clicked besides goes without an answer.
    """
    context = get_script_run_ctx()
    running = context.fragment_ids_this_run if context else None
    if running:  # else the whole page runs anyway
        st.rerun(list(names) if len(running) == 1 else "app")


def run_all() -> NoReturn:
    """End a control's callback: run the whole page."""
    st.rerun()
