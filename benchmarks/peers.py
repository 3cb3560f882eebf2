"""Forecasts of peers with their own intervals: the strongest of statsforecast, and Prophet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.cpu import cpu_seconds
from benchmarks.datasets import Case
from benchmarks.scoring import Prediction
from forecasting.core.series import Values

COVERAGE_LEVELS = (0.8, 0.95)
SCUM = ("AutoETS", "AutoCES", "DynamicOptimizedTheta", "AutoARIMA")
DRIFT = "RandomWalkWithDrift"
BEST = ("AutoETS", "AutoCES", "DynamicOptimizedTheta", DRIFT)


def single(name: str, case: Case) -> Prediction:
    """Forecast one case with a model of statsforecast; with the naive method when it fails."""
    began = cpu_seconds()
    horizon = len(case.future)
    model: Any = getattr(import_module("statsforecast.models"), name)()
    levels = [int(100 * level) for level in COVERAGE_LEVELS]
    try:
        result: Mapping[str, Values] = model.forecast(y=case.past, h=horizon, level=levels)
        point = np.asarray(result["mean"], dtype=np.float64)
        bounds = {
            level: np.column_stack([result[f"lo-{percent}"], result[f"hi-{percent}"]])
            for level, percent in zip(COVERAGE_LEVELS, levels, strict=True)
        }
    except Exception:  # noqa: BLE001  a peer may fail on very short series
        point = np.full(horizon, case.past[-1])
        bounds = {level: np.column_stack([point, point]) for level in COVERAGE_LEVELS}
    if not np.all(np.isfinite(point)):
        point = np.full(horizon, case.past[-1])
    return Prediction(point, bounds, cpu_seconds() - began)


def prophet(case: Case) -> Prediction:
    """Forecast one case with Prophet and all its defaults, yearly seasonality included."""
    import pandas as pd

    for name in ("prophet", "cmdstanpy"):
        logging.getLogger(name).disabled = True
    began = cpu_seconds()
    dates = pd.date_range("2000", periods=len(case.past) + len(case.future), freq="YS")
    model: Any = (
        import_module("prophet")
        .Prophet()
        .fit(pd.DataFrame({"ds": dates[: len(case.past)], "y": case.past}))
    )
    ahead = pd.DataFrame({"ds": dates[len(case.past) :]})
    point = model.predict(ahead)["yhat"].to_numpy(dtype=np.float64)
    samples = model.predictive_samples(ahead)["yhat"]
    bounds = {
        level: np.quantile(samples, [(1 - level) / 2, (1 + level) / 2], axis=1).T
        for level in COVERAGE_LEVELS
    }
    return Prediction(point, bounds, cpu_seconds() - began)


def combined(members: list[list[Prediction]], average: Callable[..., Any]) -> list[Prediction]:
    """Average the points of several methods case by case; such combinations bring no interval."""
    return [
        Prediction(
            np.asarray(average([answer.point for answer in answers], axis=0)),
            {},
            sum(answer.seconds for answer in answers),
        )
        for answers in zip(*members, strict=True)
    ]
