"""All forecasting methods by name, and those that are combined. A new method gets its line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from forecasting.engine.forecaster import Forecaster
from forecasting.engine.grey import GreyModel
from forecasting.engine.naive import Drift, MedianChange, Naive
from forecasting.engine.prophet_model import AnchoredProphet
from forecasting.engine.statsmodels_models import (
    ExponentialSmoothing,
    RobustTheta,
    Theta,
    UnobservedComponentsAuto,
)
from forecasting.engine.transformed import OnLogs, OnRoots

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
_NEED_NO_FITTING = frozenset({"naive", "drift", "median_change"})  # on whatever scale


class Transformation(StrEnum):
    """The scale on which the methods forecast: each on its own, or all on the same."""

    OWN = "own"
    NONE = "none"
    ROOT = "root"
    LOG = "log"


def with_transformation(transformation: Transformation, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the same methods on a transformation, each once.

    Raises:
        KeyError: a name is not one of METHODS.
    """
    if transformation is Transformation.OWN:
        return tuple(names)
    variants = (
        _BY_TRANSFORMATION[_untransformed(METHODS[name]).name, transformation] for name in names
    )
    return tuple(dict.fromkeys(variant.name for variant in variants))


def needs_fitting(name: str) -> bool:
    """Return whether a method has parameters to be fitted."""
    return _untransformed(VARIANTS[name]).name not in _NEED_NO_FITTING


def _untransformed(method: Forecaster) -> Forecaster:
    return method.inner if isinstance(method, OnLogs | OnRoots) else method


def _by_transformation() -> dict[tuple[str, Transformation], Forecaster]:
    """Return every method on every transformation, by name of the untransformed method.

    Methods that METHODS holds on a transformation keep their names.
    """
    transformations = {OnLogs: Transformation.LOG, OnRoots: Transformation.ROOT}
    methods = {
        (
            _untransformed(method).name,
            transformations.get(type(method), Transformation.NONE),
        ): method
        for method in METHODS.values()
    }
    inner_methods = {each.name: each for each in map(_untransformed, METHODS.values())}
    for inner in inner_methods.values():
        same = inner.name == "naive"  # the last value is the last value on every scale
        name, zh, en = inner.name, inner.name_zh, inner.name_en
        zh = f"{zh[:-1]}，" if zh.endswith("）") else f"{zh}（"
        logs = OnLogs(inner, f"{name}_log", f"{zh}对数）", f"{en} on logarithms")
        roots = OnRoots(inner, f"{name}_root", f"{zh}平方根）", f"{en} on square roots")
        methods.setdefault((name, Transformation.NONE), inner)
        methods.setdefault((name, Transformation.LOG), inner if same else logs)
        methods.setdefault((name, Transformation.ROOT), inner if same else roots)
    return methods


_BY_TRANSFORMATION = _by_transformation()
VARIANTS: Mapping[str, Forecaster] = {method.name: method for method in _BY_TRANSFORMATION.values()}
