"""Single published figures: which periods, regions and values may be written, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.reading.facts_reader import read_facts
from forecasting.core.errors import FactsError
from forecasting.core.published import OtherUnit, PublishedFigure, Topic
from forecasting.core.series import Quality, SourceAccess, Unit

Edit = Callable[[str, str, str], None]


def figures(facts: Path) -> dict[str, PublishedFigure]:
    return {figure.id: figure for figure in read_facts(facts).published_figures}


def test_the_three_tables_are_read_in_base_units(small_facts: Path) -> None:
    found = figures(small_facts)
    assert set(found) == {"digital_occupations", "stations", "vacancies"}
    stations = found["stations"]
    assert (stations.value, stations.unit) == (485_000, OtherUnit.COUNT)
    assert (stations.topic, stations.quality) == (
        Topic.TECHNOLOGY_AND_TERMINALS,
        Quality.ROUNDED,
    )
    assert (found["vacancies"].value, found["vacancies"].unit) == (2.5, Unit.RATIO)


def test_a_figure_may_be_of_no_region_of_the_facts(small_facts: Path) -> None:
    assert not figures(small_facts)["vacancies"].region


def test_an_unknown_region_is_refused(small_facts: Path, edit: Edit) -> None:
    edit("occupations.csv", ",100000,2022,", ",999999,2022,")
    with pytest.raises(FactsError, match=r"occupations\.csv:2 \(region\): “999999”"):
        read_facts(small_facts)


@pytest.mark.parametrize(
    "period", ["2023", "2023-Q3", "2023-H1", "2023-09", "2023-01/2023-06", "2019/2023"]
)
def test_years_quarters_halves_months_and_spans_are_periods(
    small_facts: Path, edit: Edit, period: str
) -> None:
    edit("figures.csv", "2023-Q3", period)
    assert figures(small_facts)["vacancies"].period == period


@pytest.mark.parametrize("period", ["", "2023Q3", "2023-13", "2023/2019", "2019/2020/2021"])
def test_anything_else_is_no_period(small_facts: Path, edit: Edit, period: str) -> None:
    edit("figures.csv", "2023-Q3", period)
    with pytest.raises(FactsError, match=r"figures\.csv:2 \(period\): .* is not a period"):
        read_facts(small_facts)


def test_a_growth_may_be_negative_and_a_statement_without_figure(
    small_facts: Path, edit: Edit
) -> None:
    edit("figures.csv", ",2.5,倍,", ",-12.8,%,")
    edit("occupations.csv", ",97,个,", ",,个,")
    found = figures(small_facts)
    assert found["vacancies"].value == pytest.approx(-0.128)
    assert found["digital_occupations"].value is None


def test_an_effect_of_a_measure_may_be_negative(small_facts: Path, edit: Edit) -> None:
    edit(
        "evidence.csv",
        "conversion,integration,转正,Conversion,0.4,0.5,,",
        "conversion,integration,转正,Conversion,-0.06,0,,",
    )
    (evidence,) = (e for e in read_facts(small_facts).evidence if e.id == "conversion")
    assert (evidence.low, evidence.central) == (-0.06, 0)


def test_an_id_stands_in_one_of_the_tables_only(small_facts: Path, edit: Edit) -> None:
    edit("figures.csv", "\nvacancies,", "\nstations,")
    with pytest.raises(FactsError, match="stations"):
        read_facts(small_facts)


def test_how_a_source_was_read_must_be_said(small_facts: Path, edit: Edit) -> None:
    text = (small_facts / "sources.yml").read_text(encoding="utf-8")
    (small_facts / "sources.yml").write_text(
        text.replace("  reading: copy\n", "", 1), encoding="utf-8"
    )
    with pytest.raises(FactsError, match=r"reading\) is missing"):
        read_facts(small_facts)


def test_quoted_sources_are_known_as_such(small_facts: Path, edit: Edit) -> None:
    text = (small_facts / "sources.yml").read_text(encoding="utf-8")
    (small_facts / "sources.yml").write_text(
        text.replace("reading: copy", "reading: quotation", 1), encoding="utf-8"
    )
    readings = [source.reading for source in read_facts(small_facts).sources.values()]
    assert readings.count(SourceAccess.QUOTATION) == 1
