"""Regions, sources, measures and the figures of all series, read from data/facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from data.reading.files import names_in, read_table, read_yaml
from data.reading.units import WRITTEN, to_base
from data.reading.validation import Problems, Record, check_unique
from forecasting.core.errors import FactsError
from forecasting.core.published import Break, Definition, Indicator
from forecasting.core.series import NATION, Quality, Region, Source, Unit

REGION_LEVELS = ("nation", "province", "city")
SUM_OF_PROVINCES = "sum_of_provinces"
SERIES_COLUMNS = ("region", "year", "value", "unit", "quality", "definition", "source")
SOURCE_FIELDS = ("producer", "title", "date", "url", "trail", "accessed", "citation")
LANGUAGES = ("zh", "en")


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


def read_regions(facts: Path, problems: Problems) -> dict[str, Region]:
    """regions.csv by code."""
    name = "regions.csv"
    records = read_table(facts, name, ("code", "name_zh", "name_en", "level", "parent"), problems)
    codes = [str(record.fields.get("code", "")) for record in records]
    check_unique((record, code) for record, code in zip(records, codes, strict=True))
    regions: dict[str, Region] = {}
    for record in records:
        is_nation = record.fields.get("level") == REGION_LEVELS[0]
        parent = record.text("parent", empty=is_nation)
        if parent:
            record.reference("parent", codes, name)
        region = Region(
            record.text("code"),
            record.text("name_zh"),
            record.text("name_en"),
            record.one_of("level", REGION_LEVELS),
            parent or None,
        )
        regions[region.code] = region
    return regions


def read_sources(facts: Path, problems: Problems) -> dict[str, Source]:
    """sources.yml by id."""
    whole = read_yaml(facts, "sources.yml", problems)
    sources: dict[str, Source] = {}
    for identifier in map(str, whole.fields):
        record = whole.child(identifier)
        record.check_names(SOURCE_FIELDS)
        source = Source(
            id=identifier,
            producer=record.text("producer"),
            title=record.text("title"),
            date=record.text("date", empty=True),
            url=record.text("url", empty=True),
            accessed=record.text("accessed"),
            citation=record.text("citation"),
            trail=record.text("trail", empty=True),
        )
        _check_address(record, source)
        sources[identifier] = source
    return sources


def _check_address(record: Record, source: Source) -> None:
    parts = urlsplit(source.url)
    if source.url and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
        record.fault(
            FactsError(
                "{place}: “{found}” is not a full address that starts with http. Correct it or "
                "move it to trail.",
                place=record.at("url"),
                found=source.url,
            )
        )
    if record.ok and not source.url and not source.trail:
        record.fault(
            FactsError(
                "{place}: neither url nor trail says where the figure was read. Fill in one.",
                place=record.place,
            )
        )


def read_indicators(
    facts: Path, regions: Mapping[str, Region], problems: Problems
) -> dict[str, Indicator]:
    """measures.yml by id."""
    whole = read_yaml(facts, "measures.yml", problems)
    indicators = {}
    for identifier in map(str, whole.fields):
        indicator = _indicator_id(identifier, whole.child(identifier), regions)
        if indicator:
            indicators[identifier] = indicator
    return indicators


def _indicator_id(
    identifier: str, record: Record, regions: Mapping[str, Region]
) -> Indicator | None:
    texts = ("name_zh", "name_en", "description_zh", "description_en")
    record.check_names((*texts, "unit", "definitions", "breaks"), (SUM_OF_PROVINCES,))
    name_zh, name_en, description_zh, description_en = (record.text(name) for name in texts)
    unit = record.choice("unit", Unit)
    definitions = _definitions(record.child("definitions"))
    breaks = tuple(_break(child, regions) for child in record.children("breaks"))
    without = None
    if SUM_OF_PROVINCES in record.fields:
        total = record.child(SUM_OF_PROVINCES)
        total.check_names(("without",))
        without = total.references("without", regions, "regions.csv")
    return record.make(
        lambda: Indicator(
            identifier,
            name_zh,
            name_en,
            description_zh,
            description_en,
            unit,
            definitions,
            breaks,
            without,
        )
    )


def _definitions(record: Record) -> tuple[Definition, ...]:
    found = []
    for identifier in map(str, record.fields):
        texts = record.child(identifier)
        texts.check_names(LANGUAGES)
        found.append(Definition(identifier, texts.text("zh"), texts.text("en")))
    return tuple(found)


def _break(record: Record, regions: Mapping[str, Region]) -> Break:
    record.check_names(("year", "reason_zh", "reason_en"), ("regions",))
    return Break(
        record.year("year"),
        record.text("reason_zh"),
        record.text("reason_en"),
        record.references("regions", (*regions, *REGION_LEVELS), "regions.csv"),
    )


def read_observations(
    facts: Path,
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    sources: Collection[str],
    problems: Problems,
) -> list[Observation]:
    """All figures of series/*.csv in base units, and the national sums that are asked for."""
    observations: list[Observation] = []
    names = names_in(facts, "series", ".csv", problems)
    for name in names:
        indicator = indicators.get(PurePath(name).stem)
        if indicator is None:
            problems.add(
                FactsError("{file} belongs to no measure. Add it to measures.yml.", file=name)
            )
            continue
        records = read_table(facts, name, SERIES_COLUMNS, problems)
        rows = [_observation(record, indicator, regions, sources) for record in records]
        check_unique((r, (row.region, row.year)) for r, row in zip(records, rows, strict=True))
        written = [Decimal(str(r.fields["value"])) if r.ok else Decimal(0) for r in records]
        observations += rows
        if indicator.sum_without is not None and all(record.ok for record in records):
            observations += national_sums(indicator, rows, written, records, regions)
    _check_complete(names, indicators, problems)
    return observations


def _observation(
    record: Record, indicator: Indicator, regions: Mapping[str, Region], sources: Collection[str]
) -> Observation:
    forms = WRITTEN[indicator.unit]
    unit = record.one_of("unit", list(forms))
    share = indicator.unit is Unit.SHARE
    value = record.number("value", minimum=0, maximum=100 if share else float("inf"))
    definitions = [definition.id for definition in indicator.definitions]
    return Observation(
        indicator.id,
        record.reference("region", regions, "regions.csv"),
        record.year("year"),
        to_base(value, forms[unit]),
        record.choice("quality", Quality),
        record.reference("definition", definitions, f"measures.yml · {indicator.id}"),
        record.reference("source", sources, "sources.yml"),
    )


def national_sums(
    indicator: Indicator,
    rows: Iterable[Observation],
    written: Iterable[Decimal],
    records: Iterable[Record],
    regions: Mapping[str, Region],
) -> list[Observation]:
    """National figures of the years that have none, as the exact sum of the provinces.

    A year is summed only when every province but those the measure names has a figure.
    """
    without = indicator.sum_without or ()
    provinces = {r.code for r in regions.values() if r.level == "province"} - set(without)
    present = {row.year for row in rows if row.region == NATION}
    parts: dict[int, dict[str, tuple[Decimal, str]]] = defaultdict(dict)
    for row, value, record in zip(rows, written, records, strict=True):
        if row.region in provinces and row.year not in present:
            size = WRITTEN[indicator.unit][str(record.fields["unit"])]
            parts[row.year][row.region] = (value * size, row.source)
    return [
        _sum_of(indicator, year, list(found.values()))
        for year, found in sorted(parts.items())
        if set(found) == provinces
    ]


def _sum_of(indicator: Indicator, year: int, parts: list[tuple[Decimal, str]]) -> Observation:
    """The sum of one year; its source is that of most of the provinces."""
    total = sum((value for value, _ in parts), Decimal(0))
    source = Counter(source for _, source in parts).most_common(1)[0][0]
    return Observation(
        indicator.id, NATION, year, float(total), Quality.DERIVED, SUM_OF_PROVINCES, source
    )


def _check_complete(
    names: Iterable[str], indicators: Mapping[str, Indicator], problems: Problems
) -> None:
    have = {PurePath(name).stem for name in names}
    for identifier, indicator in indicators.items():
        if identifier not in have:
            problems.add(
                FactsError(
                    "measures.yml · {indicator} has no file series/{indicator}.csv. Add it or delete "
                    "the measure.",
                    indicator=identifier,
                )
            )
        names_of = {definition.id for definition in indicator.definitions}
        if indicator.sum_without is not None and SUM_OF_PROVINCES not in names_of:
            problems.add(
                FactsError(
                    "measures.yml · {indicator} (definitions): {definition} is missing; it explains "
                    "the national sums. Add it.",
                    indicator=identifier,
                    definition=SUM_OF_PROVINCES,
                )
            )
