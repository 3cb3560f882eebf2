"""Sensitivity analysis: the gap with one parameter at each end of its range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from forecasting.calibration.elasticity import Estimate
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit
from forecasting.model.inputs import ModelParameters
from forecasting.model.interventions import (
    Channel,
    Effect,
    Intervention,
    Scenario,
    Setting,
)
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import intervention_paths, project_gap
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, run_scenario

# These change the qualified gap and the kinds of shortage, never the head-count gap.
_WITHOUT_EFFECT_ON_GAP = frozenset(
    {
        "time_to_competence",
        "competence_spread",
        "compound_share",
        "application_share",
        "skilled_share",
        "compound_supply_share",
        "application_supply_share",
        "skilled_supply_share",
    }
)


@dataclass(frozen=True)
class Influence:
    """The median gap of a year with one parameter at each end of its 80% range, persons.

    Attributes:
        intervention: whose parameter it is, None for one of the model.
    """

    parameter: Parameter
    year: int
    at_low: float
    at_high: float
    intervention: Intervention | None = None

    @property
    def width(self) -> float:
        """Distance between the two ends, persons."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Consequence:
    """The gap that follows from one estimate of a parameter, taken as certain.

    Attributes:
        gaps: by year the 10%, 50% and 90% quantiles of the gap, persons.
    """

    estimate: Estimate
    gaps: dict[int, tuple[float, float, float]]


def influences(run: PreparedRun, scenario: Scenario = BASELINE) -> tuple[Influence, ...]:
    """Return the influence of each uncertain parameter on the gap at the horizon, the widest first.

    One parameter at a time is fixed at an end of its 80% range while all others are drawn as usual,
    with the same random numbers (one-at-a-time sensitivity; Saltelli et al., Global Sensitivity
    Analysis, 2008, ch. 1.2). The lag of an intervention has a range too, though it is never drawn.

    Args:
        run: of the region.
        scenario: its assumptions hold; the parameters of its interventions are included.
    """
    run = run.under(scenario.assumptions)
    unsorted = (*_of_model(run, scenario), *_of_interventions(run, scenario))
    return tuple(sorted(unsorted, key=lambda influence: -influence.width))


def in_scenario(
    influence: Influence, scenario: Scenario, ends: tuple[PreparedRun, PreparedRun]
) -> Influence:
    """Return the influence of the same parameter of the model with a scenario's settings applied.

    `ends` come from `at_ends` with a run of the same region under the scenario's assumptions.
    """
    low, high = (_median_gap(end, scenario) for end in ends)
    return replace(influence, at_low=low, at_high=high)


def at_ends(influence: Influence, run: PreparedRun) -> tuple[PreparedRun, PreparedRun]:
    """Return the run with a parameter of the model known for certain, at either end of its range.

    No setting changes them, and they take longer to prepare than a run.
    """
    name = next(
        field.name
        for field in fields(ModelParameters)
        if getattr(run.inputs.parameters, field.name).id == influence.parameter.id
    )
    return _ends(run, name)


def consequences(
    run: PreparedRun,
    parameter: str,
    estimates: Iterable[Estimate],
    years: tuple[int, ...],
) -> tuple[Consequence, ...]:
    """Return the documented baseline gap with each estimate of `parameter` taken as certain."""
    run = run.under(())
    return tuple(
        Consequence(
            estimate,
            _gaps(run_scenario(_certain_run(run, parameter, estimate.value), BASELINE), years),
        )
        for estimate in estimates
    )


def _of_model(run: PreparedRun, scenario: Scenario) -> Iterator[Influence]:
    """Influences of the model's parameters; everything is drawn again with each one certain."""
    for field in fields(ModelParameters):
        parameter: Parameter = getattr(run.inputs.parameters, field.name)
        if parameter.low < parameter.high and field.name not in _WITHOUT_EFFECT_ON_GAP:
            low, high = (_median_gap(end, scenario) for end in _ends(run, field.name))
            yield Influence(parameter, run.settings.horizon, low, high)


def _of_interventions(run: PreparedRun, scenario: Scenario) -> Iterator[Influence]:
    """Influences of the effects and lags of the scenario's interventions."""
    year = run.settings.horizon
    for setting in scenario.settings:
        intervention = run.inputs.interventions[setting.intervention]
        for effect in intervention.effects:
            size = effect.size
            if size.low < size.high and effect.channel is not Channel.COMPETENCE:
                low, high = (
                    _median_gap(_with_effect(run, intervention, effect, end), scenario)
                    for end in (size.low, size.high)
                )
                yield Influence(size, year, low, high, intervention)
        lag = _lag(intervention, setting)
        if lag.low < lag.high:
            low, high = (
                _median_gap(run, _with_lag(scenario, setting, int(end)))
                for end in (lag.low, lag.high)
            )
            yield Influence(lag, year, low, high, intervention)


def _lag(intervention: Intervention, setting: Setting) -> Parameter:
    """Return the years to the first effect as a parameter; the lag of a setting widens its range."""
    lag = intervention.lag_in(setting)
    return Parameter(
        id=f"{intervention.id}.lag",
        name_zh="从开始到见效的年数",
        name_en="Years to the first effect",
        unit=Unit.YEARS,
        value=lag,
        low=min(intervention.lag_low, lag),
        high=max(intervention.lag_high, lag),
        grade=Grade.JUDGEMENT,
        source_ids=(),
    )


def _with_lag(scenario: Scenario, setting: Setting, lag: int) -> Scenario:
    settings = tuple(
        replace(each, lag_years=lag) if each is setting else each for each in scenario.settings
    )
    return replace(scenario, settings=settings)


def _with_effect(
    run: PreparedRun, intervention: Intervention, effect: Effect, size: float
) -> PreparedRun:
    """Return the run with one effect of an intervention known for certain."""
    effects = tuple(
        replace(each, size=_certain(each.size, size)) if each is effect else each
        for each in intervention.effects
    )
    changed = {intervention.id: replace(intervention, effects=effects)}
    interventions = {**run.inputs.interventions, **changed}
    return replace(run, inputs=replace(run.inputs, interventions=interventions))


def _ends(run: PreparedRun, name: str) -> tuple[PreparedRun, PreparedRun]:
    parameter: Parameter = getattr(run.inputs.parameters, name)
    return _certain_run(run, name, parameter.low), _certain_run(run, name, parameter.high)


def _certain_run(run: PreparedRun, name: str, value: float) -> PreparedRun:
    """Return the run drawn again with one parameter of the model known for certain."""
    certain = {name: _certain(getattr(run.inputs.parameters, name), value)}
    parameters = replace(run.inputs.parameters, **certain)
    return PreparedRun.of(
        replace(run.inputs, parameters=parameters), run.settings, run.inputs.assumptions
    )


def _certain(parameter: Parameter, value: float) -> Parameter:
    return replace(
        parameter,
        value=value,
        low=value,
        high=value,
        minimum=min(parameter.minimum, value),
        maximum=max(parameter.maximum, value),
    )


def _median_gap(run: PreparedRun, scenario: Scenario) -> float:
    """Return the median gap at the horizon, persons, whatever the scenario assumes."""
    gap = project_gap(run, intervention_paths(run, scenario))
    return float(np.median(gap[:, run.national.projected.index(run.settings.horizon)]))


def _gaps(result: GapResult, years: tuple[int, ...]) -> dict[int, tuple[float, float, float]]:
    quantiles = {}
    for year in years:
        low, median, high = np.quantile(result.gap[:, result.column(year)], (0.1, 0.5, 0.9))
        quantiles[year] = (float(low), float(median), float(high))
    return quantiles
