"""Rolling-origin back-test: what each method would have forecast, and its error.

Procedure: Tashman 2000, "Out-of-sample tests of forecasting accuracy", International Journal of
Forecasting 16(4), 437-450. The measures are defined in metrics.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit, Values, Years
from forecasting.engine import metrics
from forecasting.engine.combination import (
    MIN_YEARS_TO_FIT,
    affordable,
    combine,
    run_members,
)
from forecasting.engine.forecast import MemberForecast, Notice
from forecasting.engine.history import History, prepare
from forecasting.engine.intervals import Calibration
from forecasting.engine.registry import COMBINATION, METHODS, SIMPLE

COMBINED = "combination"
COVERAGE_LEVELS = (0.8, 0.95)

ProgressCallback = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class MethodScore:
    """Accuracy of one method over all K origins and H years ahead.

    Attributes:
        name: a name from METHODS, or "combination".
        forecasts: in the unit of the series, shape [K, H], NaN where there was none.
        errors: actual − forecast in the unit of the series, shape [K, H], NaN where no figure is.
        smape: symmetric mean absolute percentage error, 0–200.
        mase: mean absolute scaled error: 1 is the mean yearly change.
        owa: mean of smape and mase, each relative to the naive method: below 1 is better.
        problems: why the method failed or was skipped at some origins, and why a measure is NaN.
    """

    name: str
    forecasts: Values
    errors: Values
    smape: float
    mase: float
    owa: float
    problems: tuple[Notice, ...] = ()

    @property
    def error_by_horizon(self) -> Values:
        """Mean absolute error one, two, … years ahead, shape [H]; NaN where there is none."""
        return metrics.finite_mean(np.abs(self.errors), axis=0)


@dataclass(frozen=True, eq=False)
class Coverage:
    """Share of `count` figures that lay inside the prediction interval of a level."""

    level: float
    share: float
    count: int


@dataclass(frozen=True)
class MembersUsed:
    """The members of the combined forecast at one origin.

    Attributes:
        figures: number of published figures in use.
        used: names of the members whose median it is.
        skipped: the other members and why they gave no forecast.
    """

    figures: int
    used: tuple[str, ...]
    skipped: Mapping[str, Notice]


@dataclass(frozen=True, eq=False)
class BacktestResult:
    """The back-test of one series.

    Attributes:
        origins: last year known to each forecast, shape [K].
        actuals: the figures to be forecast, shape [K, H], NaN where there is none.
        scores: one per method, the combination first.
        coverage: of the intervals of the combination, for each of COVERAGE_LEVELS.
        inside: by level, 1 where the interval of the combination holds the figure, 0 where not, NaN
            without a figure; each of shape [K, H].
        members_used: one per origin.
    """

    key: SeriesKey
    unit: Unit
    origins: Years
    horizon: int
    actuals: Values
    scores: tuple[MethodScore, ...]
    coverage: tuple[Coverage, ...]
    inside: Mapping[float, Values] = field(default_factory=dict)
    members_used: tuple[MembersUsed, ...] = ()

    def score(self, name: str) -> MethodScore:
        """Return the score of one method.

        Raises:
            StopIteration: the method was not scored.
        """
        return next(score for score in self.scores if score.name == name)


@dataclass(frozen=True, eq=False)
class Origin:
    """The forecasts of all methods with the figures known in one past year, and the later figures.

    Attributes:
        year: the last year known to the forecasts.
        history: the prepared figures up to that year.
        actuals: the figures of the years after, shape [H], NaN where there is none.
        members: the forecasts by name of the method.
    """

    year: int
    history: History
    actuals: Values
    members: Mapping[str, MemberForecast]

    def within(self, horizon: int) -> Origin:
        """Return the origin with actuals and forecasts cut off after `horizon` years."""
        members = {
            name: replace(member, values=member.values[:horizon])
            for name, member in self.members.items()
        }
        return replace(self, actuals=self.actuals[:horizon], members=members)


@dataclass(frozen=True, eq=False)
class _OriginResult:
    """All forecasts from one origin, the combination included, and how they compare.

    Attributes:
        actuals: shape [H].
        scale: mean absolute yearly change up to the origin (see metrics.mase).
        forecasts: by method, each of shape [H].
        problems: by method, why it gave no forecast.
        inside: by level, see BacktestResult; each of shape [H].
    """

    actuals: Values
    scale: float
    forecasts: dict[str, Values]
    problems: dict[str, Notice]
    inside: dict[float, Values]
    members_used: MembersUsed


def backtest(
    series: Series,
    calibration: Calibration,
    *,
    horizon: int = 5,
    max_origins: int = 10,
    methods: Sequence[str] | None = None,
    progress: ProgressCallback | None = None,
) -> BacktestResult:
    """Forecast from each of the latest origins without the later figures, and score the forecasts.

    Args:
        series: the published figures.
        calibration: multipliers for the intervals of the combination.
        horizon: years ahead, H.
        max_origins: how many origins at most, the latest ones.
        methods: names from METHODS besides the combination; all of them by default.
        progress: called with (origins done, origins in all).

    Raises:
        SeriesError: no origin has enough figures before it and one after it.
    """
    names = tuple(METHODS) if methods is None else tuple(methods)
    needed = (*names, *COMBINATION)
    origins = forecast_origins(
        series, needed, horizon=horizon, max_origins=max_origins, progress=progress
    )
    return judge(series, origins, calibration, methods=names)


def forecast_origins(
    series: Series,
    methods: Sequence[str],
    *,
    horizon: int,
    max_origins: int = 10,
    progress: ProgressCallback | None = None,
) -> tuple[Origin, ...]:
    """Forecast with each method from each of the latest origins: the slow part of a back-test.

    Args:
        series: the published figures.
        methods: names from METHODS or VARIANTS; those of SIMPLE are added.
        horizon: years ahead, H.
        max_origins: how many origins at most, the latest ones.
        progress: called with (origins done, origins in all).

    Raises:
        SeriesError: no origin has enough figures before it and one after it.
    """
    names = tuple(dict.fromkeys((*methods, *SIMPLE)))
    years = _origin_years(series, max_origins)
    origins = []
    for done, year in enumerate(years.tolist(), start=1):
        history = prepare(series.until(year))
        members, _ = run_members(history, horizon, names)
        by_name = {member.name: member for member in members}
        origins.append(Origin(year, history, _actuals(series, year, horizon), by_name))
        if progress is not None:
            progress(done, len(years))
    return tuple(origins)


def judge(
    series: Series,
    origins: Sequence[Origin],
    calibration: Calibration,
    *,
    members: Sequence[str] = COMBINATION,
    methods: Sequence[str],
    horizon: int | None = None,
) -> BacktestResult:
    """Score forecasts against the figures that came later.

    Args:
        series: the series of the origins.
        origins: from `forecast_origins`, with all of `members` and `methods`.
        calibration: multipliers for the intervals of the combination.
        members: names of the methods whose median is the combination.
        methods: names of the methods scored beside it.
        horizon: years ahead, all that were forecast by default.
    """
    reach = horizon or len(origins[0].actuals)
    results = [
        _origin_result(origin.within(reach), tuple(members), tuple(methods), calibration)
        for origin in origins
    ]
    return BacktestResult(
        series.key,
        series.unit,
        np.array([origin.year for origin in origins], dtype=np.int64),
        reach,
        np.stack([result.actuals for result in results]),
        _scores(results, (COMBINED, *methods)),
        tuple(_coverage(results, level) for level in COVERAGE_LEVELS),
        {
            level: np.stack([result.inside[level] for result in results])
            for level in COVERAGE_LEVELS
        },
        tuple(result.members_used for result in results),
    )


def _origin_years(series: Series, most: int) -> Years:
    origins = series.years[MIN_YEARS_TO_FIT - 1 : -1][-most:]
    if not len(origins):
        raise SeriesError(
            "Series {key} has {found} figures; a back-test needs at least {needed}. "
            "Add years to the series or choose another measure.",
            key=series.key,
            found=len(series),
            needed=MIN_YEARS_TO_FIT + 1,
        )
    return origins


def _origin_result(
    origin: Origin,
    members: tuple[str, ...],
    methods: tuple[str, ...],
    calibration: Calibration,
) -> _OriginResult:
    history = origin.history
    used, members_used = _members_used(origin, members)
    point, quantiles = combine(history, used, calibration)
    inside = {
        level: _inside(origin.actuals, quantiles, calibration.probabilities, level)
        for level in COVERAGE_LEVELS
    }
    return _OriginResult(
        origin.actuals,
        metrics.mean_absolute_change(history.values),
        {name: member.values for name, member in origin.members.items()} | {COMBINED: point},
        _problems(origin, methods),
        inside,
        members_used,
    )


def _problems(origin: Origin, methods: tuple[str, ...]) -> dict[str, Notice]:
    """Return why methods failed or were skipped at the origin, by name."""
    names, fallback = affordable(origin.history, methods)
    skipped = {name: fallback.reason for name in methods if name not in names} if fallback else {}
    failed = {name: member.problem for name, member in origin.members.items() if member.problem}
    return skipped | failed


def _members_used(
    origin: Origin, members: tuple[str, ...]
) -> tuple[list[MemberForecast], MembersUsed]:
    """Return the forecasts to combine, chosen as in `run_members`: at least the naive one."""
    names, fallback = affordable(origin.history, members)
    chosen = [origin.members[name] for name in names]
    used = [member for member in chosen if member.problem is None] or [origin.members["naive"]]
    skipped = {member.name: member.problem for member in chosen if member.problem}
    if fallback:
        skipped |= {name: fallback.reason for name in members if name not in names}
    used_names = tuple(member.name for member in used)
    return used, MembersUsed(origin.history.observations, used_names, skipped)


def _actuals(series: Series, origin: int, horizon: int) -> Values:
    """Return the figures after the origin, shape [H]; NaN where none is and from the next break on."""
    last = min((year for year in series.breaks if year > origin), default=np.inf) - 1
    table = dict(zip(series.years.tolist(), series.values.tolist(), strict=True))
    years = range(origin + 1, origin + horizon + 1)
    return np.array([table.get(year, np.nan) if year <= last else np.nan for year in years])


def _inside(actuals: Values, quantiles: Values, probabilities: Values, level: float) -> Values:
    """Return whether the interval of a level holds each figure (metrics.is_inside), shape [H]."""
    bounds = ((1 - level) / 2, (1 + level) / 2)
    low, high = (np.array([np.interp(p, probabilities, row) for row in quantiles]) for p in bounds)
    return metrics.is_inside(actuals, low, high)


def _coverage(results: list[_OriginResult], level: float) -> Coverage:
    inside = np.concatenate([result.inside[level] for result in results])
    return Coverage(level, float(metrics.finite_mean(inside)), int(np.isfinite(inside).sum()))


def _scores(results: list[_OriginResult], names: tuple[str, ...]) -> tuple[MethodScore, ...]:
    naive = _accuracy(results, "naive")
    return tuple(_score(results, name, naive) for name in names)


def _score(results: list[_OriginResult], name: str, naive: tuple[Values, Values]) -> MethodScore:
    forecasts = _forecasts(results, name)
    smape, mase = _accuracy(results, name)
    owa = metrics.owa(smape, mase, *naive)
    errors = np.stack([result.actuals for result in results]) - forecasts
    problems = [result.problems[name] for result in results if name in result.problems]
    if np.any(np.isfinite(errors)):
        problems += _undefined(mase, owa)
    return MethodScore(
        name, forecasts, errors, float(smape), float(mase), float(owa), tuple(problems)
    )


def _undefined(mase: Values, owa: Values) -> list[Notice]:
    """Return why a method with forecasts has no MASE or no OWA."""
    if np.isnan(mase):
        return [
            Notice(
                "The figures up to each origin are all equal, so the scaled error (MASE) and the error "
                "relative to naive (OWA) are not defined."
            )
        ]
    if np.isnan(owa):
        return [
            Notice(
                "The naive method has no error, so the error relative to naive (OWA) is not defined."
            )
        ]
    return []


def _forecasts(results: list[_OriginResult], name: str) -> Values:
    missing = np.full(len(results[0].actuals), np.nan)
    return np.stack([result.forecasts.get(name, missing) for result in results])


def _accuracy(results: list[_OriginResult], name: str) -> tuple[Values, Values]:
    """Return the sMAPE and the MASE of one method over all its forecasts."""
    actuals = np.stack([result.actuals for result in results])
    scales = np.array([[result.scale] for result in results])
    forecasts = _forecasts(results, name)
    return metrics.smape(actuals, forecasts), metrics.mase(actuals, forecasts, scales)
