"""All forecasting methods by name, and those that are combined. A new method gets its line here."""

from __future__ import annotations

from collections.abc import Mapping

from forecasting.forecasters.forecaster import Forecaster
from forecasting.forecasters.grey import GreyModel
from forecasting.forecasters.naive import Drift, MedianChange, Naive
from forecasting.forecasters.prophet_model import AnchoredProphet
from forecasting.forecasters.statsmodels_models import (
    ExponentialSmoothing,
    RobustTheta,
    Theta,
    UnobservedComponentsAuto,
)
from forecasting.forecasters.transformed import OnLogs, OnRoots

METHODS: Mapping[str, Forecaster] = {
    method.name: method
    for method in (
        Naive(),
        Drift(),
        MedianChange(),
        OnRoots(
            MedianChange(),
            "median_root_change",
            "中位漂移法（平方根尺度）",
            "Median yearly change of square roots",
        ),
        ExponentialSmoothing(),
        OnLogs(Theta(), "theta", "Theta 法（对数）", "Theta on logarithms"),
        OnLogs(
            RobustTheta(), "robust_theta", "稳健 Theta 法（对数）", "Robust Theta on logarithms"
        ),
        UnobservedComponentsAuto(),
        OnLogs(
            UnobservedComponentsAuto(),
            "uc_log",
            "不可观测成分模型（对数）",
            "Unobserved components on logarithms",
        ),
        AnchoredProphet(),
        GreyModel(),
    )
}
# Each kind of growth once: none, linear, between linear and exponential, adaptive, piecewise linear.
# How they were chosen: docs/benchmarks.md.
COMBINATION = (
    "naive",
    "median_change",
    "median_root_change",
    "robust_theta",
    "uc",
    "uc_log",
    "prophet",
)
SIMPLE = ("naive", "median_change", "median_root_change")  # need no fitting
