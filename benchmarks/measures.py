"""Measures of accuracy and of intervals, as the M4 competition defines them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.datasets import Case
from forecasting.core.series import Values


@dataclass(frozen=True, eq=False)
class Prediction:
    """A method's answer for one case: the point forecast [h] and bounds [h, 2] by level."""

    point: Values
    bounds: dict[float, Values]
    seconds: float


@dataclass(frozen=True)
class Score:
    """Averages over the cases of one set.

    Coverage and MSIS are None without intervals, seconds NaN when they were not taken. `held80` and
    `held95` are the coverage one, two, … years ahead.
    """

    owa: float
    smape: float
    mase: float
    coverage80: float | None
    coverage95: float | None
    msis95: float | None
    seconds: float
    held80: tuple[float, ...] = ()
    held95: tuple[float, ...] = ()


def score(cases: Sequence[Case], answers: Sequence[Prediction]) -> Score:
    """All measures of one method on one set."""
    points = [answer.point for answer in answers]
    naive = [np.full(len(case.future), case.past[-1]) for case in cases]
    owa = np.mean(
        [
            smape(cases, points) / smape(cases, naive),
            mase(cases, points) / mase(cases, naive),
        ]
    )
    has = all(answer.bounds for answer in answers)
    return Score(
        float(owa),
        smape(cases, points),
        mase(cases, points),
        coverage(cases, answers, 0.8) if has else None,
        coverage(cases, answers, 0.95) if has else None,
        msis(cases, answers, 0.95) if has else None,
        float(np.mean([answer.seconds for answer in answers])),
        *(held_by_horizon(cases, answers, level) if has else () for level in (0.8, 0.95)),
    )


def smape(cases: Sequence[Case], points: Sequence[Values]) -> float:
    """Symmetric mean absolute percentage error, 0–200, averaged over series."""
    each = [
        np.mean(200 * np.abs(case.future - point) / (np.abs(case.future) + np.abs(point)))
        for case, point in zip(cases, points, strict=True)
    ]
    return float(np.mean(each))


def mase(cases: Sequence[Case], points: Sequence[Values]) -> float:
    """Mean absolute error in mean yearly changes of the past, averaged over series."""
    each = [
        np.mean(np.abs(case.future - point)) / yearly_change(case)
        for case, point in zip(cases, points, strict=True)
    ]
    return float(np.nanmean(each))


def coverage(cases: Sequence[Case], answers: Sequence[Prediction], level: float) -> float:
    """Share of all held-back figures inside the interval of a level."""
    return float(np.mean(np.concatenate(_held(cases, answers, level))))


def held_by_horizon(
    cases: Sequence[Case], answers: Sequence[Prediction], level: float
) -> tuple[float, ...]:
    """The coverage one, two, … years ahead."""
    held = _held(cases, answers, level)
    longest = max(map(len, held))
    return tuple(
        float(np.mean([each[h] for each in held if len(each) > h])) for h in range(longest)
    )


def _held(
    cases: Sequence[Case], answers: Sequence[Prediction], level: float
) -> list[NDArray[np.bool_]]:
    return [
        (answer.bounds[level][:, 0] <= case.future) & (case.future <= answer.bounds[level][:, 1])
        for case, answer in zip(cases, answers, strict=True)
    ]


def msis(cases: Sequence[Case], answers: Sequence[Prediction], level: float) -> float:
    """Mean scaled interval score (Gneiting & Raftery 2007): width plus the cost of misses."""
    cost = 2 / (1 - level)
    each = []
    for case, answer in zip(cases, answers, strict=True):
        low, high = answer.bounds[level].T
        missed = np.maximum(low - case.future, 0) + np.maximum(case.future - high, 0)
        each.append(np.mean(high - low + cost * missed) / yearly_change(case))
    return float(np.nanmean(each))


def yearly_change(case: Case) -> float:
    """Mean absolute change from year to year in the past; NaN for a constant series."""
    return float(np.mean(np.abs(np.diff(case.past)))) or np.nan
