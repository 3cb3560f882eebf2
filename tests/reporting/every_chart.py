"""Every chart there is, made of the examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from forecasting.analysis.cohort_forecast import CohortRecord
from forecasting.analysis.cost import intervention_outcomes
from forecasting.analysis.own_headcount import OwnLevers, exits_ahead, planned_target, staffing
from forecasting.analysis.sensitivity import Consequence, Influence
from forecasting.analysis.tracking import TargetLine, published_actuals, track_actuals
from forecasting.calibration.entry_share import EntryFit
from forecasting.core.parameters import Parameter
from forecasting.core.series import Region, Series, SeriesKey, Unit
from forecasting.engine.backtest import BacktestResult
from forecasting.engine.forecast import Forecast
from forecasting.model.result import Comparison, GapResult
from reporting.charts.balance import stock_balance
from reporting.charts.changes import yearly_changes
from reporting.charts.chart import Chart
from reporting.charts.cohorts import cohort_errors
from reporting.charts.comparison import compared_gaps
from reporting.charts.cost import price_per_post
from reporting.charts.evidence import calibration_fit, estimates
from reporting.charts.flows import contributions, costs, flows
from reporting.charts.forecasts import backtest_errors, coverage, forecast_chart
from reporting.charts.gap import (
    demand_and_supply,
    gap_and_qualified_gap,
    gap_over_time,
    tightness,
)
from reporting.charts.headcount import own_headcount, own_hires, own_openings
from reporting.charts.kinds import kinds_of_shortage
from reporting.charts.published import published_and_model
from reporting.charts.regions import RegionGap, ranked_regions
from reporting.charts.sensitivity import consequences, tornado
from reporting.charts.track_record import track_record
from reporting.charts.tracking import target_line
from reporting.charts.trade_off import gap_by_budget, gap_by_size
from reporting.format.context import Context
from reporting.format.i18n import Language
from tests.reporting.examples import (
    GOAL_SEEK_RESULT,
    INTERVENTIONS,
    PACKAGE,
    PUBLISHED,
    RESPONSES,
    TRACKING,
    TRADE_OFF,
    context_in,
)

Charts = dict[str, Chart]


@dataclass(frozen=True)
class Examples:
    """What the charts are made of."""

    comparison: Comparison
    history: Series
    forecast: Forecast
    backtest_result: BacktestResult
    entry_fit: EntryFit
    parameter: Parameter


def every_chart(examples: Examples, language: Language) -> Charts:
    """Return every chart in the language, by its id."""
    context, comparison = context_in(language), examples.comparison
    result, fit, parameter = comparison.result, examples.entry_fit, examples.parameter
    history, forecast, record = examples.history, examples.forecast, examples.backtest_result
    title = "软件业务收入" if language is Language.ZH else "Software revenue"
    provinces = [
        RegionGap(Region(f"{i}", f"地区{i}", f"Region {i}", "province", "100000"), g, g / 11e6)
        for i, g in enumerate((1.9e6, 1.2e6, 0.8e6, 0.31e6, 0.05e6, -0.02e6))
    ]
    charts = (
        gap_over_time(result, context, baseline=comparison.baseline, published=PUBLISHED),
        demand_and_supply(result, context),
        gap_and_qualified_gap(result, context),
        tightness(result, context, baseline=comparison.baseline),
        flows(result, context),
        contributions(comparison, INTERVENTIONS, context),
        costs(result, INTERVENTIONS, context),
        ranked_regions(provinces, 2030, context),
        forecast_chart(history, forecast, title, context),
        yearly_changes(history, forecast, title, context),
        backtest_errors(record, title, context),
        coverage(record, context),
        track_record(history, record, title, context),
        estimates(parameter, fit.estimates, context),
        calibration_fit(fit, context),
        published_and_model(result, PUBLISHED, context),
        cohort_errors(_cohort_record(), context),
        tornado(_influences(parameter), result, context),
        consequences(parameter, _consequences(fit), context),
        compared_gaps({title: result}, comparison.baseline, title, context),
        gap_by_budget(TRADE_OFF, PACKAGE, context),
        gap_by_size(RESPONSES, GOAL_SEEK_RESULT, INTERVENTIONS, context),
        stock_balance(result, context),
        kinds_of_shortage(result, comparison.baseline, context),
        _prices(comparison, context),
        _target_line(result, context),
        *_own(context),
    )
    return {chart.id: chart for chart in charts}


def _cohort_record() -> CohortRecord:
    """The last origin knows only the first year ahead."""
    cohort = np.array([[0.03, 0.04, 0.06], [0.02, np.nan, np.nan]])
    return CohortRecord((2022, 2024), (1, 2, 3), cohort, 1.5 * cohort)


def _influences(parameter: Parameter) -> tuple[Influence, ...]:
    """A strong parameter and one without any influence."""
    return Influence(parameter, 2035, 1e6, 30e6), Influence(parameter, 2035, 9e6, 9e6)


def _consequences(fit: EntryFit) -> tuple[Consequence, ...]:
    gaps = {2030: (-1e6, 8e6, 20e6), 2035: (-4e6, 9e6, 30e6)}
    return tuple(Consequence(estimate, gaps) for estimate in fit.estimates)


def _own(context: Context) -> tuple[Chart, ...]:
    """A headcount of one's own with a plan that grows, and attrition halved."""
    years, draws = np.arange(2026, 2034), 200
    past = {2023: 0.08, 2024: 0.12, 2025: 0.1}
    exits = exits_ahead(
        past, dict.fromkeys(past, 0.01), draws, len(years), np.random.default_rng(1)
    )
    plan = {2030: 2600.0}
    target = planned_target(plan, 2025, 2000, years, draws)
    before, after = (
        staffing(years, 2000, target, exits, OwnLevers(attrition_cut=cut)) for cut in (0, 0.05)
    )
    known = np.array([2023, 2024, 2025]), np.array([1800.0, 1900, 2000])
    so_far = Series(SeriesKey("headcount", ""), Unit.PERSONS, *known)
    return (
        own_headcount(so_far, plan, before, context.tr("Own plan"), context),
        own_openings(before, context),
        own_hires(before, after, context),
    )


def _prices(comparison: Comparison, context: Context) -> Chart:
    outcomes = intervention_outcomes(comparison, INTERVENTIONS)
    chart = price_per_post(outcomes, 2035, INTERVENTIONS, context)
    assert chart is not None
    return chart


def _target_line(result: GapResult, context: Context) -> Chart:
    """A line fixed when 2022 was the last year known, with published and own actuals."""
    early = replace(result, last_observed=2022)
    line = TargetLine.of(early, TRACKING)
    judged = track_actuals(line, published_actuals(result, line), {2026: 5e7, 2027: 4.2e7}, result)
    return target_line(line, TRACKING, result, judged, date(2024, 7, 1), context)
