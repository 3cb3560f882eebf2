"""The forecast of a series: the median of several methods, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.core.errors import SeriesError, TalentGapError
from forecasting.core.series import Series, Values
from forecasting.engine.forecast import Fallback, Forecast, MemberForecast, Notice
from forecasting.engine.forecaster import Forecaster
from forecasting.engine.history import History, prepare
from forecasting.engine.intervals import Calibration, quantiles
from forecasting.engine.registry import COMBINATION, METHODS, SIMPLE, VARIANTS, needs_fitting
from forecasting.engine.scale import Scale, proportional_fall

LARGEST_LOG_ODDS = 25.0  # a share closer to zero or one cannot be told from it
MIN_YEARS_TO_FIT = 8  # with fewer figures, fitted models are outdone by the simple methods


def forecast_series(
    series: Series,
    horizon: int,
    calibration: Calibration,
    *,
    members: Sequence[str] | None = None,
) -> Forecast:
    """Forecast the `horizon` years after the last figure of a series.

    The point forecast is the median of the members; the interval around it is measured on other
    series (see intervals.py). The result notes what was changed or left out.

    Args:
        series: the published figures.
        horizon: years to forecast, H.
        calibration: multipliers of the interval.
        members: names from METHODS or VARIANTS; the standard combination by default.

    Raises:
        SeriesError: fewer than three figures, an unknown method or a horizon below 1.
    """
    names = _checked(series, horizon, COMBINATION if members is None else tuple(members))
    history = prepare(series)
    results, fallback = run_members(history, horizon, names)
    _, values = combine(history, results, calibration)
    last = int(history.years[-1])
    return Forecast(
        series.key,
        series.unit,
        last,
        np.arange(last + 1, last + horizon + 1, dtype=np.int64),
        calibration.probabilities,
        values,
        results,
        "+".join(result.name for result in results if result.problem is None),
        fallback,
        history.warnings + _remarks(history, horizon, calibration),
    )


def run_members(
    history: History, horizon: int, names: tuple[str, ...]
) -> tuple[tuple[MemberForecast, ...], Fallback | None]:
    """Forecast with the methods that the history allows; return also the fallback if it allows few.

    When every method fails, the naive one is added, so that there is at least one forecast.
    """
    chosen, fallback = affordable(history, names)
    results = tuple(
        run_member(VARIANTS[name], history, horizon, 1 / len(chosen)) for name in chosen
    )
    if all(result.problem for result in results):
        fallback = _all_failed(names)
        results = (*results, run_member(METHODS["naive"], history, horizon, 1.0))
    return results, fallback


def combine(
    history: History, results: Sequence[MemberForecast], calibration: Calibration
) -> tuple[Values, Values]:
    """Return the point forecast, shape [H], and the quantiles around it, shape [H, Q].

    Args:
        history: the prepared figures.
        results: forecasts of the members; at least one without a problem.
        calibration: multipliers of the interval, Q probabilities.
    """
    working = np.stack([result.values for result in results if result.problem is None])
    point = point_forecast(history, working)
    return point, quantiles(history, point, working, calibration)


def point_forecast(history: History, members: Values) -> Values:
    """Return the median of the members [members, H] in each year, shape [H].

    That of a steadily falling series does not rise.
    """
    median: Values = np.median(members, axis=0)
    if history.is_falling:
        return np.minimum.accumulate(np.minimum(median, history.values[-1]))
    return median


def run_member(method: Forecaster, history: History, horizon: int, weight: float) -> MemberForecast:
    """Forecast with one member; a failure is recorded in the result, not raised."""
    try:
        values = _on_scale(method, history, horizon)
    except TalentGapError as error:
        return _failed(method, horizon, Notice.of(error))
    except Exception as error:  # noqa: BLE001  fitting libraries raise anything; it is recorded
        reason = f"{type(error).__name__}: {error}"
        return _failed(method, horizon, Notice("The fit failed ({reason}).", {"reason": reason}))
    if not np.all(np.isfinite(values)):
        return _failed(method, horizon, Notice("The forecast is not a finite number."))
    return MemberForecast(method.name, values, weight)


def _on_scale(method: Forecaster, history: History, horizon: int) -> Values:
    """Forecast shares in log-odds, and keep the path of positive series above zero, shape [H]."""
    if history.scale is Scale.SHARE:
        odds = method.forecast(history.scale.transform(history.values), horizon)
        return history.scale.inverse(np.clip(odds, -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS))
    path = method.forecast(history.values, horizon)
    if history.scale is Scale.POSITIVE:
        path = proportional_fall(path, history.values[-1])
    return history.within_bounds(path)


def _failed(method: Forecaster, horizon: int, problem: Notice) -> MemberForecast:
    return MemberForecast(method.name, np.full(horizon, np.nan), 0.0, problem)


def _checked(series: Series, horizon: int, names: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in names if name not in VARIANTS]
    if unknown or not names:
        raise SeriesError(
            "There is no forecasting method {name}. Choose from {known}.",
            name=", ".join(unknown) or "—",
            known=", ".join(METHODS),
        )
    if horizon < 1:
        raise SeriesError(
            "A forecast of {key} for {horizon} years is not possible; ask for at least one year.",
            key=series.key,
            horizon=horizon,
        )
    return names


def affordable(history: History, names: tuple[str, ...]) -> tuple[tuple[str, ...], Fallback | None]:
    """Return the methods that the history allows, and what was left out.

    Too few figures allow only methods that need no fitting, equal figures only the naive one.
    """
    count = history.observations
    if np.ptp(history.values) == 0:
        reason = Notice("All figures of the series are equal.")
        used: tuple[str, ...] = ("naive",)
    elif count < MIN_YEARS_TO_FIT:
        reason = Notice(
            "The series has only {found} figures; fitted models need {needed}.",
            {"found": count, "needed": MIN_YEARS_TO_FIT},
        )
        used = tuple(name for name in names if not needs_fitting(name)) or SIMPLE
    else:
        return names, None
    if set(names) <= set(used):
        return names, None
    return used, Fallback("+".join(names), "+".join(used), reason)


def _all_failed(names: tuple[str, ...]) -> Fallback:
    reason = Notice("Every chosen method failed; the reasons are listed with the methods.")
    return Fallback("+".join(names), "naive", reason)


def _remarks(history: History, horizon: int, calibration: Calibration) -> tuple[Notice, ...]:
    remarks = []
    if horizon > calibration.longest:
        remarks.append(
            Notice(
                "The width of the interval is measured up to {measured} years ahead and "
                "extrapolated beyond.",
                {"measured": calibration.longest},
            )
        )
    if np.ptp(history.values) == 0:
        remarks.append(
            Notice("The series has never changed, so its interval has no width; do not rely on it.")
        )
    elif history.is_falling and history.values[-1] == 0:
        remarks.append(
            Notice(
                "The series has fallen to zero, so its interval has no width; do not rely on it."
            )
        )
    return tuple(remarks)
