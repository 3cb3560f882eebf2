"""The visitor's own figures: pasted or from a file, checked, and shown as they were understood.

They live in the session and nowhere else: no file, no database, no cache that others share, no address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from data.uploads.grid.units import Count, Rates
from data.uploads.headcount import read_own_figures, text_to_edit
from data.uploads.own_figures import OwnFigures
from forecasting.core.errors import TalentGapError
from forecasting.core.series import Unit
from forecasting.engine import Notice
from pages.own_page.units import show_units
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_table
from pages.widgets.labels import escape_markdown
from pages.widgets.uploader import show_uploader
from reporting.format.i18n import explain
from reporting.format.numbers import MISSING, format_quantity

_TEXT, _FAULT, _CHOSEN, _SOURCE = "own.text", "own.fault", "own.chosen", "own.source"
HEADCOUNT_SOURCES = "own.basis"  # what the years ahead follow
_FIRST, _YEARS = 2014, 12
_SHOWN_FAULTS = 12


def show_input(locale: Locale) -> OwnFigures | None:
    """Show the controls and what was read; return None as long as nothing can be calculated."""
    text = _show_controls(locale)
    fault: TalentGapError | None = st.session_state.get(_FAULT)
    if fault:
        st.error(escape_markdown(explain(fault, locale.language)), icon=":material/error:")
    if not text.strip():
        show_empty_state(
            locale.tr("Paste rows, open a file or try the example; the answer appears below.")
        )
        return None
    chosen: Mapping[str, str] = st.session_state.get(_CHOSEN, {})
    figures = read_own_figures(
        text,
        count=Count(chosen["count"]) if "count" in chosen else None,
        rates=Rates(chosen["rates"]) if "rates" in chosen else None,
    )
    _show_remarks(locale, st.session_state.get(_SOURCE, ()))
    _show_faults(locale, figures)
    if not figures.rows:
        return None
    show_units(locale, figures, _choose)
    _show_remarks(locale, figures.remarks)
    _show_rows(locale, figures)
    return figures


def _show_controls(locale: Locale) -> str:
    """Show the text box, its buttons and the place for files; return the text."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        text: str = st.text_area(
            locale.tr("Rows copied from Excel or WPS, with their headings"),
            key=_TEXT,
            height=240,
            placeholder=_headings(locale),
            on_change=_changed,
            persist_state="session",
        )
        _show_buttons(locale)
    with right:
        _show_explanation(locale)
    return text


def _show_buttons(locale: Locale) -> None:
    tr = locale.tr
    with st.container(horizontal=True):
        st.button(
            tr("Read the figures"), icon=":material/check:", key="own.read"
        )  # a click leaves the text box, which sends its text
        st.button(
            tr("Try an example"),
            icon=":material/science:",
            key="own.example",
            on_click=_put,
            args=(_example(locale),),
        )
        st.button(tr("Clear"), icon=":material/delete:", key="own.clear", on_click=_put, args=("",))


def _show_explanation(locale: Locale) -> None:
    tr = locale.tr
    show_uploader(locale, "own-file", tr("Or open a file (XLSX, XLS, ODS or CSV)"), _opened)
    st.markdown(
        tr(
            "One row for each year: year, headcount at year-end, attrition rate, retirement rate and, "
            "where there is one, the planned headcount, also for years to come. Chinese or English "
            "headings; years may also be columns. 12%, 12 and 0.12 are understood, people may be counted "
            "in ten thousands."
        )
    )
    st.caption(
        ":material/lock: "
        + tr(
            "Your figures stay in this visit: they are written to no file, no database and no address. "
            "They stay while you go from page to page and are gone when you reload or close this one, "
            "so keep your own copy."
        )
    )


def _headings(locale: Locale) -> str:
    tr = locale.tr
    names = (tr("Year"), tr("Headcount"), tr("Attrition rate"), tr("Retirement rate"))
    return "\t".join((*names, tr("Planned headcount")))


def _example(locale: Locale) -> str:
    """Schematic round figures under a title that says so; it stands in every source line too."""
    title = locale.tr("Example: invented round figures of no real organisation")
    years = [f"{_FIRST + i}\t{1000 + 100 * i}\t{9 + i % 3}%\t1%\t" for i in range(_YEARS)]
    plan = [f"{_FIRST + _YEARS + i}\t\t\t\t{2200 + 200 * i}" for i in range(5)]
    return "\n".join((title, _headings(locale), *years, *plan))


def _put(text: str, remarks: tuple[Notice, ...] = ()) -> None:
    """Put a text into the text box, with remarks about the file that it is from."""
    st.session_state[_TEXT] = text
    st.session_state[_SOURCE] = remarks
    _changed()


def _changed() -> None:
    """Forget what was chosen for the figures before."""
    for key in (_CHOSEN, _FAULT, HEADCOUNT_SOURCES):
        st.session_state.pop(key, None)


def _opened(name: str, content: bytes) -> None:
    """Put the table of a file into the text box, where it can be corrected."""
    try:
        text, remarks = text_to_edit(content, name)
    except TalentGapError as error:
        st.session_state[_FAULT] = error
    else:
        _put(text, remarks)


def _show_faults(locale: Locale, figures: OwnFigures) -> None:
    """Show each fault with its row and column."""
    if not figures.faults:
        return
    tr, count = locale.tr, len(figures.faults)
    shown = figures.faults[:_SHOWN_FAULTS]
    lines = [f"- {escape_markdown(explain(fault, locale.language))}" for fault in shown]
    if count > len(shown):
        lines.append(f"- {tr('{count} more.', count=count - len(shown))}")
    if figures.rows:
        head = tr.plural(
            "{count} cell cannot be used; its row is left out until it is corrected above:",
            "{count} cells cannot be used; their rows are left out until they are corrected above:",
            count,
        )
        lines = [head, "", *lines]
    st.error("\n".join(lines), icon=":material/error:")


def _show_remarks(locale: Locale, remarks: Iterable[Notice]) -> None:
    for remark in remarks:
        st.caption(f":material/info: {escape_markdown(explain(remark, locale.language))}")


def _choose(name: str, key: str) -> None:
    """Remember the unit that was chosen for the present figures."""
    chosen: dict[str, str] = st.session_state.setdefault(_CHOSEN, {})
    chosen[name] = st.session_state[key]


def _show_rows(locale: Locale, figures: OwnFigures) -> None:
    """Show the rows as they were understood."""
    tr = locale.tr
    place = st.expander(
        tr("What was read: {count} rows", count=len(figures.rows)),
        icon=":material/table:",
        expanded=bool(figures.faults),
    )
    rows = pd.DataFrame(
        {
            tr("Year"): [str(row.year) for row in figures.rows],
            tr("Headcount"): [_people(locale, row.headcount) for row in figures.rows],
            tr("Attrition rate"): [_share(locale, row.attrition) for row in figures.rows],
            tr("Retirement rate"): [_share(locale, row.retirement) for row in figures.rows],
            tr("Planned headcount"): [_people(locale, row.plan) for row in figures.rows],
        }
    )
    with place:
        show_table(rows, locale.language)


def _people(locale: Locale, value: float | None) -> str:
    return MISSING if value is None else format_quantity(value, Unit.PERSONS, locale.language, 6)


def _share(locale: Locale, value: float | None) -> str:
    return MISSING if value is None else format_quantity(value, Unit.SHARE, locale.language)
