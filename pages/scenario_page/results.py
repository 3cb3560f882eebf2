"""What a scenario changes, besides the gap: cards, the story, and one further answer at a time."""

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
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.widgets.chart_block import chart_block, plain_table
from pages.widgets.downloads import table_download
from pages.widgets.metric_cards import closing_card, cost_card, price_card
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


def closing_cards(
    locale: Locale, comparison: Comparison, outcomes: tuple[InterventionOutcome, ...]
) -> None:
    """When the gap closes, and what that costs. Needs the contributions of the levers."""
    result = comparison.result
    first, second, third = st.columns(3)
    with first:
        closing_card(locale, result)
    with second:
        cost_card(locale, result)
    with third:
        price_card(locale, result, cost_per_post(outcomes))


def result_answers(
    locale: Locale,
    comparison: Comparison,
    outcomes: tuple[InterventionOutcome, ...],
    run: PreparedRun,
    context: Context,
    plausibility_warnings: Sequence[PlausibilityWarning],
) -> None:
    """The story, then one further answer of the visitor's choice.

    Args:
        locale: language of the page.
        comparison: the scenario beside its baseline, with contributions.
        outcomes: of its levers.
        run: of the region.
        context: place, language, provenance.
        plausibility_warnings: about the settings of the scenario.
    """
    result = comparison.result
    strongest = strongest_of(run, result.scenario)
    st.markdown(story(comparison, outcomes, strongest, plausibility_warnings, run.inputs, context))
    found = _Answers(locale, comparison, outcomes, run, context).by_title
    tabs = st.tabs(list(found), key=f"further.{locale.language}.{len(found)}", on_change="rerun")
    for tab, show in zip(tabs, found.values(), strict=True):
        if tab.open:  # only the open answer is computed and sent
            with tab:
                show()


@dataclass(frozen=True, eq=False)
class _Answers:
    """What the tabs show, each computed when it is opened."""

    locale: Locale
    comparison: Comparison
    outcomes: tuple[InterventionOutcome, ...]
    run: PreparedRun
    context: Context

    @property
    def by_title(self) -> dict[str, Callable[[], None]]:
        """Without levers there are neither contributions nor cost."""
        tr = self.locale.tr
        of_levers = {tr("Contributions"): self.contributed, tr("Cost"): self.cost}
        return (of_levers if self.comparison.result.scenario.settings else {}) | {
            tr("All figures"): self.figures,
            tr("Kinds of shortage"): self.kinds,
            tr("Balance"): self.balance,
            tr("What it hangs on"): self.hangs_on,
            tr("Tightness"): self.tightness,
        }

    def contributed(self) -> None:
        """By how much each lever narrows the gap, over the years and at the horizon."""
        levers, language = self.run.inputs.interventions, self.locale.language
        self._charts(contributions(self.comparison, levers, self.context))
        horizon = self.comparison.result.horizon
        remarks = lever_remarks(self.outcomes, levers, language)
        self._table("levers", lever_table(self.outcomes, horizon, levers, language), remarks)

    def cost(self) -> None:
        """What the measures cost by year, and for each post closed."""
        result, levers = self.comparison.result, self.run.inputs.interventions
        if not result.costs:
            empty(self.locale.tr("Only developments are set; they have no cost."))
            return
        self._charts(costs(result, levers, self.context))
        prices = price_per_post(self.outcomes, result.horizon, levers, self.context)
        if prices is not None:
            self._charts(prices)

    def figures(self) -> None:
        """Every figure with its interval and against the baseline."""
        price = cost_per_post(self.outcomes)
        rows = answer_table(self.comparison, price, self.locale.language)
        self._table("answers", rows, [self.locale.tr(_NOT_ADDED)])

    def kinds(self) -> None:
        """Who is missing: by kind of talent, and by competence."""
        result, baseline = self.comparison.result, self.comparison.baseline
        self._charts(
            kinds_of_shortage(result, baseline, self.context),
            gap_and_qualified_gap(result, self.context),
        )
        st.caption(self.locale.tr(_NOT_ADDED))

    def balance(self) -> None:
        """What lies between the stock of today and that of the horizon."""
        result = self.comparison.result
        self._charts(stock_balance(result, self.context), flows(result, self.context))

    def hangs_on(self) -> None:
        """Which assumption moves the gap how far."""
        result = self.comparison.result
        with st.spinner(self.locale.tr("Calculating")):
            found = influences_of(self.run, result.scenario)
        if any(influence.width >= 1 for influence in found):
            self._charts(tornado(found, result, self.context))
        else:
            empty(self.locale.tr("All assumptions are taken as certain, so nothing moves the gap."))

    def tightness(self) -> None:
        """Demand ÷ supply beside the baseline."""
        baseline = self.comparison.baseline
        self._charts(tightness(self.comparison.result, self.context, baseline=baseline))

    def _charts(self, *charts: Chart) -> None:
        for chart in charts:
            chart_block(self.locale, chart, self.context)

    def _table(self, name: str, rows: pd.DataFrame, remarks: Sequence[str] = ()) -> None:
        """A table with its remarks and its own download."""
        context = self.context
        plain_table(rows, self.locale.language)
        for remark in remarks:
            st.caption(remark)
        provenance = context.provenance
        lines = [context.place, provenance.scenario, provenance.source, provenance.created]
        table_download(self.locale, name, rows, [*lines, *remarks], context)
