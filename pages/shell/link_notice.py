"""What is said about the link in the address bar."""

from __future__ import annotations

import streamlit as st

from pages.shell import url_state
from pages.shell.locale import Locale


def link_notice(locale: Locale) -> None:
    """Say that the address holds a scenario in a form that is not known, and keep it in sight."""
    tr, query = locale.tr, url_state.set_aside()
    if query is None:
        return
    st.warning(
        tr(
            "The link was made by another version of this dashboard. Its scenario could not be read "
            "and was left out; language and region were taken over. To open it with the version that "
            "made it, keep these parameters of the address: `{query}`",
            query=query,
        ),
        icon=":material/link_off:",
    )
    st.button(tr("Discard these settings"), key="link.dismiss", on_click=url_state.dismiss)
