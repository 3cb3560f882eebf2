"""Entry script of the pages: set the language, list the pages, run one. Start it with `make run`."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import follow_facts, open_warehouse
from pages.shell import url_state
from pages.shell.feedback import show_errors
from pages.shell.frame import ICON, begin_run, follow_request, show_footer, show_header
from pages.shell.link_notice import show_link_notice


def to_overview() -> None:
    """Open the overview with the same query parameters."""
    st.switch_page("pages/overview.py", query_params=st.query_params.to_dict())


locale = begin_run()
tr = locale.tr
st.set_page_config(page_title=tr("Digital talent gap"), page_icon=ICON, layout="wide")
# Explicit URL paths, so that a translated title never changes a link.
page = st.navigation(
    [
        st.Page(
            "pages/overview.py",
            title=tr("Overview"),
            icon=":material/monitoring:",
            url_path="start",  # unused: the default page is served at the root
            default=True,
        ),
        # /overview opens the overview too.
        st.Page(to_overview, title=tr("Overview"), url_path="overview", visibility="hidden"),
        st.Page(
            "pages/forecast.py",
            title=tr("Forecasts"),
            icon=":material/trending_up:",
            url_path="forecast",
        ),
        st.Page(
            "pages/scenarios.py",
            title=tr("Scenarios"),
            icon=":material/tune:",
            url_path="scenarios",
        ),
        st.Page(
            "pages/risk.py",
            title=tr("Risk"),
            icon=":material/shield:",
            url_path="risk",
        ),
        st.Page(
            "pages/own.py",
            title=tr("My figures"),
            icon=":material/groups:",
            url_path="own",
        ),
        st.Page(
            "pages/data.py",
            title=tr("Data and assumptions"),
            icon=":material/database:",
            url_path="data",
        ),
    ],
    position="top",
)
follow_request()
show_header(locale, page.title)
show_link_notice(locale)
with show_errors(locale):
    follow_facts(locale)
    url_state.note_page(page.url_path)
    page.run()
    url_state.end_run()
    show_footer(locale, open_warehouse(locale))
url_state.write_to_url()
