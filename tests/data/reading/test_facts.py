"""Provenance: every figure of the project has a complete source, and every source is used."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields

import pytest
import yaml

from data.reading.facts_reader import Facts
from data.reading.files import FACTS
from data.reading.observations import SUM_OF_PROVINCES, Observation
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import NATION, Quality, Source
from forecasting.model.interventions import Intervention

CITING_COLUMNS = ("source", "sources")
TABLES = sorted(
    path.relative_to(FACTS).as_posix()
    for path in FACTS.rglob("*.csv")
    if path.name != "regions.csv" and path.parent.name != "engine"
)
MODEL_FILES = sorted(
    path.relative_to(FACTS).as_posix()
    for folder in ("parameters", "interventions")
    for path in (FACTS / folder).glob("*.yml")
)


def quantities(content: object) -> Iterator[dict[str, object]]:
    """Every mapping of a YAML file that holds a value."""
    if isinstance(content, dict):
        if "value" in content:
            yield content
        for part in content.values():
            yield from quantities(part)
    elif isinstance(content, list):
        for part in content:
            yield from quantities(part)


@pytest.fixture(scope="module")
def known() -> set[str]:
    return set(yaml.safe_load((FACTS / "sources.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_every_table_cites_a_source(name: str, known: set[str]) -> None:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for line, row in enumerate(rows, start=2):
        (column,) = set(CITING_COLUMNS) & set(row)
        cited = row[column].split(";")
        assert set(cited) <= known, f"{name}:{line} cites {cited}"


@pytest.mark.parametrize("name", MODEL_FILES)
def test_every_quantity_of_the_model_cites_a_source_or_is_a_judgement(
    name: str, known: set[str]
) -> None:
    content = yaml.safe_load((FACTS / name).read_text(encoding="utf-8"))
    result = list(quantities(content))
    assert result
    for quantity in result:
        cited = quantity["sources"]
        assert isinstance(cited, list)
        assert set(cited) <= known
        assert cited or quantity["grade"] == Grade.JUDGEMENT


def test_every_source_is_used(real_facts: Facts) -> None:
    assert set(real_facts.sources) == set(real_facts.cited())


def test_every_source_is_complete(real_facts: Facts) -> None:
    may_be_empty = {"date", "url", "trail"}
    required = [field.name for field in fields(Source) if field.name not in may_be_empty]
    for source in real_facts.sources.values():
        assert all(getattr(source, name).strip() for name in required), source.id
        assert source.url or source.trail, source.id


def test_ids_of_sources_are_slugs(real_facts: Facts) -> None:
    for identifier in real_facts.sources:
        assert identifier.isascii()
        assert identifier.replace("_", "").isalnum()
        assert identifier == identifier.lower()


def test_no_source_occurs_twice(real_facts: Facts) -> None:
    entries = [(s.producer, s.title, s.url) for s in real_facts.sources.values()]
    assert len(set(entries)) == len(entries)


def test_no_address_is_cut_or_points_to_this_machine(real_facts: Facts) -> None:
    for source in real_facts.sources.values():
        assert "…" not in source.url, source.id
        assert " " not in source.url, source.id
        assert not source.trail.startswith("/"), source.id


def test_no_definition_is_unused(real_facts: Facts) -> None:
    used = {(o.indicator, o.definition) for o in real_facts.observations}
    written = {(m.id, d.id) for m in real_facts.indicators.values() for d in m.definitions}
    assert written == used


def test_every_name_has_chinese_characters(real_facts: Facts) -> None:
    named: list[Parameter | Intervention] = [
        *real_facts.parameters.values(),
        *real_facts.interventions.values(),
    ]
    for entry in (*named, *real_facts.indicators.values(), *real_facts.regions.values()):
        assert any("一" <= letter <= "鿿" for letter in entry.name_zh), entry.name_zh
        assert not any("一" <= letter <= "鿿" for letter in entry.name_en), entry.name_en


def test_there_are_all_provinces_and_the_case_city(real_facts: Facts) -> None:
    levels = [region.level for region in real_facts.regions.values()]
    assert levels.count("nation") == 1
    assert levels.count("province") == 31
    assert real_facts.regions["510100"].parent == "510000"


@pytest.mark.parametrize(
    ("indicator", "years"),
    [("employment_sector_i", range(2008, 2020)), ("graduates", range(2011, 2025))],
)
def test_the_provinces_add_up_to_the_published_nation(
    real_facts: Facts, indicator: str, years: range
) -> None:
    figures = [o for o in real_facts.observations if o.indicator == indicator]
    nation = {o.year: o for o in figures if o.region == NATION}
    for year in years:
        provinces = [
            o.value
            for o in figures
            if o.year == year and real_facts.regions[o.region].level == "province"
        ]
        assert nation[year].definition != SUM_OF_PROVINCES
        assert len(provinces) == 31
        assert sum(provinces) == pytest.approx(nation[year].value, rel=2e-4)


def of_nation(facts: Facts, indicator: str, year: int) -> Observation:
    (result,) = (
        o
        for o in facts.observations
        if (o.indicator, o.region, o.year) == (indicator, NATION, year)
    )
    return result


def test_the_anchor_is_exact(real_facts: Facts) -> None:
    assert of_nation(real_facts, "digital_core_employment", 2023).value == 36_159_000


def test_a_missing_national_total_is_the_exact_sum_of_the_provinces(real_facts: Facts) -> None:
    total = of_nation(real_facts, "employment_sector_i", 2024)
    assert total.value == 5_532_000
    assert total.quality is Quality.DERIVED
    assert total.definition == SUM_OF_PROVINCES


def test_a_year_without_all_provinces_is_not_summed(real_facts: Facts) -> None:
    years = {
        o.year
        for o in real_facts.observations
        if o.indicator == "employment_urban_non_private" and o.region == NATION
    }
    assert min(years) == 2008  # 2004 has 12 provinces


def test_the_baseline_is_the_gap_of_the_paper(real_facts: Facts) -> None:
    (baseline,) = (e for e in real_facts.estimates if e.id == "digital_gap_2020")
    assert baseline.low == baseline.high == 11e6
    assert "yu_2023_industrial_metaverse" in baseline.source_ids


def test_the_readme_names_every_file(real_facts: Facts) -> None:
    text = (FACTS / "README.md").read_text(encoding="utf-8")
    for path in FACTS.iterdir():
        if path.name not in {"README.md", "LICENSE"} and not path.name.startswith("."):
            assert path.name in text, path.name


def test_facts_are_plain_text_with_unix_line_ends() -> None:
    for path in FACTS.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"\r" not in content, path
            assert content.decode("utf-8").endswith("\n"), path


def test_rows_are_in_the_order_of_region_and_year() -> None:
    for path in (FACTS / "series").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            keys = [(row["region"], int(row["year"])) for row in csv.DictReader(file)]
        assert keys == sorted(keys), path.name
