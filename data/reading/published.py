"""Estimates, targets, evidence and rejected values, read from the tables of data/facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from data.reading.files import read_table
from data.reading.units import WRITTEN, AnyUnit, by_written_form, to_base
from data.reading.validation import Problems, Record, check_unique
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Grade
from forecasting.core.published import (
    Alternate,
    Bound,
    Comparable,
    Evidence,
    Indicator,
    PolicyTarget,
    PublishedEstimate,
    Quantity,
    TargetStatus,
)
from forecasting.core.series import Region, SeriesKey, Unit

ESTIMATE_COLUMNS = (
    "id",
    "measure",
    "reference_year",
    "target_year",
    "low",
    "high",
    "bound",
    "unit",
    "scope_zh",
    "scope_en",
    "issuer_zh",
    "issuer_en",
    "comparable",
    "reason_zh",
    "reason_en",
    "note_zh",
    "note_en",
    "sources",
)
TARGET_COLUMNS = (
    "id",
    "region",
    "status",
    "issued",
    "target_year",
    "name_zh",
    "name_en",
    "value",
    "bound",
    "unit",
    "note_zh",
    "note_en",
    "sources",
)
EVIDENCE_COLUMNS = (
    "id",
    "lever",
    "name_zh",
    "name_en",
    "low",
    "central",
    "high",
    "unit",
    "grade",
    "note_zh",
    "note_en",
    "sources",
)
ALTERNATE_COLUMNS = (
    "measure",
    "region",
    "year",
    "value",
    "unit",
    "reason_zh",
    "reason_en",
    "source",
)

_ISSUED = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
_FORMS = by_written_form()
_SOURCES = "sources.yml"


def read_estimates(
    facts: Path, sources: Collection[str], problems: Problems
) -> list[PublishedEstimate]:
    """estimates.csv."""
    records = read_table(facts, "estimates.csv", ESTIMATE_COLUMNS, problems)
    _unique_ids(records)
    return [_estimate(record, sources) for record in records]


def _estimate(record: Record, sources: Collection[str]) -> PublishedEstimate:
    quantity = record.choice("measure", Quantity)
    flow = quantity is Quantity.DEMAND_PER_YEAR
    unit = Unit.PERSONS_PER_YEAR if flow else Unit.PERSONS
    form = record.one_of("unit", list(WRITTEN[unit]))
    low, high = (_scaled(record, name, WRITTEN[unit][form]) for name in ("low", "high"))
    bound = record.choice("bound", Bound)
    _check_range(record, low, high, bound)
    return PublishedEstimate(
        record.text("id"),
        quantity,
        record.year("reference_year"),
        record.year("target_year"),
        low,
        high,
        bound,
        unit,
        record.text("scope_zh"),
        record.text("scope_en"),
        record.text("issuer_zh"),
        record.text("issuer_en"),
        record.choice("comparable", Comparable),
        record.text("reason_zh"),
        record.text("reason_en"),
        record.text("note_zh", empty=True),
        record.text("note_en", empty=True),
        _sources(record, sources),
    )


def _check_range(record: Record, low: float | None, high: float | None, bound: Bound) -> None:
    """A lower bound is open above, an upper bound open below, anything else closed and in order."""
    open_ends = {Bound.AT_LEAST: (False, True), Bound.AT_MOST: (True, False)}
    wanted = open_ends.get(bound, (False, False))
    if (low is None, high is None) != wanted:
        record.fault(
            FactsError(
                "{place}: with the bound “{bound}”, at_least has only low, at_most only high, "
                "exact and about have both.",
                place=record.at("low, high"),
                bound=bound,
            )
        )
    elif low is not None and high is not None and low > high:
        record.fault(
            FactsError("{place}: low is above high. Swap them.", place=record.at("low, high"))
        )


def read_targets(
    facts: Path, regions: Mapping[str, Region], sources: Collection[str], problems: Problems
) -> list[PolicyTarget]:
    """targets.csv."""
    records = read_table(facts, "targets.csv", TARGET_COLUMNS, problems)
    _unique_ids(records)
    return [_target(record, regions, sources) for record in records]


def _target(
    record: Record, regions: Mapping[str, Region], sources: Collection[str]
) -> PolicyTarget:
    unit, size = _unit(record)
    return PolicyTarget(
        record.text("id"),
        record.reference("region", regions, "regions.csv"),
        record.choice("status", TargetStatus),
        _date(record, "issued"),
        record.year("target_year"),
        record.text("name_zh"),
        record.text("name_en"),
        to_base(record.number("value", minimum=0), size),
        record.choice("bound", Bound),
        unit,
        record.text("note_zh", empty=True),
        record.text("note_en", empty=True),
        _sources(record, sources),
    )


def read_evidence(facts: Path, sources: Collection[str], problems: Problems) -> list[Evidence]:
    """evidence.csv."""
    records = read_table(facts, "evidence.csv", EVIDENCE_COLUMNS, problems)
    _unique_ids(records)
    return [_evidence(record, sources) for record in records]


def _evidence(record: Record, sources: Collection[str]) -> Evidence:
    unit, size = _unit(record)
    low, central, high = (_scaled(record, name, size) for name in ("low", "central", "high"))
    ordered = [value for value in (low, central, high) if value is not None]
    if ordered != sorted(ordered):
        record.fault(
            FactsError(
                "{place}: low ≤ central ≤ high does not hold. Correct the figures.",
                place=record.at("low, central, high"),
            )
        )
    return Evidence(
        record.text("id"),
        record.text("lever"),
        record.text("name_zh"),
        record.text("name_en"),
        low,
        central,
        high,
        unit,
        record.choice("grade", Grade),
        record.text("note_zh"),
        record.text("note_en"),
        _sources(record, sources),
    )


def read_alternates(
    facts: Path,
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    sources: Collection[str],
    problems: Problems,
) -> list[Alternate]:
    """alternates.csv."""
    records = read_table(facts, "alternates.csv", ALTERNATE_COLUMNS, problems)
    check_unique((record, tuple(record.fields.values())) for record in records)
    found = [_alternate(record, indicators, regions, sources) for record in records]
    return [alternate for alternate in found if alternate]


def _alternate(
    record: Record,
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    sources: Collection[str],
) -> Alternate | None:
    indicator = indicators.get(record.reference("measure", indicators, "measures.yml"))
    if indicator is None:
        return None
    forms = WRITTEN[indicator.unit]
    size = forms[record.one_of("unit", list(forms))]
    return Alternate(
        SeriesKey(indicator.id, record.reference("region", regions, "regions.csv")),
        record.year("year"),
        to_base(record.number("value", minimum=0), size),
        indicator.unit,
        record.text("reason_zh"),
        record.text("reason_en"),
        record.reference("source", sources, _SOURCES),
    )


def _unique_ids(records: Iterable[Record]) -> None:
    check_unique((record, record.fields.get("id")) for record in records)


def _unit(record: Record) -> tuple[AnyUnit, Decimal]:
    return _FORMS[record.one_of("unit", list(_FORMS))]


def _scaled(record: Record, name: str, size: Decimal) -> float | None:
    value = record.optional_number(name, minimum=0)
    return None if value is None else to_base(value, size)


def _date(record: Record, name: str) -> str:
    value = record.text(name, empty=True)
    if not _ISSUED.fullmatch(value):
        record.fault(
            FactsError(
                "{place}: “{found}” is not a date. Write 2024, 2024-05 or 2024-05-18.",
                place=record.at(name),
                found=value,
            )
        )
    return value


def _sources(record: Record, known: Collection[str]) -> tuple[str, ...]:
    """The ids of the sources; at least one is needed."""
    found = record.references("sources", known, _SOURCES)
    if not found and "sources" in record.fields:
        record.fault(FactsError("{place} is empty. Fill it in.", place=record.at("sources")))
    return found
