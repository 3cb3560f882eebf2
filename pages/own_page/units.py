"""What plain numbers were taken for, to be confirmed or changed by the visitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from data.uploads.grid.units import Count, Rates, UnitOrigin
from data.uploads.own_figures import OwnFigures, OwnRow
from forecasting.core.series import Unit
from pages.shell.locale import Locale
from pages.shell.url_controls import synchronise
from reporting.format.i18n import message
from reporting.format.numbers import format_quantity

Kind = TypeVar("Kind", bound=StrEnum)
Choose = Callable[[str, str], None]

COUNTS = {
    Count.PERSONS: message("people"),
    Count.HUNDREDS: message("hundreds"),
    Count.THOUSANDS: message("thousands"),
    Count.TEN_THOUSANDS: message("ten thousands"),
    Count.MILLIONS: message("millions"),
    Count.HUNDRED_MILLIONS: message("hundred millions"),
}
STYLES = {
    Rates.PERCENT: message("12 means 12%"),
    Rates.SHARE: message("0.12 means 12%"),
    Rates.PER_MILLE: message("120 means 12%"),
}
ORIGINS = {
    UnitOrigin.CELL: message("The unit is in the cells."),
    UnitOrigin.HEADING: message("The unit is in the heading."),
    UnitOrigin.TITLE: message("The unit is in the title or a note."),
    UnitOrigin.SIZE: message(
        "No unit is given, so it is taken from the size of the numbers; it may be another one."
    ),
    UnitOrigin.CHOICE: message("You have chosen the unit."),
}
_USUAL = (Count.PERSONS, Count.THOUSANDS, Count.TEN_THOUSANDS, Rates.PERCENT, Rates.SHARE)


def show_units(locale: Locale, figures: OwnFigures, choose: Choose) -> None:
    """Show the units with the last figures in them, and the controls that change them.

    Args:
        locale: language of the page.
        figures: as read.
        choose: called with the name of the choice and the key of its control.
    """
    tr = locale.tr
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        _show_switch(locale, "count", tr("People are counted in"), COUNTS, figures.count, choose)
        if figures.rates:
            label = tr("Rates without a percent sign")
            _show_switch(locale, "rates", label, STYLES, figures.rates, choose)
    _show_people(locale, figures)
    if figures.rates:
        _show_rates(locale, figures)


def _show_people(locale: Locale, figures: OwnFigures) -> None:
    """Show the last headcount for confirmation."""
    tr, series = locale.tr, figures.headcount
    text = tr(ORIGINS[figures.count_origin])
    if len(series):
        value = format_quantity(float(series.values[-1]), Unit.PERSONS, locale.language, 6)
        last = tr(
            "Please confirm: the headcount at the end of {year} is {value}.",
            year=int(series.years[-1]),
            value=value,
        )
        text = f"{text} **{last}**"
    st.markdown(f":material/rule: {text}")


def _show_rates(locale: Locale, figures: OwnFigures) -> None:
    """Show who leaves in the last year with a rate, as a warning where another unit is as likely."""
    tr = locale.tr
    rows = [row for row in figures.rows if row.attrition is not None or row.retirement is not None]
    if not rows or not (figures.rates_origin is UnitOrigin.SIZE or figures.units.ambiguous):
        return
    leaving = _leaving(rows[-1])
    sentence = tr(
        "Please confirm: {share} of the headcount left in {year}.",
        share=format_quantity(leaving, Unit.SHARE, locale.language),
        year=rows[-1].year,
    )
    if not figures.units.ambiguous:
        st.markdown(f":material/rule: **{sentence}**")
        return
    other = leaving / 100 if figures.rates is Rates.SHARE else leaving * 100
    doubt = tr(
        "The rates have no percent sign and are below 1. Read the other way, it would be {share}.",
        share=format_quantity(other, Unit.SHARE, locale.language),
    )
    st.warning(f"**{sentence}** {doubt}", icon=":material/rule:")


def _leaving(row: OwnRow) -> float:
    return (row.attrition or 0.0) + (row.retirement or 0.0)


def _show_switch(
    locale: Locale,
    name: str,
    label: str,
    options: Mapping[Kind, str],
    current: Kind,
    choose: Choose,
) -> None:
    """Show the usual units and the current one to choose from."""
    key = f"own.{name}"
    synchronise(key, current)
    st.segmented_control(
        label,
        [option for option in options if option in _USUAL or option is current],
        format_func=lambda option: locale.tr(options[option]),
        key=key,
        required=True,
        on_change=choose,
        args=(name, key),
    )
