"""The front door of the screen: language, page list, run. Start it with `make run`."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import follow_facts, open_warehouse
from pages.shell import url_state
from pages.shell.feedback import explained
from pages.shell.frame import ICON, begin_run, follow_request, footer, header
from pages.shell.link_notice import link_notice


def to_overview() -> None:
    """Go to the first page, with the address."""
    st.switch_page("pages/overview.py", query_params=st.query_params.to_dict())


locale = begin_run()
tr = locale.tr
st.set_page_config(page_title=tr("Digital talent gap"), page_icon=ICON, layout="wide")
# Explicit addresses, so that a translated title never changes a link.
page = st.navigation(
    [
        st.Page(
            "pages/overview.py",
            title=tr("Overview"),
            icon=":material/monitoring:",
            url_path="start",  # the default page answers at the root, whatever is written here
            default=True,
        ),
        # Who types the name of the first page arrives there too.
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
header(locale, page.title)
link_notice(locale)
with explained(locale):
    follow_facts(locale)
    url_state.enter(page.url_path)
    page.run()
    url_state.leave_run()
    footer(locale, open_warehouse(locale))
url_state.publish()
