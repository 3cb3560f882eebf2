"""The project's own engine on the benchmark series, with a calibration that has not seen them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.cpu import cpu_seconds
from benchmarks.datasets import Case
from benchmarks.scoring import Prediction
from forecasting.core.series import Series, SeriesKey, Unit, Values
from forecasting.engine import COMBINATION, Calibration
from forecasting.engine.combination import point_forecast, run_members
from forecasting.engine.forecast import MemberForecast
from forecasting.engine.history import History, prepare
from forecasting.engine.intervals import quantiles, spread

COVERAGE_LEVELS = (0.8, 0.95)
METHODS_SHOWN = tuple(dict.fromkeys((*COMBINATION, "drift", "theta")))
_COMPARED = tuple(name for name in METHODS_SHOWN if name not in COMBINATION)
LONGEST = 15  # years ahead, as far as enough of the series reach
SHORTEST_PAST = 8  # the engine fits no model to fewer figures
HALF_SIDES = np.array(
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]
)  # the lower half of the probabilities of the calibration


@dataclass(frozen=True, eq=False)
class Run:
    """The members' forecasts from one origin of one case, and the later figures.

    `seconds` is the time of the members that are combined, without those shown for comparison.
    """

    history: History
    members: tuple[MemberForecast, ...]
    future: Values
    seconds: float

    @property
    def working(self) -> Values:
        """Forecasts of the members that did not fail, shape [members, H]."""
        members = [member for member in self.members if member.name in COMBINATION]
        return np.stack([member.values for member in members if member.problem is None])

    def errors(self) -> Values:
        """Return the errors in units of s_h, shape [h]."""
        reach = len(self.future)
        point = point_forecast(self.history, self.working)[:reach]
        deviation = self.history.scale.deviation(point, self.future)
        return np.asarray(deviation / spread(self.history, self.working)[:reach])


@dataclass(frozen=True, eq=False)
class Runs:
    """All runs of one set: from the official origins, and from earlier ones for calibration."""

    official: list[Run]
    earlier: list[Run]

    def every(self) -> list[Run]:
        return self.official + self.earlier


def runs_of(name: str, cases: Sequence[Case], cache: Path, report: Callable[[str], None]) -> Runs:
    """Return the runs of one set; those in `cache` are not computed again."""
    file = cache / f"{name}.pickle"
    if file.exists():
        cached: Runs = pickle.loads(file.read_bytes())  # noqa: S301  written by this program
        return cached
    _run(cases[0], len(cases[0].past))  # loads the libraries, which is not to count
    official = list(_each(cases, lambda case: len(case.past), f"{name} official", report))
    earlier = list(_each(cases, _earlier_origin, f"{name} earlier", report))
    runs = Runs(official, earlier)
    cache.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(runs))
    return runs


def windows(cases: Sequence[Case]) -> list[Case]:
    """Return the cases of the earlier runs, cut off where the official test part begins.

    Choices are made on these and judged on the official test parts, which they do not contain.
    """
    return [
        Case(case.id, case.past[:origin], case.past[origin:])
        for case in cases
        if (origin := _earlier_origin(case)) >= SHORTEST_PAST
    ]


def _each(
    cases: Sequence[Case],
    origin_of: Callable[[Case], int],
    label: str,
    report: Callable[[str], None],
) -> Iterable[Run]:
    for done, case in enumerate(cases, start=1):
        origin = origin_of(case)
        if origin >= SHORTEST_PAST or origin == len(case.past):
            yield _run(case, origin)
        if done % 100 == 0:
            report(f"{label}: {done} of {len(cases)} series")


def _earlier_origin(case: Case) -> int:
    """Return the origin fifteen years before the end: it measures long horizons."""
    return len(case.past) + len(case.future) - LONGEST


def _run(case: Case, origin: int) -> Run:
    whole = np.concatenate([case.past, case.future])
    future = whole[origin : origin + LONGEST]
    years = np.arange(origin, dtype=np.int64) + 1900
    series = Series(SeriesKey(case.id, "benchmark"), Unit.PERSONS, years, whole[:origin])
    began = cpu_seconds()
    history = prepare(series)
    members, _ = run_members(history, LONGEST, COMBINATION)
    seconds = cpu_seconds() - began
    others, _ = run_members(history, LONGEST, _COMPARED)
    by_name = {member.name: member for member in (*others, *members)}
    return Run(history, tuple(by_name.values()), future, seconds)


def calibrate(sets: dict[str, Runs], date: str, versions: str) -> Calibration:
    """Return the multipliers measured on all runs of some sets.

    Absolute errors, so the interval is symmetric on the scale; each set has the same weight, so
    the largest does not decide alone; and one multiplier for all horizons up to LONGEST, because
    in units of s_h the errors do not grow with the horizon.
    """
    errors = {name: _pooled(runs.every()) for name, runs in sets.items()}
    weights = np.concatenate([np.full(len(each), 1 / len(each)) for each in errors.values()])
    pooled = np.concatenate(list(errors.values()))
    sides = np.array([_quantile(pooled, weights, 1 - 2 * p) for p in HALF_SIDES])
    row = np.concatenate([-sides, [0.0], sides[::-1]])
    probabilities = np.round(np.concatenate([HALF_SIDES, [0.5], 1 - HALF_SIDES[::-1]]), 6)
    return Calibration(
        np.arange(1, LONGEST + 1),
        probabilities,
        np.tile(row, (LONGEST, 1)),
        sets=tuple(f"{name} yearly" for name in sets),
        series=sum(len(runs.official) for runs in sets.values()),
        errors=len(pooled),
        date=date,
        versions=versions,
    )


def _pooled(runs: Sequence[Run]) -> Values:
    errors: Values = np.abs(np.concatenate([run.errors() for run in runs]))
    finite: Values = errors[np.isfinite(errors)]
    return finite


def _quantile(values: Values, weights: Values, level: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order[np.searchsorted(reached, level)]])


def predictions(cases: Sequence[Case], runs: Runs, calibration: Calibration) -> list[Prediction]:
    """Return the predictions of the engine for the official test parts."""
    return [
        _prediction(run, len(case.future), calibration)
        for case, run in zip(cases, runs.official, strict=True)
    ]


def _prediction(run: Run, horizon: int, calibration: Calibration) -> Prediction:
    point = point_forecast(run.history, run.working)
    rows = quantiles(run.history, point, run.working, calibration)[:horizon]
    bounds = {level: _bounds(rows, calibration.probabilities, level) for level in COVERAGE_LEVELS}
    return Prediction(point[:horizon], bounds, run.seconds)


def _bounds(rows: Values, probabilities: Values, level: float) -> Values:
    sides = ((1 - level) / 2, (1 + level) / 2)
    return np.array([np.interp(sides, probabilities, row) for row in rows])


def member_predictions(cases: Sequence[Case], runs: Runs, name: str) -> list[Prediction]:
    """Return the predictions of one member; the naive forecast where it failed or was left out."""
    return [
        _member_prediction(case, run, name) for case, run in zip(cases, runs.official, strict=True)
    ]


def _member_prediction(case: Case, run: Run, name: str) -> Prediction:
    horizon = len(case.future)
    return Prediction(member_points(case, run, name)[:horizon], {}, np.nan)


def member_points(case: Case, run: Run, name: str) -> Values:
    """Return the forecast of one member; the naive one where it failed or was left out; shape [H]."""
    values = [m.values for m in run.members if m.name == name and m.problem is None]
    return values[0] if values else np.full(LONGEST, case.past[-1])
