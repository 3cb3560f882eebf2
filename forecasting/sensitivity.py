"""How much each assumption matters: the gap with one parameter at each end of its range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import numpy as np

from forecasting.elasticity import Estimate
from forecasting.gap import GapResult
from forecasting.inputs import ModelInputs, ModelParameters, RunSettings
from forecasting.interventions import Scenario
from forecasting.parameters import Parameter
from forecasting.run import BASELINE, run_scenario


@dataclass(frozen=True)
class Influence:
    """The median gap of a year with one parameter at its 10% and its 90% quantile, persons."""

    parameter: Parameter
    year: int
    at_low: float
    at_high: float

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
    """One influence for each uncertain parameter of the model, the widest first.

    One parameter at a time is fixed at an end of its 80% range while all others are drawn as usual,
    with the same random numbers (one-at-a-time sensitivity; Saltelli et al., Global Sensitivity
    Analysis, 2008, ch. 1.2).
    """
    found = []
    for field in fields(ModelParameters):
        parameter: Parameter = getattr(inputs.parameters, field.name)
        if parameter.low < parameter.high and _is_drawn(field.name):
            low, high = (
                _median_gap(
                    run_scenario(_with(inputs, field.name, value), scenario, settings), year
                )
                for value in (parameter.low, parameter.high)
            )
            found.append(Influence(parameter, year, low, high))
    return tuple(sorted(found, key=lambda influence: -influence.width))


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


def _is_drawn(name: str) -> bool:
    """The spread of competence over people is a shape, not an uncertain number."""
    return name != "competence_spread"


def _with(inputs: ModelInputs, name: str, value: float) -> ModelInputs:
    """The inputs with one parameter known for certain."""
    parameter: Parameter = getattr(inputs.parameters, name)
    certain = replace(
        parameter,
        value=value,
        low=value,
        high=value,
        minimum=min(parameter.minimum, value),
        maximum=max(parameter.maximum, value),
    )
    return replace(inputs, parameters=replace(inputs.parameters, **{name: certain}))


def _median_gap(result: GapResult, year: int) -> float:
    return float(np.median(result.gap[:, list(result.years).index(year)]))


def _gaps(result: GapResult, years: tuple[int, ...]) -> dict[int, tuple[float, float, float]]:
    quantiles = {}
    for year in years:
        low, median, high = np.quantile(
            result.gap[:, list(result.years).index(year)], (0.1, 0.5, 0.9)
        )
        quantiles[year] = (float(low), float(median), float(high))
    return quantiles
