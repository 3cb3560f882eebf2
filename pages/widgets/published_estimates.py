"""Show why the model starts from its baseline gap, beside other published estimates."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.parameters import Parameter
from forecasting.core.published import Comparable, PublishedEstimate, Quantity
from forecasting.core.series import Unit
from forecasting.model.result import GapResult
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.labels import (
    COMPARABLES,
    QUANTITIES,
    amount,
    grade_badge,
    localised,
    source_link,
    with_bound,
)
from reporting.charts.published import published_and_model
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, format_range


def rival_gaps(warehouse: Warehouse, baseline: str) -> list[PublishedEstimate]:
    """Return the published gaps of the same or an overlapping scope, without the baseline itself."""
    return [
        estimate
        for estimate in warehouse.estimates()
        if estimate.quantity is Quantity.GAP
        and estimate.comparable is not Comparable.NO
        and estimate.id != baseline
    ]


def show_why_this_baseline(
    locale: Locale, warehouse: Warehouse, baseline: Parameter, result: GapResult, context: Context
) -> None:
    """Show source and definition of the baseline gap, and the estimates of others."""
    tr = locale.tr
    value = format_quantity(baseline.value, Unit.PERSONS, locale.language)
    title = tr("Why {value}?", value=value)
    with st.expander(title, icon=":material/help:", key="why"):
        st.markdown(
            f"**{tr.name(baseline)}: {value}** {grade_badge(locale, baseline.grade)}  \n"
            + localised(locale, baseline.note_zh, baseline.note_en)
        )
        for name in baseline.source_ids:
            st.caption(source_link(warehouse.source(name), locale.language))
        st.markdown(
            tr(
                "Other publishers count other groups of people, so their figures are reference "
                "points and no time series. The model is not fitted to them."
            )
        )
        related = [e for e in warehouse.estimates() if e.comparable is not Comparable.NO]
        show_estimates_table(locale, related)
        show_chart(
            locale,
            published_and_model(result, rival_gaps(warehouse, result.baseline), context),
            context,
        )


def show_estimates_table(locale: Locale, estimates: list[PublishedEstimate]) -> None:
    """Show published estimates: issuer, scope, and why they are another quantity."""
    tr = locale.tr
    rows = [
        {
            tr("Quantity"): tr(QUANTITIES[e.quantity]),
            tr("Year"): str(e.target_year),
            tr("Value"): estimate_text(locale, e),
            tr("Scope"): localised(locale, e.scope_zh, e.scope_en),
            tr("Issued by"): localised(locale, e.issuer_zh, e.issuer_en),
            tr("Comparable"): tr(COMPARABLES[e.comparable]),
            tr("Reason"): localised(locale, e.reason_zh, e.reason_en),
        }
        for e in estimates
    ]
    show_table(pd.DataFrame(rows), locale.language)


def estimate_text(locale: Locale, estimate: PublishedEstimate) -> str:
    """Format the published figure or range."""
    low, high = estimate.low, estimate.high
    if low is not None and high is not None and low != high:
        return format_range(low, high, estimate.unit, locale.language)
    single = low if low is not None else high
    return with_bound(locale, amount(locale, single, estimate.unit), estimate.bound)
