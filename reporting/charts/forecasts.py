"""The forecast of one series, and how its methods did in the past."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series, Unit, Values
from forecasting.engine import VARIANTS
from forecasting.engine.backtest import COMBINED, BacktestResult, MethodScore
from forecasting.engine.forecast import Forecast, MemberForecast
from reporting.charts.chart import (
    Band,
    CategoryAxis,
    Chart,
    Line,
    Mark,
    Points,
    Reference,
    YearAxis,
    quantity_axis,
)
from reporting.format.context import Context
from reporting.format.i18n import Translator
from reporting.format.numbers import format_quantity, format_range
from reporting.format.theme import Dash, Tone, category


def method_name(name: str, tr: Translator) -> str:
    """Return the name of a forecasting method, its identifier when the registry has no such method."""
    if name == COMBINED:
        return tr("Combination")
    return tr.name(VARIANTS[name]) if name in VARIANTS else name


def observed_line(history: Series, tr: Translator) -> Line:
    """Return the line of the observed series."""
    years = history.years.astype(np.float64)
    return Line(tr("Observed"), years, history.values, Tone.OBSERVED, with_markers=True)


def forecast_chart(history: Series, forecast: Forecast, indicator: str, context: Context) -> Chart:
    """Return the chart of observations, members, and the combination with its 80% and 95% intervals.

    Args:
        history: the observed series, in the unit of the forecast.
        forecast: of that series.
        indicator: what is forecast, in the reader's language.
        context: place, language, provenance.
    """
    tr = context.tr
    marks: tuple[Mark, ...] = (
        *_intervals(history, forecast, tr),
        *_members(forecast, tr),
        _leading(history, forecast, tr),
        observed_line(history, tr),
    )
    low, high = forecast.interval(0.8)
    return Chart(
        id="forecast",
        language=context.language,
        title=tr("Forecast: {indicator}", indicator=indicator),
        subtitle=tr("{place}; median of the methods, 80% and 95% intervals", place=context.place),
        x=YearAxis(""),
        y=quantity_axis(indicator, forecast.unit, context.language, marks, _zero(history)),
        marks=marks,
        alt=tr(
            "{indicator} in {place}: {value} forecast for {year} (80% interval {range}).",
            indicator=indicator,
            place=context.place,
            value=format_quantity(float(forecast.median[-1]), forecast.unit, context.language),
            year=int(forecast.years[-1]),
            range=format_range(float(low[-1]), float(high[-1]), forecast.unit, context.language),
        ),
        provenance=context.provenance,
        references=tuple(Reference(year - 0.5, tr("Break")) for year in history.breaks),
    )


def backtest_errors(result: BacktestResult, indicator: str, context: Context) -> Chart:
    """Return the chart of mean absolute errors by years ahead: combination, members and naive method."""
    tr = context.tr
    marks = tuple(_error_line(score, i, tr) for i, score in enumerate(result.scores))
    best = min(result.scores, key=lambda score: (np.isnan(score.owa), score.owa))
    return Chart(
        id="backtest-errors",
        language=context.language,
        title=tr("Back-test: errors by years ahead"),
        subtitle=tr.plural(
            "{place}; {indicator}, mean absolute error, {count} origin",
            "{place}; {indicator}, mean absolute error over {count} origins",
            len(result.origins),
            place=context.place,
            indicator=indicator,
        ),
        x=YearAxis(tr("Years ahead")),
        y=quantity_axis(tr("Mean absolute error"), result.unit, context.language, marks),
        marks=marks,
        alt=tr(
            "Smallest overall error: {method}, {owa} times that of the naive method.",
            method=method_name(best.name, tr),
            owa=f"{best.owa:.2f}",
        ),
        provenance=context.provenance,
    )


def coverage(result: BacktestResult, context: Context) -> Chart:
    """Return the chart of how often prediction intervals held the figure, beside their nominal level."""
    tr, language = context.tr, context.language
    count = max((row.count for row in result.coverage), default=0)
    x = np.arange(len(result.coverage), dtype=np.float64)
    promised = np.array([row.level for row in result.coverage])
    held = np.array([row.share for row in result.coverage])
    marks: tuple[Mark, ...] = (
        Points(tr("Promised"), x, promised, Tone.BASELINE),
        Points(tr("Held in the back-test"), x, held, Tone.GAP),
    )
    levels = tuple(format_quantity(row.level, Unit.SHARE, language) for row in result.coverage)
    return Chart(
        id="coverage",
        language=language,
        title=tr("Do the intervals keep their promise?"),
        subtitle=tr(
            "{place}; {count} forecasts in the back-test", place=context.place, count=count
        ),
        x=CategoryAxis(
            tr("Interval"), tuple(tr("{level} interval", level=text) for text in levels)
        ),
        y=quantity_axis(tr("Figures inside the interval"), Unit.SHARE, language, marks, (0.0, 1.0)),
        marks=marks,
        alt=tr(
            "Share of figures inside the intervals of {levels}: {shares}.",
            levels=tr("; ").join(levels),
            shares=tr("; ").join(format_quantity(v, Unit.SHARE, language) for v in held),
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def _intervals(history: Series, forecast: Forecast, tr: Translator) -> tuple[Band, ...]:
    names = {0.95: tr("95% interval"), 0.8: tr("80% interval")}
    bands = []
    for level, name in names.items():
        low, high = forecast.interval(level)
        x, first = _joined(history, forecast, low)
        _, second = _joined(history, forecast, high)
        bands.append(Band(name, x, first, second, Tone.GAP, level))
    return tuple(bands)


def _members(forecast: Forecast, tr: Translator) -> tuple[Line, ...]:
    if len(forecast.members) == 1:
        return ()  # drawn as the forecast itself
    drawn = [member for member in forecast.members if np.isfinite(member.values).any()]
    return tuple(_member(member, i, forecast, tr) for i, member in enumerate(drawn))


def _member(member: MemberForecast, index: int, forecast: Forecast, tr: Translator) -> Line:
    name = method_name(member.name, tr)
    if member.weight == 0:
        name = tr("{method} (for comparison)", method=name)
    years = forecast.years.astype(np.float64)
    return Line(name, years, member.values, category(index), thin=True)


def _leading(history: Series, forecast: Forecast, tr: Translator) -> Line:
    """Return the line of the combination, or of the one method that was chosen."""
    x, y = _joined(history, forecast, forecast.median)
    single = len(forecast.members) == 1
    name = method_name(forecast.members[0].name, tr) if single else tr("Combination")
    return Line(name, x, y, Tone.GAP)


def _joined(history: Series, forecast: Forecast, values: Values) -> tuple[Values, Values]:
    """Return forecast values that begin at the last observation, so that the fan meets the line."""
    observed = history.until(forecast.origin)
    x = np.concatenate([observed.years[-1:], forecast.years]).astype(np.float64)
    return x, np.concatenate([observed.values[-1:], values])


def _zero(history: Series) -> tuple[float, ...]:
    """Start the axis at zero unless that would flatten a series far from zero."""
    low, high = float(history.values.min()), float(history.values.max())
    return () if low > 0.5 * high else (0.0,)


def _error_line(score: MethodScore, index: int, tr: Translator) -> Line:
    errors = score.error_by_horizon
    ahead = np.arange(1, len(errors) + 1, dtype=np.float64)
    tone = {COMBINED: Tone.GAP, "naive": Tone.BASELINE}.get(score.name, category(index))
    leading = score.name in {COMBINED, "naive"}
    dash = Dash.SOLID if score.name == COMBINED else None
    name = method_name(score.name, tr)
    return Line(name, ahead, errors, tone, dash, thin=not leading, with_markers=True)
