"""The visitor's own figures: pasted or from a file, checked, and shown as they were understood.

They live in the session and nowhere else: no file, no database, no cache that others share, no address.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import pandas as pd
import streamlit as st

from data.uploads.cells import Count
from data.uploads.headcount import OwnFigures, Rates, UnitOrigin, read_own_figures
from data.uploads.spreadsheet import text_of
from forecasting.core.errors import PanelError
from forecasting.core.series import Unit
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.shell.url_controls import synchronise
from pages.widgets.chart_block import plain_table
from pages.widgets.labels import escaped
from pages.widgets.uploader import uploader
from reporting.format.i18n import explain, message
from reporting.format.numbers import MISSING, format_quantity

_TEXT, _FAULT, _CHOSEN = "own.text", "own.fault", "own.chosen"
HEADCOUNT_SOURCES = "own.basis"  # what the years ahead follow
_FIRST, _YEARS = 2014, 12
Kind = TypeVar("Kind", bound=StrEnum)

COUNTS = {
    Count.PERSONS: message("people"),
    Count.THOUSANDS: message("thousands"),
    Count.TEN_THOUSANDS: message("ten thousands"),
}
STYLES = {
    Rates.PERCENT: message("12 means 12%"),
    Rates.SHARE: message("0.12 means 12%"),
}


def own_figures(locale: Locale) -> OwnFigures | None:
    """Show the controls and what was read; None as long as nothing can be calculated."""
    tr = locale.tr
    left, right = st.columns([3, 2], gap="large")
    with left:
        text: str = st.text_area(
            tr("Rows copied from Excel or WPS, with their headings"),
            key=_TEXT,
            height=240,
            placeholder=_headings(locale),
            on_change=_changed,
            persist_state="session",
        )
        _buttons(locale)
    with right:
        _explanation(locale)
    fault: PanelError | None = st.session_state.get(_FAULT)
    if fault:
        st.error(escaped(explain(fault, locale.language)), icon=":material/error:")
    if not text.strip():
        empty(tr("Paste rows, open a file or try the example; the answer appears below."))
        return None
    chosen: Mapping[str, str] = st.session_state.get(_CHOSEN, {})
    figures = read_own_figures(
        text,
        count=Count(chosen["count"]) if "count" in chosen else None,
        rates=Rates(chosen["rates"]) if "rates" in chosen else None,
    )
    _show_faults(locale, figures)
    if not figures.rows:
        return None
    _confirm(locale, figures)
    _show_rows(locale, figures)
    return figures


def _buttons(locale: Locale) -> None:
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


def _explanation(locale: Locale) -> None:
    tr = locale.tr
    uploader(locale, "own-file", tr("Or open a file (CSV or XLSX)"), _opened)
    st.markdown(
        tr(
            "One row for each year: year, headcount at year-end, attrition rate, retirement rate and, "
            "where there is one, the planned headcount, also for years to come. Chinese or English "
            "headings, UTF-8 or GBK; 12%, 12 and 0.12 are understood, people may be counted in ten "
            "thousands."
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


def _put(text: str) -> None:
    st.session_state[_TEXT] = text
    _changed()


def _changed() -> None:
    """Other figures: what was chosen for the last ones holds no longer."""
    for key in (_CHOSEN, _FAULT, HEADCOUNT_SOURCES):
        st.session_state.pop(key, None)


def _opened(name: str, content: bytes) -> None:
    """Put the table of a file into the text box, where it can be corrected."""
    try:
        _put(text_of(content, name))
    except PanelError as error:
        st.session_state[_FAULT] = error


def _show_faults(locale: Locale, figures: OwnFigures) -> None:
    if not figures.faults:
        return
    lines = [f"- {escaped(explain(fault, locale.language))}" for fault in figures.faults]
    if figures.rows:
        head = locale.tr.plural(
            "{count} cell cannot be used; its row is left out until it is corrected above:",
            "{count} cells cannot be used; their rows are left out until they are corrected above:",
            len(lines),
        )
        lines = [head, "", *lines]
    st.error("\n".join(lines), icon=":material/error:")


def _confirm(locale: Locale, figures: OwnFigures) -> None:
    """What plain numbers were taken for, and the controls that change it."""
    tr = locale.tr
    series = figures.headcount
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        _switch(locale, "count", tr("People are counted in"), COUNTS, figures.count)
        if figures.rates:
            _switch(locale, "rates", tr("Rates without a percent sign"), STYLES, figures.rates)
    told = {
        UnitOrigin.HEADING: tr("The unit stands in the heading."),
        UnitOrigin.SIZE: tr(
            "No unit stands in the heading, so it is told by the look of the numbers."
        ),
        UnitOrigin.CHOICE: tr("You have chosen the unit."),
    }[figures.count_told]
    if len(series):
        value = format_quantity(float(series.values[-1]), Unit.PERSONS, locale.language, 6)
        last = tr(
            "Please confirm: the headcount at the end of {year} is {value}.",
            year=int(series.years[-1]),
            value=value,
        )
        told = f"{told} **{last}**"
    st.markdown(f":material/rule: {told}")


def _switch(
    locale: Locale, name: str, label: str, options: Mapping[Kind, str], found: Kind
) -> None:
    key = f"own.{name}"
    synchronise(key, found)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda option: locale.tr(options[option]),
        key=key,
        required=True,
        on_change=_choose,
        args=(name, key),
    )


def _choose(name: str, key: str) -> None:
    chosen: dict[str, str] = st.session_state.setdefault(_CHOSEN, {})
    chosen[name] = st.session_state[key]


def _show_rows(locale: Locale, figures: OwnFigures) -> None:
    tr = locale.tr
    for remark in figures.remarks:
        st.caption(f":material/info: {escaped(explain(remark, locale.language))}")
    found = st.expander(
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
    with found:
        plain_table(rows, locale.language)


def _people(locale: Locale, value: float | None) -> str:
    return MISSING if value is None else format_quantity(value, Unit.PERSONS, locale.language, 6)


def _share(locale: Locale, value: float | None) -> str:
    return MISSING if value is None else format_quantity(value, Unit.SHARE, locale.language)
