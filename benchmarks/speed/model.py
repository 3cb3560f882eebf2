"""One run of the model beside the same arithmetic by hand, and all provinces anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.speed import by_hand
from data.build.database import open_database
from data.model_inputs.inputs import in_region, national_inputs
from data.reading.model_facts import allocation
from data.reading.scenarios import scenarios
from data.store.warehouse import Warehouse
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Scenario
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import scenario_for
from forecasting.model.run import BASELINE, run_scenario

CITY = "510100"
PACKAGE = "full_package"
RUNS = 50


@dataclass(frozen=True)
class ModelTimes:
    """Seconds of each run, by the model and by hand, and of everything anew.

    Attributes:
        levers: how many the package sets.
        everywhere: the nation's draws, then the nation and all its provinces, without levers.
    """

    levers: int
    model: list[float]
    by_hand: list[float]
    provinces: int
    everywhere: list[float]


def measure() -> ModelTimes:
    """Time the model; the two take turns, so that a busy machine hits both alike.

    Raises:
        ValueError: the arithmetic by hand does not give the model's figures.
    """
    warehouse, settings = open_database(), RunSettings()
    national = national_inputs(warehouse)
    inputs = in_region(national, warehouse, CITY, next(iter(allocation().rules)))
    run = PreparedRun.of(inputs, settings)
    package = scenario_for(scenarios()[PACKAGE], run)
    arrays = by_hand.arrays_of(run, package)
    _check(arrays, run, package)
    model, hand = [], []
    for _ in range(RUNS):
        model.append(_seconds(lambda: run_scenario(run, package)))
        hand.append(_seconds(lambda: by_hand.run(arrays)))
    places = [national, *_provinces(national, warehouse)]
    everywhere = [_seconds(lambda: _recompute(places, settings)) for _ in range(5)]
    return ModelTimes(len(package.settings), model, hand, len(places) - 1, everywhere)


def _check(arrays: by_hand.Arrays, run: PreparedRun, scenario: Scenario) -> None:
    result = run_scenario(run, scenario)
    gap, qualified = by_hand.run(arrays)
    if not (np.allclose(gap.T, result.gap) and np.allclose(qualified.T, result.qualified_gap)):
        raise ValueError("The arithmetic by hand does not give the model's figures.")


def _provinces(national: ModelInputs, warehouse: Warehouse) -> list[ModelInputs]:
    rule = next(iter(allocation().rules))
    places = [region for region in warehouse.regions() if region.level == "province"]
    return [in_region(national, warehouse, place.code, rule) for place in places]


def _recompute(places: list[ModelInputs], settings: RunSettings) -> None:
    run = PreparedRun.of(places[0], settings)
    for inputs in places:
        run_scenario(run.in_region(inputs.region, inputs.shares), BASELINE)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
