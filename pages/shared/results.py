"""What a scenario changes: cards and charts against the baseline."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from forecasting.gap import Comparison
from forecasting.inputs import ModelInputs, RunSettings
from forecasting.series import Unit
from pages.shared.blocks import chart_block
from pages.shared.cache import comparison_of
from pages.shared.cards import change_card
from pages.shared.frame import Frame
from reporting.charts.chart import Chart
from reporting.charts.context import Context
from reporting.charts.flows import contributions, costs, flows
from reporting.charts.gap import gap_and_qualified_gap, gap_over_time, tightness
from reporting.numbers import format_quantity
from reporting.sentences import closing, effect


def result_cards(frame: Frame, comparison: Comparison) -> None:
    """Gap and qualified gap against the baseline, closing year and cost."""
    tr, result, baseline = frame.tr, comparison.scenario, comparison.baseline
    year = result.horizon
    left, right = st.columns(2)
    with left:
        change_card(frame, tr("Gap {year}", year=year), result, result.gap, baseline.gap, year)
    with right:
        change_card(
            frame,
            tr("Qualified gap {year}", year=year),
            result,
            result.qualified_gap,
            baseline.qualified_gap,
            year,
        )
    left, right = st.columns(2)
    closed = result.closing_year
    probability = format_quantity(closed.probability_by_horizon, Unit.SHARE, frame.language)
    with left:
        st.metric(
            tr("The gap closes in"),
            str(closed.p50) if closed.p50 else tr("not in sight"),
            delta=tr("closed by {year}: {probability}", year=year, probability=probability),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=tr("First year by which at least half of the draws have closed the gap."),
        )
    with right:
        st.metric(
            tr("Cost up to {year}", year=year),
            format_quantity(result.cost_total, Unit.YUAN, frame.language),
            delta=tr("constant prices, not discounted"),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
        )


def result_charts(
    frame: Frame,
    outcome: Comparison,
    inputs: ModelInputs,
    settings: RunSettings,
    context: Context,
) -> None:
    """The gap against the baseline, then one further chart of the visitor's choice."""
    tr, result, baseline = frame.tr, outcome.scenario, outcome.baseline
    interventions = inputs.interventions
    chart_block(frame, gap_over_time(result, context, baseline=baseline), context)
    if result.scenario.settings:
        st.markdown(f"{effect(outcome, context)} {closing(result, context)}")
    further: dict[str, Callable[[], Chart]] = {
        tr("Contributions"): lambda: contributions(
            comparison_of(inputs, result.scenario, settings), interventions, context
        ),
        tr("Cost"): lambda: costs(result, interventions, context),
    }
    if not result.scenario.settings:  # the baseline has neither
        further.clear()
    further |= {
        tr("Qualified gap"): lambda: gap_and_qualified_gap(result, context),
        tr("Flows"): lambda: flows(result, context),
        tr("Tightness"): lambda: tightness(result, context, baseline=baseline),
    }
    key = f"further.{frame.language}.{len(further)}"
    tabs = st.tabs(list(further), key=key, on_change="rerun")
    for tab, make in zip(tabs, further.values(), strict=True):
        if tab.open:  # only the open chart is computed and sent
            with tab:
                chart_block(frame, make(), context)
