"""How much each assumption matters: the gap with one parameter at each end of its range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit
from forecasting.model.assumptions import assume
from forecasting.model.elasticity import Estimate
from forecasting.model.inputs import ModelInputs, ModelParameters, RunSettings
from forecasting.model.interventions import (
    Assumption,
    Channel,
    Effect,
    Intervention,
    Scenario,
    Setting,
)
from forecasting.model.national_draws import Nation, prepare
from forecasting.model.projection import intervention_paths, project_gap
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, run_scenario

# They shape the qualified gap and the kinds of shortage, never the head-count gap.
_BESIDE_THE_GAP = frozenset(
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
        lever: whose parameter it is, None for one of the model.
    """

    parameter: Parameter
    year: int
    at_low: float
    at_high: float
    lever: Intervention | None = None

    @property
    def width(self) -> float:
        """How far the two ends lie apart, persons."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Consequence:
    """What one estimate of a parameter, taken as certain, would mean for the gap.

    Attributes:
        gaps: by year the 10%, 50% and 90% quantiles of the gap, persons.
    """

    estimate: Estimate
    gaps: dict[int, tuple[float, float, float]]


def influences(
    inputs: ModelInputs, settings: RunSettings, year: int, scenario: Scenario = BASELINE
) -> tuple[Influence, ...]:
    """One influence for each uncertain parameter of the model and of the levers, the widest first.

    One parameter at a time is fixed at an end of its 80% range while all others are drawn as usual,
    with the same random numbers (one-at-a-time sensitivity; Saltelli et al., Global Sensitivity
    Analysis, 2008, ch. 1.2). The lag of a lever has a range too, though it is never drawn.

    Args:
        inputs: of the region.
        settings: of the run.
        year: a projected one.
        scenario: its assumptions hold; the parameters of its levers are included.
    """
    assumed = assume(inputs, scenario.assumptions)
    nation = prepare(assumed, settings)
    return tuple(
        sorted(
            (
                *_of_model(assumed, scenario, settings, year),
                *_of_levers(assumed, scenario, nation, year),
            ),
            key=lambda influence: -influence.width,
        )
    )


def in_scenario(
    influence: Influence, inputs: ModelInputs, scenario: Scenario, ends: tuple[Nation, Nation]
) -> Influence:
    """The influence of the same parameter of the model with the levers of a scenario set.

    `ends` come from `at_ends` with the same assumptions.
    """
    assumed = assume(inputs, scenario.assumptions)
    low, high = (_median_gap(assumed, scenario, end, influence.year) for end in ends)
    return replace(influence, at_low=low, at_high=high)


def at_ends(
    influence: Influence,
    inputs: ModelInputs,
    settings: RunSettings,
    assumptions: tuple[Assumption, ...],
) -> tuple[Nation, Nation]:
    """The nation with the parameter known for certain, at either end of its range.

    No lever changes them, and they take longer to prepare than a run.
    """
    assumed = assume(inputs, assumptions)
    name = next(
        field.name
        for field in fields(ModelParameters)
        if getattr(assumed.parameters, field.name).id == influence.parameter.id
    )
    parameter: Parameter = getattr(assumed.parameters, name)
    low, high = (
        prepare(_with(assumed, name, end), settings) for end in (parameter.low, parameter.high)
    )
    return low, high


def consequences(
    inputs: ModelInputs,
    settings: RunSettings,
    parameter: str,
    estimates: Iterable[Estimate],
    years: tuple[int, ...],
) -> tuple[Consequence, ...]:
    """The baseline gap with each estimate of `parameter` in turn taken as certain."""
    return tuple(
        Consequence(
            estimate,
            _gaps(
                run_scenario(_with(inputs, parameter, estimate.value), BASELINE, settings), years
            ),
        )
        for estimate in estimates
    )


def _of_model(
    inputs: ModelInputs, scenario: Scenario, settings: RunSettings, year: int
) -> Iterator[Influence]:
    for field in fields(ModelParameters):
        parameter: Parameter = getattr(inputs.parameters, field.name)
        if parameter.low < parameter.high and field.name not in _BESIDE_THE_GAP:
            yield _influence(field.name, inputs, scenario, settings, year)


def _influence(
    name: str, inputs: ModelInputs, scenario: Scenario, settings: RunSettings, year: int
) -> Influence:
    """Of one parameter of the model; everything is drawn again with it known for certain."""
    parameter: Parameter = getattr(inputs.parameters, name)
    ends = [_with(inputs, name, end) for end in (parameter.low, parameter.high)]
    low, high = (_median_gap(end, scenario, prepare(end, settings), year) for end in ends)
    return Influence(parameter, year, low, high)


def _of_levers(
    inputs: ModelInputs, scenario: Scenario, nation: Nation, year: int
) -> Iterator[Influence]:
    for setting in scenario.settings:
        lever = inputs.interventions[setting.intervention]
        for effect in lever.effects:
            size = effect.size
            if size.low < size.high and effect.channel is not Channel.COMPETENCE:
                low, high = (
                    _median_gap(_with_effect(inputs, lever, effect, end), scenario, nation, year)
                    for end in (size.low, size.high)
                )
                yield Influence(size, year, low, high, lever)
        lag = _lag(lever, setting)
        if lag.low < lag.high:
            low, high = (
                _median_gap(inputs, _with_lag(scenario, setting, int(end)), nation, year)
                for end in (lag.low, lag.high)
            )
            yield Influence(lag, year, low, high, lever)


def _lag(lever: Intervention, setting: Setting) -> Parameter:
    """The years to the first effect as a parameter; a setting of its own widens the range."""
    lag = lever.lag_in(setting)
    return Parameter(
        id=f"{lever.id}.lag",
        name_zh="从开始到见效的年数",
        name_en="Years to the first effect",
        unit=Unit.YEARS,
        value=lag,
        low=min(lever.lag_low, lag),
        high=max(lever.lag_high, lag),
        grade=Grade.JUDGEMENT,
        source_ids=(),
    )


def _with_lag(scenario: Scenario, setting: Setting, lag: int) -> Scenario:
    settings = tuple(
        replace(each, lag_years=lag) if each is setting else each for each in scenario.settings
    )
    return replace(scenario, settings=settings)


def _with_effect(
    inputs: ModelInputs, lever: Intervention, effect: Effect, size: float
) -> ModelInputs:
    """The inputs with one effect of a lever known for certain."""
    effects = tuple(
        replace(each, size=_certain(each.size, size)) if each is effect else each
        for each in lever.effects
    )
    changed = {lever.id: replace(lever, effects=effects)}
    return replace(inputs, interventions={**inputs.interventions, **changed})


def _with(inputs: ModelInputs, name: str, value: float) -> ModelInputs:
    """The inputs with one parameter known for certain."""
    certain = {name: _certain(getattr(inputs.parameters, name), value)}
    return replace(inputs, parameters=replace(inputs.parameters, **certain))


def _certain(parameter: Parameter, value: float) -> Parameter:
    return replace(
        parameter,
        value=value,
        low=value,
        high=value,
        minimum=min(parameter.minimum, value),
        maximum=max(parameter.maximum, value),
    )


def _median_gap(inputs: ModelInputs, scenario: Scenario, nation: Nation, year: int) -> float:
    gap = project_gap(inputs, intervention_paths(inputs, scenario, nation), nation)
    return float(np.median(gap[:, nation.projected.index(year)]))


def _gaps(result: GapResult, years: tuple[int, ...]) -> dict[int, tuple[float, float, float]]:
    quantiles = {}
    for year in years:
        low, median, high = np.quantile(result.gap[:, result.column(year)], (0.1, 0.5, 0.9))
        quantiles[year] = (float(low), float(median), float(high))
    return quantiles
