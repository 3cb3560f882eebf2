"""Read regions, sources, indicators and the figures of all series from data/facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import ValidationInfo

from data.reading.document import Document, Values
from data.reading.fields import (
    ANY_TEXT,
    REGION_LEVELS,
    KnownIds,
    checked,
    context_of,
    decimal,
    filled_text,
    known_id,
    one_of,
    one_of_words,
    reference,
    references,
    text,
)
from data.reading.files import names_in, read_entries, read_table
from data.reading.units import WRITTEN
from data.reading.validation import FIELD, GROUP, FieldError, Problems, check_unique
from forecasting.core.errors import FactsError
from forecasting.core.published import Break, Definition, Indicator
from forecasting.core.series import NATION, Quality, Region, Source, Unit

SUM_OF_PROVINCES = "sum_of_provinces"


@dataclass(frozen=True)
class Observation:
    """One figure in base units."""

    indicator: str
    region: str
    year: int
    value: float
    quality: Quality
    definition: str
    source: str


class ExactObservation(NamedTuple):
    """An observation and its exact value in base units."""

    observation: Observation
    exact: Decimal


def _parent(value: object, info: ValidationInfo) -> str:
    """Only the nation has no parent."""
    is_nation = info.data.get("level") == REGION_LEVELS[0]
    return text(value) if is_nation else filled_text(value)


def _address(value: object, _info: ValidationInfo) -> str:
    parts = urlsplit(text(value))
    if value and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
        raise FieldError(
            FactsError(
                "{place}: “{found}” is not a full address that starts with http. Correct it or "
                "move it to trail.",
                place=FIELD,
                found=value,
            )
        )
    return text(value)


def _source(values: Values, known: KnownIds) -> Source:
    if not values["url"] and not values["trail"]:
        raise FieldError(
            FactsError(
                "{place}: neither url nor trail says where the figure was read. Fill in one.",
                place=GROUP,
            )
        )
    return Source(id=known.identifier, **values)


def _indicator(values: Values, known: KnownIds) -> Indicator:
    definitions = tuple(Definition(key, *texts) for key, texts in values["definitions"].items())
    return Indicator(id=known.identifier, **values | {"definitions": definitions})


@dataclass(frozen=True)
class _Sum:
    without: tuple[str, ...]


REGION_ROW = Document(
    Region,
    lambda values, _: Region(**values | {"parent": values["parent"] or None}),
    types={"level": one_of(REGION_LEVELS), "parent": checked(_parent)},
)
SOURCE = Document(
    Source,
    _source,
    omit={"id"},
    types={
        "date": ANY_TEXT,
        "url": checked(_address, {"type": "string"}),
        "trail": ANY_TEXT,
    },
)
DEFINITION = Document(
    Definition,
    lambda values, _: (values["text_zh"], values["text_en"]),
    omit={"id"},
    names={"text_zh": "zh", "text_en": "en"},
)


BREAK: Document[Break] = Document(
    Break,
    types={"regions": references("regions_and_levels", "regions.csv")},
    optional={"regions"},
)
SUM = Document(
    _Sum,
    lambda values, _: values["without"],
    types={"without": references("regions", "regions.csv")},
    title="SumOfProvinces",
)
INDICATOR_ENTRY = Document(
    Indicator,
    _indicator,
    omit={"id"},
    names={"sum_without": SUM_OF_PROVINCES},
    types={
        "definitions": DEFINITION.by_key(),
        "breaks": BREAK.listed(),
        "sum_without": SUM.nested,
    },
    optional={"sum_without"},
)


@dataclass(frozen=True, kw_only=True)
class SeriesContext(KnownIds):
    """What a row of series/*.csv may refer to, and the indicator of the series."""

    indicator: Indicator


def _written_unit(value: object, info: ValidationInfo) -> str:
    return one_of_words(value, list(WRITTEN[context_of(info, SeriesContext).indicator.unit]))


def _share_or_more(value: object, info: ValidationInfo) -> Decimal:
    is_share = context_of(info, SeriesContext).indicator.unit is Unit.SHARE
    return decimal(value, minimum=0, maximum=100 if is_share else inf)


def _definition(value: object, info: ValidationInfo) -> str:
    indicator = context_of(info, SeriesContext).indicator
    known = [definition.id for definition in indicator.definitions]
    return known_id(filled_text(value), known, f"measures.yml · {indicator.id}")


def _figure(values: Values, known: SeriesContext) -> ExactObservation:
    exact = values["value"] * WRITTEN[known.indicator.unit][values.pop("unit")]
    values |= {"indicator": known.indicator.id, "value": float(exact)}
    return ExactObservation(Observation(**values), exact)


FIGURE = Document(
    Observation,
    _figure,
    omit={"indicator"},
    types={
        "value": checked(_share_or_more),
        "definition": checked(_definition),
        "source": reference("sources", "sources.yml"),
    },
    extra={"unit": checked(_written_unit)},
)


def read_regions(facts: Path, problems: Problems) -> dict[str, Region | None]:
    """Read regions.csv by code; None in place of a region with faults."""
    name = "regions.csv"
    rows = read_table(facts, name, REGION_ROW, problems, KnownIds())
    codes = [str(row.written.get("code")) for row in rows]
    check_unique(zip((row.place for row in rows), codes, strict=True), problems.add)
    for row in rows:
        if row.item and row.item.parent and row.item.parent not in codes:
            problems.add(
                FactsError(
                    "{place}: “{found}” does not stand in {where}. Correct it or add it there.",
                    place=f"{row.place} (parent)",
                    found=row.item.parent,
                    where=name,
                )
            )
    return dict(zip(codes, (row.item for row in rows), strict=True))


def read_sources(facts: Path, problems: Problems) -> dict[str, Source | None]:
    """Read sources.yml by id; None in place of a source with faults."""
    return read_entries(facts, "sources.yml", SOURCE, problems, KnownIds())


def read_indicators(
    facts: Path, problems: Problems, known: KnownIds
) -> dict[str, Indicator | None]:
    """Read measures.yml by id; None in place of an indicator with faults."""
    return read_entries(facts, "measures.yml", INDICATOR_ENTRY, problems, known)


def read_observations(
    facts: Path, regions: Mapping[str, Region | None], problems: Problems, known: KnownIds
) -> list[Observation]:
    """Read all figures of series/*.csv, in base units, and add the national sums asked for."""
    observations: list[Observation] = []
    indicators = known.indicators or {}
    names = names_in(facts, "series", ".csv", problems)
    provinces = {r.code for r in regions.values() if r and r.level == "province"}
    for name in names:
        identifier = PurePath(name).stem
        if identifier not in indicators:
            problems.add(
                FactsError("{file} belongs to no measure. Add it to measures.yml.", file=name)
            )
        if indicator := indicators.get(identifier):
            figures = _figures(facts, name, indicator, problems, known)
            observations += [figure.observation for figure in figures]
            observations += national_sums(indicator, figures, provinces)
    _check_complete(names, indicators, problems)
    return observations


def _figures(
    facts: Path, name: str, indicator: Indicator, problems: Problems, known: KnownIds
) -> list[ExactObservation]:
    context = SeriesContext(sources=known.sources, regions=known.regions, indicator=indicator)
    rows = read_table(facts, name, FIGURE, problems, context)
    keys = [
        (row.place, (row.item.observation.region, row.item.observation.year))
        for row in rows
        if row.item
    ]
    check_unique(keys, problems.add)
    return [row.item for row in rows if row.item]


def national_sums(
    indicator: Indicator, figures: Collection[ExactObservation], provinces: Collection[str]
) -> list[Observation]:
    """Return national figures of the years that have none, as the exact sum of the provinces.

    A year is summed only when every province but those the indicator leaves out has a figure.
    """
    if indicator.sum_without is None:
        return []
    needed = set(provinces) - set(indicator.sum_without)
    present = {row.year for row, _ in figures if row.region == NATION}
    parts: dict[int, dict[str, ExactObservation]] = defaultdict(dict)
    for figure in figures:
        row = figure.observation
        if row.region in needed and row.year not in present:
            parts[row.year][row.region] = figure
    return [
        _sum_of(indicator, year, list(of_year.values()))
        for year, of_year in sorted(parts.items())
        if set(of_year) == needed
    ]


def _sum_of(indicator: Indicator, year: int, parts: list[ExactObservation]) -> Observation:
    """Return the sum of one year; its source is that of most of the provinces."""
    total = sum((part.exact for part in parts), Decimal(0))
    source = Counter(part.observation.source for part in parts).most_common(1)[0][0]
    return Observation(
        indicator.id, NATION, year, float(total), Quality.DERIVED, SUM_OF_PROVINCES, source
    )


def _check_complete(
    names: Iterable[str], indicators: Mapping[str, Indicator | None], problems: Problems
) -> None:
    with_file = {PurePath(name).stem for name in names}
    for identifier, indicator in indicators.items():
        if identifier not in with_file:
            problems.add(
                FactsError(
                    "measures.yml · {indicator} has no file series/{indicator}.csv. Add it or delete "
                    "the measure.",
                    indicator=identifier,
                )
            )
        if indicator is None or indicator.sum_without is None:
            continue
        if SUM_OF_PROVINCES not in {definition.id for definition in indicator.definitions}:
            problems.add(
                FactsError(
                    "measures.yml · {indicator} (definitions): {definition} is missing; it explains "
                    "the national sums. Add it.",
                    indicator=identifier,
                    definition=SUM_OF_PROVINCES,
                )
            )
