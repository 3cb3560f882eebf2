"""Charts of the answers: balance, kinds of shortage, cost per post, tornado with levers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forecasting.analysis.cost import InterventionOutcome, UnpricedReason, intervention_outcomes
from forecasting.analysis.sensitivity import Influence
from forecasting.core.parameters import Parameter
from forecasting.model.interventions import Intervention, TalentKind
from forecasting.model.result import Comparison
from reporting.charts.balance import balance, stock_balance
from reporting.charts.chart import Bars, Chart, Points
from reporting.charts.cost import price_per_post
from reporting.charts.kinds import kinds_of_shortage
from reporting.charts.sensitivity import tornado
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.labels import KINDS
from reporting.render.plotly_figure import specification


def bars(chart: Chart) -> list[Bars]:
    return [mark for mark in chart.marks if isinstance(mark, Bars)]


def written(label: str) -> float:
    return float(label.replace("−", "-").replace(",", "").replace("+", ""))


def test_the_printed_balance_adds_up_to_the_last_digit(
    comparison: Comparison, context: Context
) -> None:
    chart = stock_balance(comparison.result, context)
    stocks, added, lost = bars(chart)
    opening, closing = map(written, stocks.labels)
    changes = sum(written(label) for mark in (added, lost) for label in mark.labels)
    assert round(opening + changes - closing, 9) == 0


def test_the_balance_is_that_of_the_mean_flows(comparison: Comparison) -> None:
    result, actual = comparison.result, balance(comparison.result)
    ahead = result.shown & (result.years > 2024)
    assert actual.opening == pytest.approx(result.supply[:, 4].mean(), abs=1e4)
    assert actual.closing == pytest.approx(result.supply[:, 15].mean(), abs=1e4)
    assert actual.exits == pytest.approx(result.flows.exits[:, ahead].sum(axis=1).mean(), abs=1e4)
    assert actual.retrained == pytest.approx(2.4e6, abs=1e4)  # 300 thousand a year, 2028–2035


@hypothesis_settings(max_examples=30, deadline=None)
@given(change=st.floats(-2e5, 2e5), factor=st.floats(0.001, 1.0))
def test_any_balance_adds_up(comparison: Comparison, change: float, factor: float) -> None:
    result = comparison.result
    flows = result.flows
    scaled = replace(
        flows,
        **{name: factor * getattr(flows, name) for name in ("opening", "graduates", "retrained")},
        migration=factor * (flows.migration + change),
        exits=factor * (flows.exits + change),
    )
    actual = balance(replace(result, flows=scaled, supply=factor * result.supply))
    inflow = actual.graduates + actual.retrained + actual.migration
    assert actual.opening + inflow - actual.exits == pytest.approx(actual.closing, rel=1e-12)


def test_emigration_is_among_the_losses(comparison: Comparison, context: Context) -> None:
    result = comparison.result
    gone = replace(
        result.flows,
        migration=-result.flows.migration,
        graduates=result.flows.graduates + 2 * result.flows.migration,
    )
    _, added, lost = bars(stock_balance(replace(result, flows=gone), context))
    assert len(added.y) == 2
    assert len(lost.y) == 2
    assert (lost.y < 0).all()


def test_each_part_of_the_balance_starts_where_the_last_one_ended(
    comparison: Comparison, context: Context
) -> None:
    chart = stock_balance(comparison.result, context)
    stocks, added, lost = bars(chart)
    assert added.base is not None
    assert lost.base is not None
    assert added.base[0] == stocks.y[0]
    assert lost.end[-1] == pytest.approx(stocks.y[1])
    drawn = specification(chart, dark=False)["data"]
    assert "base" not in drawn[0]
    assert list(drawn[1]["base"]) == pytest.approx(list(chart.y.scale.apply(added.base)))


def test_kinds_are_shown_beside_the_baseline(comparison: Comparison, context: Context) -> None:
    before, after = kinds_of_shortage(comparison.result, comparison.baseline, context).marks
    assert isinstance(before, Points)
    assert isinstance(after, Points)
    expected = np.median(comparison.result.gap_of(TalentKind.COMPOUND)[:, 15])
    assert after.y[0] == pytest.approx(expected)
    assert after.y[0] < before.y[0]
    assert len(after.y) == len(KINDS) == len(TalentKind)


def test_the_baseline_is_the_only_mark_without_a_scenario(
    comparison: Comparison, context: Context
) -> None:
    chart = kinds_of_shortage(comparison.baseline, comparison.baseline, context)
    assert len(chart.marks) == 1


def test_the_cheapest_intervention_is_on_top(
    comparison: Comparison, interventions: dict[str, Intervention], context: Context
) -> None:
    outcomes = intervention_outcomes(comparison, interventions)
    chart = price_per_post(outcomes, 2035, interventions, context)
    assert chart is not None
    (result,) = bars(chart)
    assert list(result.y) == sorted(result.y)
    cheapest = min(outcomes, key=lambda outcome: outcome.per_post or np.inf)
    assert result.y[0] == cheapest.per_post == pytest.approx(10 * 2.1e10 / cheapest.closed)


def test_without_a_price_there_is_no_chart(
    interventions: dict[str, Intervention], context: Context
) -> None:
    late = InterventionOutcome("skills", 0.0, 1e9, None, UnpricedReason.AFTER_HORIZON)
    assert price_per_post((late,), 2035, interventions, context) is None


def test_a_tornado_names_the_lever_and_keeps_to_the_strongest_ten(
    comparison: Comparison,
    elasticity_parameter: Parameter,
    interventions: dict[str, Intervention],
    context: Context,
) -> None:
    lever = interventions["skills"]
    result = [Influence(lever.effects[0].size, 2035, 9e6, 5e6, lever)]
    result += [Influence(elasticity_parameter, 2035, 8e6, 9e6)] * 20
    chart = tornado(result, comparison.result, context)
    names = chart.x.names  # type: ignore[union-attr]
    assert len(names) == 10
    expected = (
        "多元化技能培训" if context.language is Language.ZH else "Diversified skills training"
    )
    assert names[0].startswith(expected)
