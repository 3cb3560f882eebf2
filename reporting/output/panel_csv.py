"""Results for a user's own series as CSV: one row a forecast year or a score, one a failure.

The files begin with a byte-order mark, which Excel and WPS need to read Chinese. The ids of the series
stay as the user wrote them, so that the rows can be matched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from forecasting.core.errors import ExportError
from forecasting.engine import METHODS, Forecast
from forecasting.engine.accuracy import Accuracy, ScoredBacktest
from forecasting.engine.backtest import COMBINED, BacktestResult, MethodScore
from forecasting.engine.batch import Failed, Outcome
from reporting.format.i18n import Language, Templated, explain, translator

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
DIGITS = 10  # significant ones, and at most so many decimals of the largest number of a series
SPACE = {Language.ZH: "", Language.EN: " "}  # between sentences

Row = Mapping[str, object]
Result = TypeVar("Result")


@dataclass(frozen=True)
class SeriesResult(Generic[Result]):
    """What came of a series, with the remarks of the reader of its file."""

    id: str
    outcome: Outcome[Result]
    remarks: tuple[Templated, ...] = ()


def forecast_csv(results: Iterable[SeriesResult[Forecast]], language: Language) -> bytes:
    """Return the forecasts of all series by id, year by year, with the reasons of those that failed."""
    return _csv(FORECAST_COLUMNS, _rows(results, _forecast_rows, language, "warnings"))


def backtest_csv(results: Iterable[SeriesResult[ScoredBacktest]], language: Language) -> bytes:
    """The scores of all series by id, by method and horizon, each first for all horizons."""
    return _csv(SCORE_COLUMNS, _rows(results, _score_rows, language, "problems"))


def check_place(out: Path, source: Path) -> None:
    """Refuse an impossible place for the results before the work rather than after it.

    Raises:
        ExportError: there is no such folder, or `out` is the file that is read.
    """
    if not out.parent.is_dir():
        raise ExportError(
            "There is no folder {folder} to write {file} to. Make it or choose another.",
            folder=out.parent,
            file=out.name,
        )
    if out.resolve() == source.resolve():
        raise ExportError(
            "{file} would be overwritten by its own results. Choose another --out.", file=out
        )


def write(out: Path, content: bytes) -> None:
    """Write the results.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        out.write_bytes(content)
    except OSError as error:
        raise ExportError(
            "{file} cannot be written: {reason}. Close programs that use it or choose another "
            "--out.",
            file=out,
            reason=error.strerror or error,
        ) from error


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
    said = {"members": forecast.method, "warnings": _warnings(forecast, language)}
    largest = max(float(np.max(np.abs(values))) for values in columns.values())
    for i, year in enumerate(forecast.years):
        numbers = {name: _number(float(values[i]), largest) for name, values in columns.items()}
        yield {"year": int(year), **numbers, **said}


def _warnings(forecast: Forecast, language: Language) -> str:
    """Warnings, the fallback and the members that failed, one after the other."""
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
    said = [_together((*forecast.warnings, *reasons), language), *failures]
    return SPACE[language].join(filter(None, said))


def _together(messages: Iterable[Templated], language: Language) -> str:
    """Messages on one line, each once."""
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
    return {name: _number(getattr(score, name)) for name in ("mase", "smape", "owa")}


def _coverage(result: BacktestResult) -> Row:
    return {f"coverage{c.level * 100:.0f}": _number(c.share) for c in result.coverage}


def _line(message: Templated, language: Language) -> str:
    return " ".join(explain(message, language).split())


def _number(value: float, largest: float = 1.0) -> str:
    """Return the digits without an exponent; blank for a number that is not finite.

    Args:
        value: to be written.
        largest: of the numbers beside it. Beyond its tenth decimal place, counted from its first
            significant digit when it is below one, nothing is written.
    """
    if not np.isfinite(value):
        return ""
    leading = np.floor(np.log10(largest)) + 1 if largest > 0 else 0.0
    rounded = round(value, DIGITS - int(min(leading, 0)))
    return np.format_float_positional(rounded, precision=DIGITS, fractional=False, trim="-")


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
