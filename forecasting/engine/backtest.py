"""Rolling-origin back-test: what each method would have forecast and by how much it missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit, Values, Years
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

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class MethodScore:
    """How one method did over all origins.

    Attributes:
        name: a name from METHODS, or "combination".
        forecasts: shape [K, H], NaN where there was none.
        errors: actual − forecast in the unit of the series, shape [K, H], NaN where no figure is.
        smape: symmetric mean absolute percentage error, 0–200 (Makridakis 1993).
        mase: mean absolute scaled error (Hyndman & Koehler 2006): 1 is the mean yearly change.
        owa: mean of smape and mase, each relative to the naive method (M4): below 1 is better.
        problems: why the method failed at some origins.
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
        found = np.isfinite(self.errors)
        total = np.where(found, np.abs(self.errors), 0.0).sum(axis=0)
        count = found.sum(axis=0)
        return np.where(count, total / np.maximum(count, 1), np.nan)


@dataclass(frozen=True, eq=False)
class Coverage:
    """How often the prediction interval of a level held the figure, over `count` forecasts."""

    level: float
    share: float
    count: int


@dataclass(frozen=True)
class MembersUsed:
    """Who made the combined forecast at one origin.

    Attributes:
        figures: published figures in use.
        spoke: names of the members whose median it is.
        silent: the other members and why they said nothing.
    """

    figures: int
    spoke: tuple[str, ...]
    silent: Mapping[str, Notice]


@dataclass(frozen=True, eq=False)
class BacktestResult:
    """The back-test of one series.

    Attributes:
        origins: last year known to each forecast, shape [K].
        actuals: the figures to be forecast, shape [K, H], NaN where there is none.
        scores: one per method, the combination first.
        coverage: of the intervals of the combination, for each of LEVELS.
        held: by level, 1 where its interval held the figure, 0 where not, NaN without one, [K, H].
        voices: one per origin.
    """

    key: SeriesKey
    unit: Unit
    origins: Years
    horizon: int
    actuals: Values
    scores: tuple[MethodScore, ...]
    coverage: tuple[Coverage, ...]
    held: Mapping[float, Values] = field(default_factory=dict)
    members_used: tuple[MembersUsed, ...] = ()

    def score(self, name: str) -> MethodScore:
        """The score of one method."""
        return next(score for score in self.scores if score.name == name)


@dataclass(frozen=True, eq=False)
class Origin:
    """What each method said with the figures known in one past year, and what came.

    Attributes:
        actuals: the figures of the years after, shape [H], NaN where there is none.
        members: what was forecast, by name of the method.
    """

    year: int
    history: History
    actuals: Values
    members: Mapping[str, MemberForecast]

    def within(self, horizon: int) -> Origin:
        """The same, seen no further ahead than `horizon` years."""
        members = {
            name: replace(member, values=member.values[:horizon])
            for name, member in self.members.items()
        }
        return replace(self, actuals=self.actuals[:horizon], members=members)


@dataclass(frozen=True, eq=False)
class _Run:
    """Everything forecast from one origin, the combination included."""

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
    progress: Progress | None = None,
) -> BacktestResult:
    """Forecast from each of the latest origins as if the later figures were unknown.

    Args:
        series: the published figures.
        calibration: what the intervals of the combination are built from.
        horizon: years ahead, H.
        max_origins: how many origins at most, the latest ones.
        methods: names from METHODS besides the combination; all of them by default.
        progress: called with (origins done, origins in all).

    Raises:
        SeriesError: no origin has enough figures before it and one after it.
    """
    names = tuple(METHODS) if methods is None else tuple(methods)
    wanted = (*names, *COMBINATION)
    origins = forecast_origins(
        series, wanted, horizon=horizon, max_origins=max_origins, progress=progress
    )
    return judge(series, origins, calibration, methods=names)


def forecast_origins(
    series: Series,
    methods: Sequence[str],
    *,
    horizon: int,
    max_origins: int = 10,
    progress: Progress | None = None,
) -> tuple[Origin, ...]:
    """What each method would have forecast from each of the latest origins: the slow part.

    Args:
        series: the published figures.
        methods: names from METHODS or VARIANTS; the simplest ones come along.
        horizon: years ahead, H.
        max_origins: how many origins at most, the latest ones.
        progress: called with (origins done, origins in all).

    Raises:
        SeriesError: no origin has enough figures before it and one after it.
    """
    wanted = tuple(dict.fromkeys((*methods, *SIMPLE)))
    years = _origins(series, max_origins)
    found = []
    for done, year in enumerate(years.tolist(), start=1):
        history = prepare(series.until(year))
        members, _ = run_members(history, horizon, wanted)
        by_name = {member.name: member for member in members}
        found.append(Origin(year, history, _actuals(series, year, horizon), by_name))
        if progress is not None:
            progress(done, len(years))
    return tuple(found)


def judge(
    series: Series,
    origins: Sequence[Origin],
    calibration: Calibration,
    *,
    members: Sequence[str] = COMBINATION,
    methods: Sequence[str],
    horizon: int | None = None,
) -> BacktestResult:
    """Compare what was said with what came.

    Args:
        series: the series of the origins.
        origins: from `forecast_origins`, with all of `members` and `methods`.
        calibration: what the intervals of the combination are built from.
        members: whose median is the combination.
        methods: which methods are scored beside it.
        horizon: years ahead, all that were forecast by default.
    """
    reach = horizon or len(origins[0].actuals)
    runs = [_run(origin.within(reach), tuple(members), calibration) for origin in origins]
    return BacktestResult(
        series.key,
        series.unit,
        np.array([origin.year for origin in origins], dtype=np.int64),
        reach,
        np.stack([run.actuals for run in runs]),
        _scores(runs, (COMBINED, *methods)),
        tuple(_coverage(runs, level) for level in COVERAGE_LEVELS),
        {level: np.stack([run.inside[level] for run in runs]) for level in COVERAGE_LEVELS},
        tuple(run.members_used for run in runs),
    )


def _origins(series: Series, most: int) -> Years:
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


def _run(origin: Origin, members: tuple[str, ...], calibration: Calibration) -> _Run:
    history, found = origin.history, origin.members
    used, members_used = _voices(origin, members)
    point, quantiles = combine(history, used, calibration)
    inside = {
        level: _inside(origin.actuals, quantiles, calibration.probabilities, level)
        for level in COVERAGE_LEVELS
    }
    return _Run(
        origin.actuals,
        _mean_change(history),
        {name: member.values for name, member in found.items()} | {COMBINED: point},
        {name: member.problem for name, member in found.items() if member.problem},
        inside,
        members_used,
    )


def _voices(origin: Origin, members: tuple[str, ...]) -> tuple[list[MemberForecast], MembersUsed]:
    """The forecasts that are combined, as `run_members` would have it; never none."""
    names, fallback = affordable(origin.history, members)
    chosen = [origin.members[name] for name in names]
    used = [member for member in chosen if member.problem is None] or [origin.members["naive"]]
    silent = {member.name: member.problem for member in chosen if member.problem}
    if fallback:
        silent |= {name: fallback.reason for name in members if name not in names}
    spoke = tuple(member.name for member in used)
    return used, MembersUsed(origin.history.observations, spoke, silent)


def _actuals(series: Series, origin: int, horizon: int) -> Values:
    """Figures after the origin, shape [H]; NaN where none is, and from the next break on."""
    last = min((year for year in series.breaks if year > origin), default=np.inf) - 1
    table = dict(zip(series.years.tolist(), series.values.tolist(), strict=True))
    years = range(origin + 1, origin + horizon + 1)
    return np.array([table.get(year, np.nan) if year <= last else np.nan for year in years])


def _mean_change(history: History) -> float:
    """Mean absolute yearly change up to the origin: the scale of the MASE."""
    return float(np.mean(np.abs(np.diff(history.values)))) or np.nan


def _inside(actuals: Values, quantiles: Values, probabilities: Values, level: float) -> Values:
    """1 where the interval holds the figure, 0 where not, NaN where no figure is; shape [H]."""
    bounds = ((1 - level) / 2, (1 + level) / 2)
    low, high = (np.array([np.interp(p, probabilities, row) for row in quantiles]) for p in bounds)
    held = ((low <= actuals) & (actuals <= high)).astype(np.float64)
    return np.where(np.isfinite(actuals), held, np.nan)


def _coverage(runs: list[_Run], level: float) -> Coverage:
    held = np.concatenate([run.inside[level] for run in runs])
    held = held[np.isfinite(held)]
    return Coverage(level, float(held.mean()) if len(held) else np.nan, len(held))


def _scores(runs: list[_Run], names: tuple[str, ...]) -> tuple[MethodScore, ...]:
    naive = _accuracy(runs, "naive")
    return tuple(_score(runs, name, naive) for name in names)


def _score(runs: list[_Run], name: str, naive: tuple[float, float]) -> MethodScore:
    forecasts = _forecasts(runs, name)
    smape, mase = _accuracy(runs, name)
    with np.errstate(divide="ignore", invalid="ignore"):
        owa = float(np.mean(np.divide((smape, mase), naive)))
    return MethodScore(
        name,
        forecasts,
        np.stack([run.actuals for run in runs]) - forecasts,
        smape,
        mase,
        owa,
        tuple(run.problems[name] for run in runs if name in run.problems),
    )


def _forecasts(runs: list[_Run], name: str) -> Values:
    missing = np.full(len(runs[0].actuals), np.nan)
    return np.stack([run.forecasts.get(name, missing) for run in runs])


def _accuracy(runs: list[_Run], name: str) -> tuple[float, float]:
    """The sMAPE and MASE of one method over all its forecasts."""
    actuals = np.stack([run.actuals for run in runs])
    scales = np.array([[run.scale] for run in runs])
    forecasts = _forecasts(runs, name)
    error = np.abs(actuals - forecasts)
    size = np.abs(actuals) + np.abs(forecasts)
    percent = np.where(size > 0, 200 * error / np.where(size > 0, size, 1.0), 0.0)
    return _mean(np.where(np.isfinite(error), percent, np.nan)), _mean(error / scales)


def _mean(values: Values) -> float:
    found = values[np.isfinite(values)]
    return float(found.mean()) if len(found) else np.nan
