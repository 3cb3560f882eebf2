"""A small deterministic result, comparison, forecast and back-test, with every chart made of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from forecasting.calibration.elasticity import Estimate
from forecasting.calibration.entry_share import EntryFit
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine.backtest import BacktestResult, Coverage, MethodScore
from forecasting.engine.forecast import Forecast, MemberForecast
from forecasting.model.interventions import (
    Intervention,
    Scenario,
    Setting,
)
from forecasting.model.result import Comparison
from reporting.format.context import Context
from reporting.format.i18n import Language
from tests.reporting.every_chart import Charts, Examples, every_chart
from tests.reporting.examples import INTERVENTIONS, YEARS, context_in, make_result


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    ahead = np.clip(YEARS - 2027, 0, None).astype(np.float64)
    parts = {"integration": 1.5e5 * ahead, "targeted": 6e4 * ahead, "skills": 9e4 * ahead}
    costs_ = {name: np.where(YEARS > 2025, 2.1e10, 0.0) for name in parts}
    settings = tuple(Setting(name, 1e5, 2026, 2) for name in parts)
    baseline = make_result(Scenario("baseline"), np.zeros(len(YEARS)), {})
    added = np.sum(list(parts.values()), axis=0)
    scenario = make_result(Scenario("package", settings), added, costs_)
    gains = (baseline.gap - scenario.gap).mean(axis=0)
    shares = {name: path / np.where(added > 0, added, 1.0) for name, path in parts.items()}
    return Comparison(baseline, scenario, {name: gains * share for name, share in shares.items()})


@pytest.fixture(scope="session")
def history() -> Series:
    years = np.arange(2010, 2025)
    values = 1.3e12 * np.exp(0.15 * np.arange(15.0)) * (1 + 0.03 * np.sin(np.arange(15.0)))
    key = SeriesKey("software_revenue", "100000")
    return Series(key, Unit.YUAN_PER_YEAR, years, values, breaks=(2024,))


@pytest.fixture(scope="session")
def forecast(history: Series) -> Forecast:
    years = np.arange(2025, 2036)
    ahead = np.arange(1.0, 12.0)
    middle = history.values[-1] * np.exp(0.08 * ahead)
    probabilities = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
    spread = np.array([-2.0, -1.3, 0.0, 1.3, 2.0]) * 0.05
    quantiles = middle[:, None] * np.exp(spread * np.sqrt(ahead)[:, None])
    members = tuple(
        MemberForecast(name, middle * factor, 0.25)
        for name, factor in (("naive", 0.7), ("drift", 0.9), ("theta", 1.05), ("prophet", 1.1))
    )
    return Forecast(
        history.key, history.unit, 2024, years, probabilities, quantiles, members, "combination"
    )


@pytest.fixture(scope="session")
def backtest_result(history: Series) -> BacktestResult:
    errors = np.array([[1.0, 2.1, 3.3, 4.2, 5.5]]) * 1e11
    scores = tuple(
        MethodScore(name, errors, errors * factor, 10.0, 1.0, factor)
        for name, factor in (("combination", 0.8), ("naive", 1.0), ("drift", 0.9), ("theta", 0.95))
    )
    origins = np.array([2018])
    held = (Coverage(0.8, 0.77, 40), Coverage(0.95, 0.96, 40))
    return BacktestResult(history.key, history.unit, origins, 5, errors, scores, held)


@pytest.fixture(scope="session")
def entry_fit() -> EntryFit:
    fits = (
        Estimate("recent", "近期", "Recent", 0.22, None, 1, 2019, 2024),
        Estimate("pooled", "合并", "Pooled", 0.2, 0.02, 7, 2013, 2024),
    )
    years = tuple(range(2014, 2020))
    entries = np.array([1.5, 1.7, 1.6, 1.9, 2.1, 2.0]) * 1e6
    fitted = np.array([1.6, 1.65, 1.7, 1.8, 1.95, 2.05]) * 1e6
    return EntryFit(fits, years, (1,) * 6, entries, fitted)


@pytest.fixture(scope="session")
def elasticity_parameter() -> Parameter:
    names = ("就业对产出的弹性", "Elasticity of employment to output")
    return Parameter("elasticity", *names, Unit.ELASTICITY, 0.34, 0.14, 0.54, Grade.CALIBRATED, ())


@pytest.fixture(scope="session")
def charts_in(
    comparison: Comparison,
    history: Series,
    forecast: Forecast,
    backtest_result: BacktestResult,
    entry_fit: EntryFit,
    elasticity_parameter: Parameter,
) -> Callable[[Language], Charts]:
    """Makes every chart in a language, by id."""
    examples = Examples(
        comparison, history, forecast, backtest_result, entry_fit, elasticity_parameter
    )
    return partial(every_chart, examples)


@pytest.fixture(params=list(Language), ids=str, scope="session")
def language(request: pytest.FixtureRequest) -> Language:
    parameter: Language = request.param
    return parameter


@pytest.fixture(scope="session")
def charts(language: Language, charts_in: Callable[[Language], Charts]) -> Charts:
    return charts_in(language)


@pytest.fixture
def context(language: Language) -> Context:
    return context_in(language)


@pytest.fixture(scope="session")
def interventions() -> dict[str, Intervention]:
    return INTERVENTIONS
