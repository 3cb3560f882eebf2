"""Scores of one method on one set: the metrics of the engine, averaged over series as in M4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.datasets import Case
from forecasting.core.series import Values
from forecasting.engine import metrics


@dataclass(frozen=True, eq=False)
class Prediction:
    """A method's answer for one case.

    Attributes:
        point: the point forecast, shape [h].
        bounds: lower and upper bound of the prediction interval by level, each of shape [h, 2].
        seconds: processor time it took.
    """

    point: Values
    bounds: dict[float, Values]
    seconds: float


@dataclass(frozen=True)
class Score:
    """Averages over the cases of one set.

    Coverage and MSIS are None without intervals, seconds NaN when they were not taken. `horizon80` and
    `horizon95` are the coverage one, two, … years ahead.
    """

    owa: float
    smape: float
    mase: float
    coverage80: float | None
    coverage95: float | None
    msis95: float | None
    seconds: float
    horizon80: tuple[float, ...] = ()
    horizon95: tuple[float, ...] = ()


def score(cases: Sequence[Case], answers: Sequence[Prediction]) -> Score:
    """Return all measures of one method on one set: `cases` and `answers` in the same order."""
    points = [answer.point for answer in answers]
    naive = [np.full(len(case.future), case.past[-1]) for case in cases]
    smape, mase = mean_smape(cases, points), mean_mase(cases, points)
    relative = metrics.owa(
        np.array(smape),
        np.array(mase),
        np.array(mean_smape(cases, naive)),
        np.array(mean_mase(cases, naive)),
    )
    has = all(answer.bounds for answer in answers)
    return Score(
        float(relative),
        smape,
        mase,
        coverage(cases, answers, 0.8) if has else None,
        coverage(cases, answers, 0.95) if has else None,
        mean_msis(cases, answers, 0.95) if has else None,
        float(np.mean([answer.seconds for answer in answers])),
        *(coverage_by_horizon(cases, answers, level) if has else () for level in (0.8, 0.95)),
    )


def mean_smape(cases: Sequence[Case], points: Sequence[Values]) -> float:
    """Return the sMAPE averaged over series."""
    each = [metrics.smape(case.future, point) for case, point in zip(cases, points, strict=True)]
    return float(np.mean(each))


def mean_mase(cases: Sequence[Case], points: Sequence[Values]) -> float:
    """Return the MASE averaged over the series that have changed in the past."""
    each = [
        metrics.mase(case.future, point, metrics.mean_absolute_change(case.past))
        for case, point in zip(cases, points, strict=True)
    ]
    return float(np.nanmean(each))


def coverage(cases: Sequence[Case], answers: Sequence[Prediction], level: float) -> float:
    """Return the share of all held-back figures inside the interval of a level."""
    return float(np.mean(np.concatenate(_inside(cases, answers, level))))


def coverage_by_horizon(
    cases: Sequence[Case], answers: Sequence[Prediction], level: float
) -> tuple[float, ...]:
    """Return the coverage one, two, … years ahead."""
    inside = _inside(cases, answers, level)
    longest = max(map(len, inside))
    return tuple(
        float(np.mean([each[h] for each in inside if len(each) > h])) for h in range(longest)
    )


def _inside(cases: Sequence[Case], answers: Sequence[Prediction], level: float) -> list[Values]:
    return [
        metrics.is_inside(case.future, *answer.bounds[level].T)
        for case, answer in zip(cases, answers, strict=True)
    ]


def mean_msis(cases: Sequence[Case], answers: Sequence[Prediction], level: float) -> float:
    """Return the MSIS averaged over the series that have changed in the past."""
    each = []
    for case, answer in zip(cases, answers, strict=True):
        low, high = answer.bounds[level].T
        scale = metrics.mean_absolute_change(case.past)
        each.append(metrics.msis(case.future, low, high, level, scale))
    return float(np.nanmean(each))
