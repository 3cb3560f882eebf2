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
    """On what the methods forecast: each as it is named, or all on the same."""

    OWN = "own"
    NONE = "none"
    ROOT = "root"
    LOG = "log"


def with_transformation(transformation: Transformation, names: Iterable[str]) -> tuple[str, ...]:
    """The names of the same methods on a transformation, each once."""
    if transformation is Transformation.OWN:
        return tuple(names)
    found = (_ON[_plain(METHODS[name]).name, transformation].name for name in names)
    return tuple(dict.fromkeys(found))


def needs_fitting(name: str) -> bool:
    """Whether a method has parameters to be fitted."""
    return _plain(VARIANTS[name]).name not in _NEED_NO_FITTING


def _plain(method: Forecaster) -> Forecaster:
    return method.inner if isinstance(method, OnLogs | OnRoots) else method


def _on_every_scale() -> dict[tuple[str, Transformation], Forecaster]:
    """By name of the plain method and transformation; those of METHODS keep their own names."""
    kinds = {OnLogs: Transformation.LOG, OnRoots: Transformation.ROOT}
    found = {
        (_plain(method).name, kinds.get(type(method), Transformation.NONE)): method
        for method in METHODS.values()
    }
    for plain in {_plain(method).name: _plain(method) for method in METHODS.values()}.values():
        same = plain.name == "naive"  # the last value is the last value on every scale
        name, zh, en = plain.name, plain.name_zh, plain.name_en
        zh = f"{zh[:-1]}，" if zh.endswith("）") else f"{zh}（"
        logs = OnLogs(plain, f"{name}_log", f"{zh}对数）", f"{en} on logarithms")
        roots = OnRoots(plain, f"{name}_root", f"{zh}平方根）", f"{en} on square roots")
        found.setdefault((name, Transformation.NONE), plain)
        found.setdefault((name, Transformation.LOG), plain if same else logs)
        found.setdefault((name, Transformation.ROOT), plain if same else roots)
    return found


_ON = _on_every_scale()
VARIANTS: Mapping[str, Forecaster] = {method.name: method for method in _ON.values()}
