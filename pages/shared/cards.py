"""The key figures of a result as cards."""

from __future__ import annotations

import numpy as np
import streamlit as st

from forecasting.gap import GapResult
from forecasting.series import Unit, Values
from pages.shared.frame import Frame
from reporting.key_figures import Spread
from reporting.numbers import format_change, format_quantity, format_range, format_ratio

MIDDLE_YEAR = 2030


def overview_cards(frame: Frame, result: GapResult) -> None:
    """Gap of three years, and what stands behind the last one."""
    tr, last = frame.tr, result.horizon
    left, right = st.columns(2)
    with left:
        for year in sorted({result.last_observed, min(MIDDLE_YEAR, last), last}):
            people_card(frame, tr("Gap {year}", year=year), result, result.gap, year)
    with right:
        people_card(frame, tr("Demand {year}", year=last), result, result.demand, last)
        people_card(frame, tr("Supply {year}", year=last), result, result.supply, last)
        _tightness_card(frame, result)
    people_card(
        frame,
        tr("Qualified gap {year}", year=last),
        result,
        result.qualified_gap,
        last,
        tr(
            "Demand minus the people who have reached working competence. It contains the "
            "compound and application-oriented talent that a head-count overlooks."
        ),
    )


def _tightness_card(frame: Frame, result: GapResult) -> None:
    tr, last = frame.tr, result.horizon
    ratio = in_year(result, result.tightness, last)
    low, high = (format_ratio(end, frame.language) for end in (ratio.low, ratio.high))
    st.metric(
        tr("Tightness {year}", year=last),
        format_ratio(ratio.median, frame.language),
        delta=tr("80%: {range}", range=f"{low}–{high}"),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=tr("Demand ÷ supply; above 1 posts outnumber people."),
    )


def people_card(
    frame: Frame,
    label: str,
    result: GapResult,
    paths: Values,
    year: int,
    explanation: str | None = None,
) -> None:
    """Median and 80% interval of a number of people in a year."""
    found = in_year(result, paths, year)
    st.metric(
        label,
        format_quantity(found.median, Unit.PERSONS, frame.language),
        delta=frame.tr(
            "80%: {range}",
            range=format_range(found.low, found.high, Unit.PERSONS, frame.language),
        ),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=explanation,
    )


def change_card(
    frame: Frame, label: str, result: GapResult, paths: Values, baseline: Values, year: int
) -> None:
    """Median of a number of people in a year, and how it differs from the baseline."""
    found = in_year(result, paths, year)
    change = in_year(result, paths - baseline, year).median
    against = format_change(change, Unit.PERSONS, frame.language)
    st.metric(
        label,
        format_quantity(found.median, Unit.PERSONS, frame.language),
        delta=frame.tr("{change} against the baseline", change=against),
        delta_color=("green" if change < 0 else "red") if abs(change) >= 1 else "off",
        delta_arrow="off" if abs(change) < 1 else ("up" if change > 0 else "down"),
        border=True,
        height="stretch",
    )


def in_year(result: GapResult, paths: Values, year: int) -> Spread:
    """Median and 80% interval of paths in one year."""
    return Spread.of(np.asarray(paths[:, int(np.flatnonzero(result.years == year)[0])]))
