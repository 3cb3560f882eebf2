"""What a forecast can and cannot support, in plain words."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series
from forecasting.engine.backtest import COMBINED, BacktestResult
from forecasting.engine.combination import MIN_YEARS_TO_FIT
from forecasting.engine.forecast import Forecast
from reporting.format.i18n import Translator

WIDE = 2.0  # an 80% interval whose upper end is this many times its lower end gives a range only
USEFUL = 0.95  # an error below this part of the naive one counts as better
LEVEL = 0.8


def reliability(
    series: Series,
    forecast: Forecast,
    result: BacktestResult | None,
    tr: Translator,
    method: str = COMBINED,
) -> tuple[str, ...]:
    """Return sentences on history, record and width; `result` is None without a back-test."""
    return tuple(
        filter(None, (_history(series, tr), _record(result, method, tr), _width(forecast, tr)))
    )


def _history(series: Series, tr: Translator) -> str:
    if len(series) >= MIN_YEARS_TO_FIT:
        return ""
    return tr(
        "There are only {count} figures. No model is fitted to fewer than {needed}; the forecast "
        "extends the last value and the usual change, and is indicative only.",
        count=len(series),
        needed=MIN_YEARS_TO_FIT,
    )


def _record(result: BacktestResult | None, method: str, tr: Translator) -> str:
    if result is None:
        return tr("There are too few figures to judge the forecast by its past.")
    owa = result.score(method).owa
    if not np.isfinite(owa):
        return tr("The past of this series does not allow a comparison with the last value.")
    kept = _coverage(result, tr) if method == COMBINED else ""
    if owa < USEFUL:
        better = tr(
            "In the back-test the forecast was {percent}% closer than repeating the last value.",
            percent=round(100 * (1 - owa)),
        )
        return f"{better} {kept}".strip()
    worse = tr(
        "In the back-test the forecast was no better than repeating the last value: the figures do "
        "not support a claim about the direction."
    )
    return f"{worse} {kept}".strip()


def _coverage(result: BacktestResult, tr: Translator) -> str:
    held = next(row for row in result.coverage if row.level == LEVEL)
    return tr(
        "The 80% interval held {held} of {count} figures.",
        held=round(held.share * held.count),
        count=held.count,
    )


def _width(forecast: Forecast, tr: Translator) -> str:
    low, high = forecast.interval(LEVEL)
    if low[-1] > 0 and high[-1] / low[-1] < WIDE:
        return ""
    return tr(
        "By {year} the 80% interval is so wide that the forecast is good for a range, not for a "
        "figure.",
        year=int(forecast.years[-1]),
    )
