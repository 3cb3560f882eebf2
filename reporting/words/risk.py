"""The risk loop in words and tables: indicators with RAG status, actuals against the target line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from forecasting.analysis.indicators import (
    IndicatorKind,
    IndicatorValue,
    RiskIndicator,
    Status,
    dearest_year,
    orientation,
)
from forecasting.analysis.tracking import TrackedActual, TrackStatus
from forecasting.core.series import Unit
from forecasting.model.inputs import ModelInputs
from forecasting.model.result import GapResult
from reporting.format.i18n import Language, Translator, message, translator
from reporting.format.numbers import MISSING, format_change, format_quantity, format_range

STATUSES = {
    Status.GREEN: message("In order"),
    Status.AMBER: message("Attention"),
    Status.RED: message("Critical"),
}
NOT_JUDGED = message("Not applicable")
_DIGITS = 2

StatusMark = Callable[[Status | None], str]
TrackMark = Callable[[TrackStatus], str]


def status_word(status: Status | None, language: Language) -> str:
    """Return the word for a RAG status."""
    return translator(language)(STATUSES[status] if status else NOT_JUDGED)


def indicator_table(
    readings: Iterable[IndicatorValue], language: Language, mark: StatusMark
) -> pd.DataFrame:
    """Return one row per indicator: status, value, 80% interval, thresholds, probability of red.

    Args:
        readings: in the order of the rows.
        language: of the reader.
        mark: turns a status into its word, to which a page can add its sign.
    """
    tr = translator(language)
    headings = (
        tr("Indicator"),
        tr("Status"),
        tr("Value"),
        tr("80% interval"),
        tr("Thresholds"),
        tr("Probability of red"),
    )
    rows = [
        (
            tr.name(reading.indicator),
            mark(reading.status),
            value_text(reading, language),
            _interval(reading, language),
            threshold_text(reading.indicator, language),
            MISSING if reading.in_red is None else _percent(reading.in_red, language),
        )
        for reading in readings
    ]
    return pd.DataFrame(rows, columns=list(headings))


def change_table(
    before: Sequence[IndicatorValue],
    after: Sequence[IndicatorValue],
    language: Language,
    mark: StatusMark,
) -> pd.DataFrame:
    """Return one row per indicator: value and status without the scenario and with it."""
    tr = translator(language)
    rows = [
        (
            tr.name(old.indicator),
            *(f"{value_text(reading, language)} {mark(reading.status)}" for reading in (old, new)),
        )
        for old, new in zip(before, after, strict=True)
    ]
    return pd.DataFrame(rows, columns=[tr("Indicator"), tr("Before"), tr("After")])


def value_text(reading: IndicatorValue, language: Language) -> str:
    """Return the value of an indicator with its unit."""
    if reading.value is None:
        return MISSING
    return format_quantity(reading.value, reading.indicator.unit, language, _DIGITS)


def threshold_text(indicator: RiskIndicator, language: Language) -> str:
    """Return the thresholds from which an indicator is amber and red."""
    tr = translator(language)
    values = {
        "amber": format_quantity(indicator.amber, indicator.unit, language),
        "red": format_quantity(indicator.red, indicator.unit, language),
    }
    if indicator.more_is_better:
        return tr("amber ≤ {amber}, red ≤ {red}", **values)
    return tr("amber ≥ {amber}, red ≥ {red}", **values)


def summary(
    readings: Sequence[IndicatorValue], context_name: str, year: int, language: Language
) -> str:
    """Return the sentence on how many indicators have which RAG status."""
    tr = translator(language)
    count = {status: sum(r.status is status for r in readings) for status in Status}
    return tr(
        "{place}, end of {year}: of {total} indicators, {red} are critical, {amber} need attention "
        "and {green} are in order.",
        place=context_name,
        year=year,
        total=sum(count.values()),
        red=count[Status.RED],
        amber=count[Status.AMBER],
        green=count[Status.GREEN],
    )


def funding_sentence(
    readings: Iterable[IndicatorValue], result: GapResult, inputs: ModelInputs, language: Language
) -> str:
    """Return the sentence on the most expensive year and its comparison; empty where no measure is set."""
    tr = translator(language)
    for reading in readings:
        indicator = reading.indicator
        available = orientation(indicator, inputs)
        if reading.value is None or available is None or indicator.orientation is None:
            continue
        return tr(
            "Funding: the most expensive year costs {cost}; the orientation for this region is {available} "
            "({name}, by share of the digital workforce).",
            cost=format_quantity(dearest_year(result), Unit.YUAN, language, _DIGITS),
            available=format_quantity(available, Unit.YUAN_PER_YEAR, language, _DIGITS),
            name=tr.name(indicator.orientation),
        )
    return ""


def changes_sentence(
    before: Sequence[IndicatorValue], after: Sequence[IndicatorValue], language: Language
) -> str:
    """Return the sentence on the statuses that the scenario changes."""
    tr = translator(language)
    moved = [
        tr(
            "{name}: {before} → {after}",
            name=tr.name(new.indicator),
            before=status_word(old.status, language),
            after=status_word(new.status, language),
        )
        for old, new in zip(before, after, strict=True)
        if old.status and new.status and old.status is not new.status
    ]
    if not moved:
        return tr("No status changes; see by how much the values move.")
    return tr("Status changes: {list}.", list=tr("; ").join(moved))


def tracking_table(
    judged: Iterable[TrackedActual], language: Language, mark: TrackMark
) -> pd.DataFrame:
    """Return one row per actual: verdict, workforce, target, difference, and the gap it implies."""
    tr = translator(language)
    rows = [
        (
            str(item.actual.year),
            tr("Published") if item.actual.published else tr("Own entry"),
            mark(item.track),
            _people(item.actual.workforce, language),
            _people(item.target, language),
            format_change(item.actual.workforce - item.target, Unit.PERSONS, language, 3),
            MISSING if item.implied_gap is None else _people(item.implied_gap, language, 3),
        )
        for item in judged
    ]
    headings = (
        tr("Year"),
        tr("Origin"),
        tr("Status"),
        tr("Actual workforce"),
        tr("Target (median)"),
        tr("Difference"),
        tr("Gap at median demand"),
    )
    return pd.DataFrame(rows, columns=list(headings))


def tracking_sentence(
    item: TrackedActual, first_effect_year: int | None, language: Language
) -> str:
    """Return the sentence on an actual against its target.

    Args:
        item: the actual and its verdict.
        first_effect_year: the year of the first effect of any measure, None without measures.
        language: of the reader.
    """
    tr = translator(language)
    difference = abs(item.actual.workforce - item.target)
    values: dict[str, object] = {
        "year": item.actual.year,
        "value": _people(item.actual.workforce, language),
        "difference": format_quantity(difference, Unit.PERSONS, language),
    }
    if item.track is TrackStatus.ON_TRACK:
        return tr("{year}: {value}, as the target line says.", **values)
    if item.track is TrackStatus.WATCH:
        return _watched(item, tr, values)
    if item.above:
        return tr(
            "{year}: {value}, {difference} above the target and outside its outer interval. More "
            "people came than the line allowed for; assess anew before measures are cut.",
            **values,
        )
    if first_effect_year is None or item.actual.year < first_effect_year:
        return tr(
            "{year}: {value}, {difference} below the target and outside its outer interval. No measure "
            "can have acted by then, so the starting point is lower than assumed: assess anew.",
            **values,
        )
    return tr(
        "{year}: {value}, {difference} below the target and outside its outer interval. The "
        "scenario is not coming about: check which measure lags, and respond anew.",
        **values,
    )


def _watched(item: TrackedActual, tr: Translator, values: dict[str, object]) -> str:
    if item.above:
        return tr(
            "{year}: {value}, {difference} above the target, still within its outer interval. "
            "See whether it goes on.",
            **values,
        )
    return tr(
        "{year}: {value}, {difference} below the target, still within its outer interval. See "
        "whether it goes on.",
        **values,
    )


def _interval(reading: IndicatorValue, language: Language) -> str:
    if reading.spread is None:
        return MISSING
    return format_range(
        reading.spread.low, reading.spread.high, reading.indicator.unit, language, _DIGITS
    )


def _percent(value: float, language: Language) -> str:
    return format_quantity(value, Unit.SHARE, language, _DIGITS)


def _people(value: float, language: Language, digits: int = 4) -> str:
    return format_quantity(value, Unit.PERSONS, language, digits)


def figures_named(
    figures: Iterable[IndicatorKind], indicators: Iterable[RiskIndicator], tr: Translator
) -> str:
    """Return the names of the indicators that watch a risk."""
    names = {indicator.kind: tr.name(indicator) for indicator in indicators}
    return tr(", ").join(names[figure] for figure in figures)
