"""Why 11 million: the baseline figure beside its rivals."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.parameters import Parameter
from forecasting.core.published import Comparable, PublishedEstimate, Quantity
from forecasting.core.series import Unit
from forecasting.model.result import GapResult
from pages.shell.locale import Locale
from pages.widgets.chart_block import chart_block, plain_table
from pages.widgets.labels import (
    COMPARABLES,
    QUANTITIES,
    amount,
    bounded,
    grade_badge,
    noted,
    source_link,
)
from reporting.charts.published import published_and_model
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, format_range


def rivals(warehouse: Warehouse, baseline: str) -> list[PublishedEstimate]:
    """Published gaps whose scope overlaps with the project's, without the baseline itself."""
    return [
        estimate
        for estimate in warehouse.estimates()
        if estimate.quantity is Quantity.GAP
        and estimate.comparable is not Comparable.NO
        and estimate.id != baseline
    ]


def why_this_baseline(
    locale: Locale, warehouse: Warehouse, baseline: Parameter, result: GapResult, context: Context
) -> None:
    """The source and definition of the baseline gap, and what others have published."""
    tr = locale.tr
    value = format_quantity(baseline.value, Unit.PERSONS, locale.language)
    title = tr("Why {value}?", value=value)
    with st.expander(title, icon=":material/help:", key="why"):
        st.markdown(
            f"**{tr.name(baseline)}: {value}** {grade_badge(locale, baseline.grade)}  \n"
            + noted(locale, baseline.note_zh, baseline.note_en)
        )
        for name in baseline.source_ids:
            st.caption(source_link(warehouse.source(name), locale.language))
        st.markdown(
            tr(
                "Others count other people, so their figures are reference points and no time path. "
                "Nothing is fitted through them."
            )
        )
        related = [e for e in warehouse.estimates() if e.comparable is not Comparable.NO]
        estimates_table(locale, related)
        chart_block(
            locale,
            published_and_model(result, rivals(warehouse, result.baseline), context),
            context,
        )


def estimates_table(locale: Locale, estimates: list[PublishedEstimate]) -> None:
    """What was published, by whom, for which scope, and why it is not the same quantity."""
    tr = locale.tr
    rows = [
        {
            tr("Quantity"): tr(QUANTITIES[e.quantity]),
            tr("Year"): str(e.target_year),
            tr("Value"): estimate_text(locale, e),
            tr("Scope"): noted(locale, e.scope_zh, e.scope_en),
            tr("Issued by"): noted(locale, e.issuer_zh, e.issuer_en),
            tr("Comparable"): tr(COMPARABLES[e.comparable]),
            tr("Reason"): noted(locale, e.reason_zh, e.reason_en),
        }
        for e in estimates
    ]
    plain_table(pd.DataFrame(rows), locale.language)


def estimate_text(locale: Locale, estimate: PublishedEstimate) -> str:
    """The published figure or range."""
    low, high = estimate.low, estimate.high
    if low is not None and high is not None and low != high:
        return format_range(low, high, estimate.unit, locale.language)
    single = low if low is not None else high
    return bounded(locale, amount(locale, single, estimate.unit), estimate.bound)
