"""The frame of every page: hand-over to app.py, page style, header and footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.store.warehouse import Warehouse
from pages.shell import document, url_state
from pages.shell.locale import Locale, current_locale
from reporting.format.i18n import Language

# A file, because Streamlit fetches the favicon of a named icon from the internet.
ICON = Path(__file__).with_name("icon.svg")

_INSIDE_APP = "inside_app"
_REQUESTED = "requested"

# Streamlit's own labels are English only, so the elements that show them are hidden: the toolbars of charts and
# tables (our download buttons are below each chart), the "Running…" mark and "Press Enter to apply".
_STYLE = """<style>
[data-testid="stElementToolbar"], [data-testid="stStatusWidget"],
[data-testid="InputInstructions"], .st-key-document-language { display: none; }
/* Streamlit's captions are too pale for WCAG 2.2, 1.4.3 */
[data-testid="stCaptionContainer"] {
  opacity: 1; color: color-mix(in srgb, currentColor 80%, transparent);
}
[data-testid="stMetricValue"], [data-testid="stMetricValue"] * {
  font-size: 1.6rem; white-space: normal; overflow: visible;
}
[data-testid="stMetricDelta"], [data-testid="stMetricDelta"] * {
  font-size: 0.8rem; white-space: normal; overflow: visible;
}
[data-testid="stMainBlockContainer"] { padding-top: 4.5rem; max-width: 90rem; }
.chart-title { font-size: 1.05rem; font-weight: 600; line-height: 1.35; }
.chart-subtitle { font-size: 0.82rem; opacity: 0.75; line-height: 1.4; }
.chart-source { font-size: 0.72rem; opacity: 0.75; line-height: 1.4; }
[class*="st-key-lever-"] { padding: 0.6rem 0.9rem 0.4rem; }
.st-key-assumptions [data-testid="stNumberInputContainer"] button { display: none; }
@media (min-width: 900px) {
  .st-key-editor [data-testid="stColumn"]:has(.st-key-levers) {
    position: sticky; top: 4rem; align-self: flex-start;
    max-height: calc(100vh - 5rem); overflow-y: auto;
  }
}
@media (max-width: 640px) { /* results first, levers below */
  .st-key-editor [data-testid="stHorizontalBlock"]:has(.st-key-levers) {
    flex-direction: column-reverse; flex-wrap: nowrap;
  }
  .st-key-editor [data-testid="stHorizontalBlock"]:has(.st-key-levers) > * { width: 100%; flex: none; }
}
@media print {
  header, [data-testid="stHeader"], .no-print, .stButton, .stDownloadButton,
  details:not([open]), .st-key-adopt-form, .st-key-actual-form { display: none; }
  .js-plotly-plot, .js-plotly-plot > div { max-width: 100%; }
  .js-plotly-plot .main-svg { width: 100%; height: auto; } /* to scale: document.py */
  .js-plotly-plot, .cards, [data-testid="stAlert"], tr, li { break-inside: avoid; }
  h2, h3, h4, h5, .chart-title { break-after: avoid; }
}
</style>"""


def begin_run() -> Locale:
    """Begin a run of app.py: read the URL at the start of a visit and return the locale."""
    st.session_state[_INSIDE_APP] = True
    url_state.load_once()
    if _REQUESTED in st.session_state:
        url_state.load(st.session_state[_REQUESTED][1])
    return current_locale()


def require_app(page: str) -> Locale:
    """Return the locale of the visit; hand over to app.py if the page was started without it.

    Every page file begins with this call. Until app.py has run once, a fresh server runs the file of a deep
    link alone. In that case the page and its query are stored, and app.py opens the page again with
    `follow_request`. app.py sets the mark that is removed here.

    Args:
        page: path of the page file.
    """
    if not st.session_state.pop(_INSIDE_APP, False):
        st.session_state[_REQUESTED] = (f"pages/{Path(page).name}", st.query_params.to_dict())
        st.switch_page("app.py")
    return current_locale()


def follow_request() -> None:
    """Open the page that `require_app` has stored, with its query parameters."""
    if _REQUESTED in st.session_state:
        page, query = st.session_state.pop(_REQUESTED)
        st.switch_page(page, query_params=query)


def show_header(locale: Locale, title: str) -> None:
    """Show the title of the page and the language switch."""
    st.html(_STYLE)
    document.set_language(locale.language)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False)
        st.segmented_control(
            locale.tr("Language"),
            list(Language),
            format_func={Language.ZH: "中文", Language.EN: "English"}.__getitem__,
            default=locale.language,
            required=True,
            key="language",
            on_change=_switch_language,
            label_visibility="collapsed",
        )


def _switch_language() -> None:
    language = Language(st.session_state["language"])
    url_state.put("lang", None if language is Language.ZH else str(language))


def show_footer(locale: Locale, warehouse: Warehouse) -> None:
    """Show data version, baseline and method below the page."""
    tr = locale.tr
    accessed = max(source.accessed for source in warehouse.sources().values())
    st.divider()
    st.caption(
        tr(
            "Sources read on {date}, data version {digest}. Baseline: no new measures. Method: "
            "demand follows "
            "digital output by an estimated elasticity; supply is last year's workforce plus the "
            "graduates who enter minus the exits; everything uncertain is drawn 2,000 times.",
            date=accessed,
            digest=warehouse.digest[:8],
        )
    )
