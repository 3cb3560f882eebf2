"""Results for a person's own series: a row for each forecast year or score, one for each failure.

The ids of the series stay as they were written, so that the rows can be matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from forecasting.engine import METHODS, Forecast
from forecasting.engine.accuracy import Accuracy, ScoredBacktest
from forecasting.engine.backtest import COMBINED, BacktestResult, MethodScore
from forecasting.engine.batch import Failed, Outcome
from reporting.format.i18n import Language, Templated, explain, translator
from reporting.output.table_file import Row, Table

FORECAST_COLUMNS = (
    "series_id",
    "year",
    "mean",
    "median",
    "lo80",
    "hi80",
    "lo95",
    "hi95",
    "members",
    "warnings",
    "error",
)
SCORE_COLUMNS = (
    "series_id",
    "method",
    "horizon",
    "origins",
    "forecasts",
    "mase",
    "smape",
    "owa",
    "coverage80",
    "coverage95",
    "problems",
    "error",
)
INTERVAL_LEVELS = (0.8, 0.95)
ALL = "all"  # the horizon of a row about all horizons together
DECIMALS = 10  # of the largest number of a series, counted from its first digit when below one
SPACE = {Language.ZH: "", Language.EN: " "}  # between sentences

Result = TypeVar("Result")


@dataclass(frozen=True)
class SeriesResult(Generic[Result]):
    """The outcome of a series, with the remarks of the reader of its file."""

    id: str
    outcome: Outcome[Result]
    remarks: tuple[Templated, ...] = ()


def forecast_table(results: Iterable[SeriesResult[Forecast]], language: Language) -> Table:
    """Return the forecasts of all series, a row for each year, and the reasons of those that failed."""
    return Table(FORECAST_COLUMNS, tuple(_rows(results, _forecast_rows, language, "warnings")))


def backtest_table(results: Iterable[SeriesResult[ScoredBacktest]], language: Language) -> Table:
    """Return the scores of all series by method and horizon, each method first for all horizons."""
    return Table(SCORE_COLUMNS, tuple(_rows(results, _score_rows, language, "problems")))


def _rows(
    results: Iterable[SeriesResult[Result]],
    rows_of: Callable[[Result, Language], Iterator[Row]],
    language: Language,
    remarks_column: str,
) -> Iterator[Row]:
    """Yield the rows of each series; remarks on its figures come first in the column of remarks."""
    for result in results:
        if isinstance(result.outcome, Failed):
            yield {"series_id": result.id, "error": _line(result.outcome.error, language)}
            continue
        remarks = _together(result.remarks, language)
        for row in rows_of(result.outcome.result, language):
            texts = filter(None, (remarks, str(row.get(remarks_column, ""))))
            own = {remarks_column: SPACE[language].join(texts)} if remarks_column in row else {}
            yield {"series_id": result.id, **row, **own}


def _forecast_rows(forecast: Forecast, language: Language) -> Iterator[Row]:
    columns = {"mean": forecast.mean(), "median": forecast.median}
    for level in INTERVAL_LEVELS:
        low, high = forecast.interval(level)
        columns |= {f"lo{level * 100:.0f}": low, f"hi{level * 100:.0f}": high}
    texts = {"members": forecast.method, "warnings": _warnings(forecast, language)}
    largest = max(float(np.max(np.abs(values))) for values in columns.values())
    for i, year in enumerate(forecast.years):
        numbers = {name: _rounded(float(values[i]), largest) for name, values in columns.items()}
        yield {"year": int(year), **numbers, **texts}


def _warnings(forecast: Forecast, language: Language) -> str:
    """Return the warnings, the reason of a fallback and the members that failed, in one text."""
    tr = translator(language)
    reasons = [forecast.fallback.reason] if forecast.fallback else []
    failures = [
        tr(
            "{method} failed: {problem}",
            method=tr.name(METHODS[member.name]),
            problem=explain(member.problem, language),
        )
        for member in forecast.members
        if member.problem
    ]
    sentences = [_together((*forecast.warnings, *reasons), language), *failures]
    return SPACE[language].join(filter(None, sentences))


def _together(messages: Iterable[Templated], language: Language) -> str:
    """Return messages on one line, each once."""
    return SPACE[language].join(dict.fromkeys(_line(message, language) for message in messages))


def _score_rows(scored: ScoredBacktest, language: Language) -> Iterator[Row]:
    result = scored.result
    origins = len(result.origins)
    for score in result.scores:
        about = {"method": score.name, "origins": origins}
        by_horizon = [a for a in scored.by_years_ahead if a.method == score.name]
        yield {
            **about,
            "horizon": ALL,
            "forecasts": sum(accuracy.count for accuracy in by_horizon),
            **_measures(score),
            **(_coverage(result) if score.name == COMBINED else {}),
            "problems": _together(score.problems, language),
        }
        for accuracy in by_horizon:
            ahead = {"horizon": accuracy.ahead, "forecasts": accuracy.count}
            yield {**about, **ahead, **_measures(accuracy)}


def _measures(score: MethodScore | Accuracy) -> Row:
    return {name: _rounded(getattr(score, name)) for name in ("mase", "smape", "owa")}


def _coverage(result: BacktestResult) -> Row:
    return {f"coverage{c.level * 100:.0f}": _rounded(c.share) for c in result.coverage}


def _line(message: Templated, language: Language) -> str:
    return " ".join(explain(message, language).split())


def _rounded(value: float, largest: float = 1.0) -> float:
    """Return a value without decimals beyond the tenth of the largest number beside it."""
    leading = np.floor(np.log10(largest)) + 1 if largest > 0 else 0.0
    return round(value, DECIMALS - int(min(leading, 0)))
