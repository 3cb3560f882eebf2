"""Page fragments with names, so that a control reruns only the fragments that depend on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shell import url_state
from pages.shell.feedback import show_errors
from pages.shell.locale import Locale


def show_fragment(locale: Locale, name: str, show: Callable[[], None]) -> None:
    """Show a fragment, which reruns alone when one of its controls changes or `rerun_fragments` names it.

    Args:
        locale: language of the page.
        name: key of the fragment, unique on the page.
        show: draws the fragment; reads the URL state itself at each run.
    """

    def run() -> None:
        with show_errors(locale):
            show()
        url_state.write_to_url()

    st.fragment(key=name)(run)()


def rerun_fragments(names: Iterable[str]) -> None:
    """End the callback of a control: rerun these fragments in this order and nothing else of the page.

    Streamlit answers clicks that arrive during a run together afterwards. In that case the whole page
    reruns, so that no click is lost.
    """
    context = get_script_run_ctx()
    running = context.fragment_ids_this_run if context else None
    if running:  # otherwise the whole page is running already
        st.rerun(list(names) if len(running) == 1 else "app")


def rerun_page() -> NoReturn:
    """End the callback of a control: rerun the whole page."""
    st.rerun()
