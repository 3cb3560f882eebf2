"""Show the key figures of a result as cards."""

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


def show_overview_cards(locale: Locale, result: GapResult) -> None:
    """Show the gap of three years, and demand, supply, tightness and qualified gap at the horizon."""
    tr, last = locale.tr, result.horizon
    left, right = st.columns(2)
    with left:
        for year in sorted({result.last_observed, min(MIDDLE_YEAR, last), last}):
            show_people_card(locale, tr("Gap {year}", year=year), result, result.gap, year)
    with right:
        show_people_card(locale, tr("Demand {year}", year=last), result, result.demand, last)
        show_people_card(locale, tr("Supply {year}", year=last), result, result.supply, last)
        show_tightness_card(locale, result)
    show_people_card(
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


def show_tightness_card(locale: Locale, result: GapResult) -> None:
    """Show demand ÷ supply at the horizon."""
    tr, last = locale.tr, result.horizon
    ratio = spread_in_year(result, result.tightness, last)
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


def show_people_card(
    locale: Locale,
    label: str,
    result: GapResult,
    paths: Values,
    year: int,
    explanation: str | None = None,
) -> None:
    """Show median and 80% interval of paths, shape [draws, years], persons, in one year."""
    spread = spread_in_year(result, paths, year)
    st.metric(
        label,
        format_quantity(spread.median, Unit.PERSONS, locale.language),
        delta=locale.tr(
            "80%: {range}",
            range=format_range(spread.low, spread.high, Unit.PERSONS, locale.language),
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
    """Return a card of paths at the horizon: median, 80% interval, mean difference from the baseline.

    Args:
        locale: language of the page.
        label: name of the figure.
        result: whose horizon is shown.
        paths: shape [draws, years], persons.
        baseline: the same paths in the baseline, shape [draws, years], persons.
    """
    tr, year = locale.tr, result.horizon
    spread = spread_in_year(result, paths, year)
    change = mean_in_year(result, paths - baseline, year)
    less: Literal["better", "worse"] = "better" if change < 0 else "worse"
    return Card(
        label,
        format_quantity(spread.median, Unit.PERSONS, locale.language),
        tr(
            "{change} on average against the baseline",
            change=format_change(change, Unit.PERSONS, locale.language),
        ),
        less if abs(change) >= 1 else "same",
        tr(
            "80%: {range}",
            range=format_range(spread.low, spread.high, Unit.PERSONS, locale.language),
        ),
    )


def show_closing_card(locale: Locale, result: GapResult) -> None:
    """Show the year in which the gap closes, and the probability that it has closed by the horizon."""
    tr, closed = locale.tr, result.closing_year
    probability = format_quantity(closed.probability_by_horizon, Unit.SHARE, locale.language)
    _show_card(
        tr("The gap closes in"),
        str(closed.p50) if closed.p50 else tr("not in sight"),
        tr("closed by {year}: {probability}", year=result.horizon, probability=probability),
        tr("First year by which at least half of the draws have closed the gap."),
    )


def show_cost_card(locale: Locale, result: GapResult) -> None:
    """Show the cost of the measures up to the horizon."""
    tr = locale.tr
    _show_card(
        tr("Cost up to {year}", year=result.horizon),
        format_quantity(result.cost_total, Unit.YUAN, locale.language),
        tr("constant prices"),
        tr("Not discounted. Developments have no cost."),
    )


def show_price_card(locale: Locale, result: GapResult, price: float | None) -> None:
    """Show the cost of the measures per post closed."""
    tr = locale.tr
    _show_card(
        tr("Cost per post closed"),
        MISSING if price is None else format_quantity(price, Unit.YUAN, locale.language, 2),
        tr("posts closed in {year}", year=result.horizon),
        tr(
            "Cost of all measures up to the last year shown, divided by the people by which they "
            "narrow the gap in that year."
        ),
    )


def _show_card(label: str, value: str, below: str, explanation: str) -> None:
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


def spread_in_year(result: GapResult, paths: Values, year: int) -> Spread:
    """Return median and 80% interval of paths, shape [draws, years], in one year."""
    return Spread.of(np.asarray(paths[:, result.column(year)]))


def mean_in_year(result: GapResult, paths: Values, year: int) -> float:
    """Return the mean of paths, shape [draws, years], over the draws in one year."""
    return float(paths[:, result.column(year)].mean())
