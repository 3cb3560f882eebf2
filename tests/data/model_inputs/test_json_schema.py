"""The published JSON Schemas are those of the program, fit every file there is, and refuse broken ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from data.model_inputs.json_schema import FOLDER, schemas, text_of, write_schemas
from data.model_inputs.scenario_file import write_scenario
from data.reading.files import FACTS
from tests.data.model_inputs.test_scenario_file import SAVED

Edit = Callable[[str, str, str], None]

FILES = {
    "measures": "measures.yml",
    "sources": "sources.yml",
    "parameter": "parameters/*.yml",
    "intervention": "interventions/*.yml",
    "ready_scenario": "scenarios/*.yml",
    "model": "model.yml",
    "allocation": "allocation.yml",
    "risk": "risk.yml",
}
BROKEN = [
    ("measures", "measures.yml", "unit: persons", "unit: people"),
    ("measures", "measures.yml", "year: 2020", "year: 20200"),
    ("sources", "sources.yml", 'date: "2024"', "date: 2024"),
    ("parameter", "parameters/exit_rate.yml", "value: 0.016", "value: about"),
    ("parameter", "parameters/exit_rate.yml", "note_en: Note", "notes: Note"),
    ("parameter", "parameters/exit_rate.yml", "grade: foreign\n", ""),
    ("intervention", "interventions/training.yml", "channel: entry", "channel: entries"),
    ("intervention", "interventions/training.yml", "ceiling_share: 0.2", "ceiling_share: 20"),
    ("ready_scenario", "scenarios/package.yml", "ramp_years: 3", "ramp_years: soon"),
    ("model", "model.yml", "first_year:", "year:"),
    ("allocation", "allocation.yml", "rules:", "rule:"),
    ("risk", "risk.yml", "better: more", "better: higher"),
]


def faults(schema: str, content: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schemas()[schema]).iter_errors(content)]


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("name", schemas())
def test_the_published_schema_is_up_to_date_and_valid(name: str) -> None:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    published = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert published == text_of(schema), "run make schemas"


def test_every_kind_of_file_has_a_schema_that_is_described(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        path.name for path in FOLDER.glob("*.json")
    }
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if f"`{path.name}`" not in text] == []


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_facts_fits_its_schema(name: str) -> None:
    paths = list(FACTS.glob(FILES[name]))
    assert paths
    for path in paths:
        assert faults(name, read(path)) == [], path.name


def test_every_yaml_file_of_the_facts_has_a_schema() -> None:
    fitting = {path for pattern in FILES.values() for path in FACTS.glob(pattern)}
    measured = FACTS / "engine" / "calibration.yml"  # nobody writes it
    assert {*FACTS.rglob("*.yml")} - fitting == {measured}


def test_a_saved_scenario_fits_its_schema() -> None:
    document = json.loads(write_scenario(SAVED))
    assert faults("scenario_file", document) == []
    assert faults("scenario_file", document | {"draws": 1, "budget": 2}) != []


@pytest.mark.parametrize(("schema", "name", "old", "new"), BROKEN)
def test_a_broken_file_does_not_fit(
    small_facts: Path, edit: Edit, schema: str, name: str, old: str, new: str
) -> None:
    assert faults(schema, read(small_facts / name)) == []
    edit(name, old, new)
    assert faults(schema, read(small_facts / name)) != []
