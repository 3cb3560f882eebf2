"""Show the results of a scenario besides the gap: cards, summary and one tab at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from forecasting.analysis.cost import InterventionOutcome, cost_per_post
from forecasting.analysis.plausibility import PlausibilityWarning
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Comparison
from pages.cache.runs import influences_of, strongest_of
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.downloads import show_table_download
from pages.widgets.metric_cards import show_closing_card, show_cost_card, show_price_card
from reporting.charts.balance import stock_balance
from reporting.charts.chart import Chart
from reporting.charts.cost import price_per_post
from reporting.charts.flows import contributions, costs, flows
from reporting.charts.gap import gap_and_qualified_gap, tightness
from reporting.charts.kinds import kinds_of_shortage
from reporting.charts.sensitivity import tornado
from reporting.format.context import Context
from reporting.format.i18n import message
from reporting.words.answers import answer_table, lever_remarks, lever_table
from reporting.words.story import story

_NOT_ADDED = message(
    "In each draw the kinds of talent add up to the gap. Medians, as shown here, do not add up exactly."
)


def show_closing_cards(
    locale: Locale, comparison: Comparison, outcomes: tuple[InterventionOutcome, ...]
) -> None:
    """Show the closing year of the gap, total cost and cost per post closed."""
    result = comparison.result
    first, second, third = st.columns(3)
    with first:
        show_closing_card(locale, result)
    with second:
        show_cost_card(locale, result)
    with third:
        show_price_card(locale, result, cost_per_post(outcomes))


def show_answers(
    locale: Locale,
    comparison: Comparison,
    outcomes: tuple[InterventionOutcome, ...],
    run: PreparedRun,
    context: Context,
    plausibility_warnings: Sequence[PlausibilityWarning],
) -> None:
    """Show the summary, then the tab that is open.

    Args:
        locale: language of the page.
        comparison: the scenario beside its baseline, with contributions.
        outcomes: contribution and cost of each lever.
        run: of the region.
        context: place, language, provenance.
        plausibility_warnings: about the settings of the scenario.
    """
    result = comparison.result
    strongest = strongest_of(run, result.scenario)
    st.markdown(story(comparison, outcomes, strongest, plausibility_warnings, run.inputs, context))
    tab_contents = _Answers(locale, comparison, outcomes, run, context).by_title
    tabs = st.tabs(
        list(tab_contents), key=f"further.{locale.language}.{len(tab_contents)}", on_change="rerun"
    )
    for tab, show in zip(tabs, tab_contents.values(), strict=True):
        if tab.open:  # only the open answer is computed and sent
            with tab:
                show()


@dataclass(frozen=True, eq=False)
class _Answers:
    """The contents of the tabs, each computed when it is opened."""

    locale: Locale
    comparison: Comparison
    outcomes: tuple[InterventionOutcome, ...]
    run: PreparedRun
    context: Context

    @property
    def by_title(self) -> dict[str, Callable[[], None]]:
        """Drawing functions by tab title; without levers no contributions and no cost."""
        tr = self.locale.tr
        of_levers = {tr("Contributions"): self.show_contributions, tr("Cost"): self.show_cost}
        return (of_levers if self.comparison.result.scenario.settings else {}) | {
            tr("All figures"): self.show_figures,
            tr("Kinds of shortage"): self.show_kinds,
            tr("Balance"): self.show_balance,
            tr("Sensitivity"): self.show_sensitivity,
            tr("Tightness"): self.show_tightness,
        }

    def show_contributions(self) -> None:
        """Show by how much each lever narrows the gap, by year and at the horizon."""
        levers, language = self.run.inputs.interventions, self.locale.language
        self._charts(contributions(self.comparison, levers, self.context))
        horizon = self.comparison.result.horizon
        remarks = lever_remarks(self.outcomes, levers, language)
        self._table("levers", lever_table(self.outcomes, horizon, levers, language), remarks)

    def show_cost(self) -> None:
        """Show the cost of the measures by year and per post closed."""
        result, levers = self.comparison.result, self.run.inputs.interventions
        if not result.costs:
            show_empty_state(self.locale.tr("Only developments are set; they have no cost."))
            return
        self._charts(costs(result, levers, self.context))
        prices = price_per_post(self.outcomes, result.horizon, levers, self.context)
        if prices is not None:
            self._charts(prices)

    def show_figures(self) -> None:
        """Show every figure with its interval and its difference from the baseline."""
        price = cost_per_post(self.outcomes)
        rows = answer_table(self.comparison, price, self.locale.language)
        self._table("answers", rows, [self.locale.tr(_NOT_ADDED)])

    def show_kinds(self) -> None:
        """Show the gap by kind of talent and by competence."""
        result, baseline = self.comparison.result, self.comparison.baseline
        self._charts(
            kinds_of_shortage(result, baseline, self.context),
            gap_and_qualified_gap(result, self.context),
        )
        st.caption(self.locale.tr(_NOT_ADDED))

    def show_balance(self) -> None:
        """Show the flows between the stock of today and that of the horizon."""
        result = self.comparison.result
        self._charts(stock_balance(result, self.context), flows(result, self.context))

    def show_sensitivity(self) -> None:
        """Show how far each assumption moves the gap."""
        result = self.comparison.result
        with st.spinner(self.locale.tr("Calculating")):
            influences = influences_of(self.run, result.scenario)
        if any(influence.width >= 1 for influence in influences):
            self._charts(tornado(influences, result, self.context))
        else:
            show_empty_state(
                self.locale.tr("All assumptions are taken as certain, so nothing moves the gap.")
            )

    def show_tightness(self) -> None:
        """Show demand ÷ supply beside the baseline."""
        baseline = self.comparison.baseline
        self._charts(tightness(self.comparison.result, self.context, baseline=baseline))

    def _charts(self, *charts: Chart) -> None:
        for chart in charts:
            show_chart(self.locale, chart, self.context)

    def _table(self, name: str, rows: pd.DataFrame, remarks: Sequence[str] = ()) -> None:
        """Show a table with its remarks and a download button."""
        context = self.context
        show_table(rows, self.locale.language)
        for remark in remarks:
            st.caption(remark)
        provenance = context.provenance
        lines = [context.place, provenance.scenario, provenance.source, provenance.created]
        show_table_download(self.locale, name, rows, [*lines, *remarks], context)
