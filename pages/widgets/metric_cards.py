"""The key figures of a result as cards."""

from __future__ import annotations

from typing import Literal

import numpy as np
import streamlit as st

from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult, Spread
from pages.shell.locale import Locale
from pages.widgets.chart_block import Card
from reporting.format.numbers import (
    MISSING,
    format_change,
    format_quantity,
    format_range,
    format_ratio,
)

MIDDLE_YEAR = 2030


def overview_cards(locale: Locale, result: GapResult) -> None:
    """Gap of three years, and the composition of the last one."""
    tr, last = locale.tr, result.horizon
    left, right = st.columns(2)
    with left:
        for year in sorted({result.last_observed, min(MIDDLE_YEAR, last), last}):
            people_card(locale, tr("Gap {year}", year=year), result, result.gap, year)
    with right:
        people_card(locale, tr("Demand {year}", year=last), result, result.demand, last)
        people_card(locale, tr("Supply {year}", year=last), result, result.supply, last)
        tightness_card(locale, result)
    people_card(
        locale,
        tr("Qualified gap {year}", year=last),
        result,
        result.qualified_gap,
        last,
        tr(
            "Demand minus the people who have reached working competence. It contains the "
            "compound and application-oriented talent that a head-count overlooks."
        ),
    )


def tightness_card(locale: Locale, result: GapResult) -> None:
    """Demand ÷ supply at the horizon."""
    tr, last = locale.tr, result.horizon
    ratio = in_year(result, result.tightness, last)
    low, high = (format_ratio(end, locale.language) for end in (ratio.low, ratio.high))
    st.metric(
        tr("Tightness {year}", year=last),
        format_ratio(ratio.median, locale.language),
        delta=tr("80%: {range}", range=f"{low}–{high}"),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=tr("Demand ÷ supply; above 1 posts outnumber people."),
    )


def people_card(
    locale: Locale,
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
        format_quantity(found.median, Unit.PERSONS, locale.language),
        delta=locale.tr(
            "80%: {range}",
            range=format_range(found.low, found.high, Unit.PERSONS, locale.language),
        ),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=explanation,
    )


def change_card(
    locale: Locale, label: str, result: GapResult, paths: Values, baseline: Values
) -> Card:
    """Median and 80% interval of people at the horizon, and how far the mean lies from the baseline."""
    tr, year = locale.tr, result.horizon
    found, change = in_year(result, paths, year), in_year_mean(result, paths - baseline, year)
    less: Literal["better", "worse"] = "better" if change < 0 else "worse"
    return Card(
        label,
        format_quantity(found.median, Unit.PERSONS, locale.language),
        tr(
            "{change} on average against the baseline",
            change=format_change(change, Unit.PERSONS, locale.language),
        ),
        less if abs(change) >= 1 else "same",
        tr(
            "80%: {range}",
            range=format_range(found.low, found.high, Unit.PERSONS, locale.language),
        ),
    )


def closing_card(locale: Locale, result: GapResult) -> None:
    """The year in which the gap closes, and how likely that is at the horizon."""
    tr, closed = locale.tr, result.closing_year
    probability = format_quantity(closed.probability_by_horizon, Unit.SHARE, locale.language)
    _plain_card(
        tr("The gap closes in"),
        str(closed.p50) if closed.p50 else tr("not in sight"),
        tr("closed by {year}: {probability}", year=result.horizon, probability=probability),
        tr("First year by which at least half of the draws have closed the gap."),
    )


def cost_card(locale: Locale, result: GapResult) -> None:
    """What the measures cost up to the horizon."""
    tr = locale.tr
    _plain_card(
        tr("Cost up to {year}", year=result.horizon),
        format_quantity(result.cost_total, Unit.YUAN, locale.language),
        tr("constant prices"),
        tr("Not discounted. Developments have no cost."),
    )


def price_card(locale: Locale, result: GapResult, price: float | None) -> None:
    """What the measures cost for each post they close."""
    tr = locale.tr
    _plain_card(
        tr("Cost per post closed"),
        MISSING if price is None else format_quantity(price, Unit.YUAN, locale.language, 2),
        tr("posts closed in {year}", year=result.horizon),
        tr(
            "Cost of all measures up to the last year shown, divided by the people by which they "
            "narrow the gap in that year."
        ),
    )


def _plain_card(label: str, value: str, below: str, explanation: str) -> None:
    st.metric(
        label,
        value,
        delta=below,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=explanation,
    )


def in_year(result: GapResult, paths: Values, year: int) -> Spread:
    """Median and 80% interval of paths in one year."""
    return Spread.of(np.asarray(paths[:, result.column(year)]))


def in_year_mean(result: GapResult, paths: Values, year: int) -> float:
    """Mean over the draws in a year."""
    return float(paths[:, result.column(year)].mean())
