from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from typing import get_type_hints

import numpy as np
import pytest

import reporting.charts
from forecasting.core.parameters import Parameter
from forecasting.core.series import Region, Series, Unit, Values
from forecasting.engine import METHODS
from forecasting.engine.backtest import COMBINED, BacktestResult
from forecasting.engine.forecast import Forecast
from forecasting.model.interventions import Intervention
from forecasting.model.result import Comparison
from reporting.charts.chart import (
    Band,
    Bars,
    Chart,
    Line,
    Points,
    extent,
    quantity_axis,
    step_ticks,
)
from reporting.charts.flows import contributions, flows
from reporting.charts.forecasts import backtest_errors, forecast_chart, method_name
from reporting.charts.gap import gap_over_time
from reporting.charts.regions import RegionGap, ranked_regions
from reporting.format.context import Context
from reporting.format.i18n import Language
from tests.reporting.every_chart import Charts

PREFIX = "reporting.charts."


def returns_a_chart(function: Callable[..., object]) -> bool:
    return str(get_type_hints(function).get("return")).find("Chart") >= 0


def total_of_bars(chart: Chart) -> Values:
    return np.asarray(np.sum([mark.y for mark in chart.marks if isinstance(mark, Bars)], axis=0))


def the_line(chart: Chart) -> Line:
    return next(mark for mark in chart.marks if isinstance(mark, Line))


def test_every_chart_is_complete(charts: Charts) -> None:
    for name, chart in charts.items():
        assert all((chart.title, chart.subtitle, chart.alt, chart.marks)), name
        assert chart.provenance.source, name
        assert "nan" not in chart.alt, name


def test_every_function_that_makes_a_chart_is_among_the_charts(charts: Charts) -> None:
    modules = [import_module(name.name) for name in iter_modules(reporting.charts.__path__, PREFIX)]
    makers = {
        function
        for module in modules
        for name, function in vars(module).items()
        if isfunction(function) and not name.startswith("_") and returns_a_chart(function)
    }
    assert len(makers) == len(charts)


def test_both_languages_show_the_same_numbers(
    charts_in: Callable[[Language], Charts],
) -> None:
    chinese, english = charts_in(Language.ZH), charts_in(Language.EN)
    for name, chart in chinese.items():
        for ours, theirs in zip(chart.marks, english[name].marks, strict=True):
            assert np.array_equal(ours.x, theirs.x), name
            assert ours.name != theirs.name, name


def test_names_in_a_legend_are_unique(charts: Charts) -> None:
    for chart in charts.values():
        names = [mark.name for mark in chart.marks]
        assert len(set(names)) == len(names), chart.id


def test_the_axis_shows_every_mark(charts: Charts) -> None:
    for chart in charts.values():
        low, high = chart.y.ticks.span
        for mark in chart.marks:
            values = extent(mark)
            assert np.nanmax(values) <= high * 1.0001, (chart.id, mark.name)
            assert np.nanmin(values) >= low - abs(low) * 0.0001, (chart.id, mark.name)


def test_the_gap_is_the_median_with_its_quantiles(comparison: Comparison, context: Context) -> None:
    result = comparison.result
    chart = gap_over_time(result, context)
    shown = result.gap[:, result.shown]
    assert np.array_equal(the_line(chart).y, np.median(shown, axis=0))
    outer = next(mark for mark in chart.marks if isinstance(mark, Band) and mark.level == 0.8)
    assert np.array_equal(outer.low, np.quantile(shown, 0.1, axis=0))
    assert np.array_equal(outer.high, np.quantile(shown, 0.9, axis=0))


def test_years_after_the_horizon_are_not_shown(charts: Charts) -> None:
    assert charts["gap"].years[-1] == 2035


def test_the_projection_begins_after_the_last_observed_year(charts: Charts) -> None:
    assert charts["gap"].references[0].value == 2024


def test_a_baseline_is_drawn_beside_a_scenario_only_when_given(
    comparison: Comparison, context: Context
) -> None:
    alone = gap_over_time(comparison.result, context)
    beside = gap_over_time(comparison.result, context, baseline=comparison.baseline)
    assert len(beside.marks) == len(alone.marks) + 1


def test_published_points_are_numbered_and_explained(charts: Charts) -> None:
    chart = charts["gap"]
    published = next(m for m in chart.marks if isinstance(m, Points) and "①" in m.labels)
    key = chart.provenance.notes[-1]
    assert all(label in key for label in published.labels)
    assert all(detail in key for detail in published.details)


def test_flows_add_up_to_the_change_of_the_stock(comparison: Comparison, context: Context) -> None:
    result = comparison.result
    chart = flows(result, context)
    change = (result.supply - result.flows.opening)[:, result.shown].mean(axis=0)
    assert np.allclose(total_of_bars(chart), change)
    assert np.allclose(the_line(chart).y, change)


def test_contributions_add_up_to_the_narrowing_of_the_gap(
    comparison: Comparison, context: Context, interventions: dict[str, Intervention]
) -> None:
    chart = contributions(comparison, interventions, context)
    narrower = (comparison.baseline.gap - comparison.result.gap).mean(axis=0)
    kept = comparison.result.shown & (comparison.result.years > 2024)
    assert np.allclose(total_of_bars(chart), narrower[kept])
    assert np.allclose(the_line(chart).y, narrower[kept])


def test_a_measure_keeps_its_colour_in_every_scenario(
    comparison: Comparison, context: Context, interventions: dict[str, Intervention]
) -> None:
    whole = contributions(comparison, interventions, context)
    part = replace(comparison, contributions={"skills": comparison.contributions["skills"]})
    alone = contributions(part, interventions, context)
    assert alone.marks[0].tone is whole.marks[2].tone


def test_no_measures_leave_an_empty_but_valid_chart(
    comparison: Comparison, context: Context, interventions: dict[str, Intervention]
) -> None:
    bare = Comparison(comparison.baseline, comparison.baseline, {})
    assert not total_of_bars(contributions(bare, interventions, context)).any()


def test_regions_are_ranked_and_labelled_with_their_share(context: Context) -> None:
    rows = [
        RegionGap(Region("1", "甲", "A", "province", "100000"), 1e6, 0.1),
        RegionGap(Region("2", "乙", "B", "province", "100000"), 3e6, 0.3),
    ]
    chart = ranked_regions(rows, 2030, context)
    bars = chart.marks[0]
    assert isinstance(bars, Bars)
    assert list(bars.y) == [3e6, 1e6]
    assert "30%" in bars.labels[0]
    word = "分摊" if context.language is Language.ZH else "Allocated"
    assert word in chart.subtitle


def test_the_fan_begins_at_the_last_observation(
    history: Series, forecast: Forecast, context: Context
) -> None:
    chart = forecast_chart(history, forecast, "x", context)
    bands = [mark for mark in chart.marks if isinstance(mark, Band)]
    assert {band.level for band in bands} == {0.8, 0.95}
    assert all(band.low[0] == band.high[0] == history.values[-1] for band in bands)


def test_breaks_of_the_series_are_marked(charts: Charts) -> None:
    assert [reference.value for reference in charts["forecast"].references] == [2023.5]


def test_methods_are_called_by_their_name_in_the_language(context: Context) -> None:
    named = [method_name(name, context.tr) for name in (*METHODS, COMBINED)]
    assert len(set(named)) == len(named)
    assert not set(named) & {*METHODS, COMBINED}
    assert method_name("of another program", context.tr) == "of another program"


def test_the_best_method_is_named_in_words(
    backtest_result: BacktestResult, context: Context
) -> None:
    assert "0.80" in backtest_errors(backtest_result, "x", context).alt


def test_an_estimate_without_error_has_no_whisker(charts: Charts) -> None:
    points = charts["estimates-elasticity"].marks[0]
    assert isinstance(points, Points)
    assert points.low is not None
    assert np.isnan(points.low[0])
    assert np.isfinite(points.low[1])


def test_the_parameter_is_below_its_estimates(
    charts: Charts, elasticity_parameter: Parameter
) -> None:
    drawn = charts["estimates-elasticity"].marks[1]
    assert isinstance(drawn, Points)
    assert drawn.y[0] == elasticity_parameter.value


def test_published_figures_are_beside_the_model_of_their_year(
    charts: Charts, comparison: Comparison
) -> None:
    theirs, ours = charts["published"].marks
    assert isinstance(theirs, Points)
    assert isinstance(ours, Points)
    column = list(comparison.result.years).index(2023)
    assert ours.y[1] == pytest.approx(np.median(comparison.result.gap[:, column]))
    assert theirs.y[1] == pytest.approx(27.5e6)


def test_an_axis_of_bars_spans_the_stacks() -> None:
    x = np.array([2025.0])
    bars = [
        Bars(name, x, np.array([height]), tone)  # type: ignore[arg-type]
        for name, height, tone in (("a", 3e6, "first"), ("b", 4e6, "second"), ("c", -2e6, "third"))
    ]
    low, high = quantity_axis("", Unit.PERSONS, Language.EN, bars).ticks.span
    assert low <= -2e6
    assert high >= 7e6


@pytest.mark.parametrize(("first", "last"), [(1, 6), (2020, 2035), (1990, 2035), (2024, 2024)])
def test_step_ticks_are_few_and_whole(first: int, last: int) -> None:
    ticks = step_ticks(range(first, last + 1))
    assert 1 <= len(ticks) <= 8
    assert all(first <= tick <= last for tick in ticks)
