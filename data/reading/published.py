"""Read estimates, targets, evidence and rejected values from the tables of data/facts."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationInfo

from data.reading.document import Document, Values
from data.reading.fields import (
    ANY_TEXT,
    INDICATOR,
    NEEDED_SOURCES,
    REGION,
    KnownIds,
    checked,
    context_of,
    known_id,
    number,
    number_or_blank,
    one_of_words,
    reference,
    text,
)
from data.reading.files import read_table, without_faults
from data.reading.units import WRITTEN, by_written_form, to_base
from data.reading.validation import FIELD, FieldError, Problems, at, check_unique
from forecasting.core.errors import FactsError
from forecasting.core.published import (
    Alternate,
    Bound,
    Evidence,
    PolicyTarget,
    PublishedEstimate,
    PublishedFigure,
    Quantity,
)
from forecasting.core.series import SeriesKey, Unit

Item = TypeVar("Item")

FIGURE_TABLES = ("occupations.csv", "risk_indicators.csv", "figures.csv")

_ISSUED = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
_FORMS = by_written_form()
_AMOUNT = number(0, kind=Decimal)
_AMOUNT_OR_BLANK = number_or_blank(0)
_CHANGE_OR_BLANK = number_or_blank(-inf)  # an effect or a growth may be negative
_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?")


def _unit_of(quantity: Quantity) -> Unit:
    is_flow = quantity is Quantity.DEMAND_PER_YEAR
    return Unit.PERSONS_PER_YEAR if is_flow else Unit.PERSONS


def _estimate_unit(value: object, info: ValidationInfo) -> str:
    quantity = info.data.get("quantity", Quantity.DEMAND_PER_YEAR)
    return one_of_words(value, list(WRITTEN[_unit_of(quantity)]))


def _estimate(values: Values, _known: KnownIds) -> PublishedEstimate:
    unit = _unit_of(values["quantity"])
    low, high, bound = values["low"], values["high"], values["bound"]
    open_ends = {Bound.AT_LEAST: (False, True), Bound.AT_MOST: (True, False)}
    if (low is None, high is None) != open_ends.get(bound, (False, False)):
        raise FieldError(
            FactsError(
                "{place}: with the bound “{bound}”, at_least has only low, at_most only high, "
                "exact and about have both.",
                place=at("low, high"),
                bound=bound,
            )
        )
    if low is not None and high is not None and low > high:
        raise FieldError(
            FactsError("{place}: low is above high. Swap them.", place=at("low, high"))
        )
    size = WRITTEN[unit][values["unit"]]
    scaled = {name: _scaled(values[name], size) for name in ("low", "high")}
    return PublishedEstimate(**values | scaled | {"unit": unit})


def _scaled(value: Decimal | None, size: Decimal) -> float | None:
    return None if value is None else to_base(value, size)


def _any_unit(value: object, _info: ValidationInfo) -> str:
    return one_of_words(value, list(_FORMS))


def _date(value: object, _info: ValidationInfo) -> str:
    if not _ISSUED.fullmatch(text(value)):
        raise FieldError(
            FactsError(
                "{place}: “{found}” is not a date. Write 2024, 2024-05 or 2024-05-18.",
                place=FIELD,
                found=value,
            )
        )
    return text(value)


def _target(values: Values, _known: KnownIds) -> PolicyTarget:
    unit, size = _FORMS[values["unit"]]
    return PolicyTarget(**values | {"unit": unit, "value": to_base(values["value"], size)})


def _evidence(values: Values, _known: KnownIds) -> Evidence:
    unit, size = _FORMS[values["unit"]]
    scaled = {name: _scaled(values[name], size) for name in ("low", "central", "high")}
    given = [value for value in scaled.values() if value is not None]
    if given != sorted(given):
        raise FieldError(
            FactsError(
                "{place}: low ≤ central ≤ high does not hold. Correct the figures.",
                place=at("low, central, high"),
            )
        )
    return Evidence(**values | scaled | {"unit": unit})


def _period(value: object, _info: ValidationInfo) -> str:
    parts = text(value).split("/")
    if len(parts) > 2 or not all(map(_PERIOD.fullmatch, parts)) or parts != sorted(parts):
        raise FieldError(
            FactsError(
                "{place}: “{found}” is not a period. Write 2023, 2023-Q3, 2023-H1, 2023-09, or two "
                "of them with a slash between, the earlier first.",
                place=FIELD,
                found=value,
            )
        )
    return text(value)


def _region_or_abroad(value: object, info: ValidationInfo) -> str:
    known = context_of(info, KnownIds).regions
    return known_id(text(value), known, "regions.csv") if value else text(value)


def _published_figure(values: Values, _known: KnownIds) -> PublishedFigure:
    unit, size = _FORMS[values["unit"]]
    value = _scaled(values["value"], size)
    return PublishedFigure(**values | {"unit": unit, "value": value})


def _alternate_unit(value: object, info: ValidationInfo) -> str:
    indicators = context_of(info, KnownIds).indicators or {}
    indicator = indicators.get(info.data.get("measure", ""))
    return one_of_words(value, list(WRITTEN[indicator.unit])) if indicator else text(value)


def _alternate(values: Values, known: KnownIds) -> Alternate | None:
    indicator = (known.indicators or {})[values.pop("measure")]
    if indicator is None:  # its own faults are reported
        return None
    size = WRITTEN[indicator.unit][values["unit"]]
    key = SeriesKey(indicator.id, values.pop("region"))
    value = to_base(values["value"], size)
    return Alternate(**values | {"key": key, "unit": indicator.unit, "value": value})


_NOTES = {"note_zh": ANY_TEXT, "note_en": ANY_TEXT}
ESTIMATE = Document(
    PublishedEstimate,
    _estimate,
    names={"quantity": "measure"},
    types={
        "low": _AMOUNT_OR_BLANK,
        "high": _AMOUNT_OR_BLANK,
        "unit": checked(_estimate_unit),
        "source_ids": NEEDED_SOURCES,
        **_NOTES,
    },
)
TARGET = Document(
    PolicyTarget,
    _target,
    types={
        "issued": checked(_date),
        "value": _AMOUNT,
        "unit": checked(_any_unit),
        "source_ids": NEEDED_SOURCES,
        **_NOTES,
    },
)
EVIDENCE = Document(
    Evidence,
    _evidence,
    types={
        **dict.fromkeys(("low", "central", "high"), _CHANGE_OR_BLANK),
        "unit": checked(_any_unit),
        "source_ids": NEEDED_SOURCES,
    },
)
PUBLISHED_FIGURE = Document(
    PublishedFigure,
    _published_figure,
    types={
        "region": checked(_region_or_abroad),
        "period": checked(_period),
        "value": _CHANGE_OR_BLANK,
        "unit": checked(_any_unit),
        "scope_zh": ANY_TEXT,
        "scope_en": ANY_TEXT,
        "source_ids": NEEDED_SOURCES,
        **_NOTES,
    },
)
ALTERNATE: Document[Alternate | None] = Document(
    Alternate,
    _alternate,
    omit={"key"},
    types={
        "value": _AMOUNT,
        "unit": checked(_alternate_unit),
        "source": reference("sources", "sources.yml"),
    },
    extra={"measure": INDICATOR, "region": REGION},
)


def read_estimates(
    facts: Path, problems: Problems, known: KnownIds
) -> dict[str, PublishedEstimate | None]:
    """Read estimates.csv by id; None in place of an estimate with faults."""
    return _by_id(facts, "estimates.csv", ESTIMATE, problems, known)


def read_targets(facts: Path, problems: Problems, known: KnownIds) -> list[PolicyTarget]:
    """Read targets.csv."""
    targets = _by_id(facts, "targets.csv", TARGET, problems, known)
    return list(without_faults(targets).values())


def read_evidence(facts: Path, problems: Problems, known: KnownIds) -> list[Evidence]:
    """Read evidence.csv."""
    evidence = _by_id(facts, "evidence.csv", EVIDENCE, problems, known)
    return list(without_faults(evidence).values())


def read_published_figures(
    facts: Path, problems: Problems, known: KnownIds
) -> list[PublishedFigure]:
    """Read the tables of single figures, whose ids differ among all of them."""
    rows = [
        row
        for name in FIGURE_TABLES
        for row in read_table(facts, name, PUBLISHED_FIGURE, problems, known)
    ]
    check_unique([(row.place, row.written.get("id")) for row in rows], problems.add)
    return [row.item for row in rows if row.item]


def read_alternates(facts: Path, problems: Problems, known: KnownIds) -> list[Alternate]:
    """Read alternates.csv, in which no row may come twice."""
    rows = read_table(facts, "alternates.csv", ALTERNATE, problems, known)
    check_unique([(row.place, tuple(row.written.values())) for row in rows], problems.add)
    return [row.item for row in rows if row.item]


def _by_id(
    facts: Path, name: str, document: Document[Item], problems: Problems, known: KnownIds
) -> dict[str, Item | None]:
    rows = read_table(facts, name, document, problems, known)
    ids = [str(row.written.get("id")) for row in rows]
    check_unique(zip((row.place for row in rows), ids, strict=True), problems.add)
    return dict(zip(ids, (row.item for row in rows), strict=True))
