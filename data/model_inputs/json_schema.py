"""Write the JSON Schemas of the files that people write: `python -m data.model_inputs.json_schema`.

They come from the same documents by which the files are read, so an editor that knows JSON Schema marks
most faults while a file is being written. What a schema cannot say (ids of other files, rules between
fields) is checked when the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.model_inputs.scenario_file import SCENARIO_FILE
from data.reading.document import Document
from data.reading.interventions import INTERVENTION
from data.reading.model_facts import ALLOCATION_FILE, MODEL_SERIES
from data.reading.observations import INDICATOR_ENTRY, SOURCE
from data.reading.parameters import PARAMETER
from data.reading.risk import RISK_FILE
from data.reading.scenarios import SCENARIO

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# By name of the schema: the document, whether a file holds several by their ids, and what it is.
_FILES: Mapping[str, tuple[Document[Any], bool, str]] = {
    "measures": (INDICATOR_ENTRY, True, "data/facts/measures.yml: the indicators by id"),
    "sources": (SOURCE, True, "data/facts/sources.yml: the sources by id"),
    "parameter": (PARAMETER, False, "data/facts/parameters/*.yml: one parameter of the model"),
    "intervention": (INTERVENTION, False, "data/facts/interventions/*.yml: one intervention"),
    "ready_scenario": (SCENARIO, False, "data/facts/scenarios/*.yml: one ready scenario"),
    "model": (MODEL_SERIES, False, "data/facts/model.yml: the series that the model uses"),
    "allocation": (ALLOCATION_FILE, False, "data/facts/allocation.yml: how the nation is split"),
    "risk": (RISK_FILE, False, "data/facts/risk.yml: talent risks, indicators, tracking"),
    "scenario_file": (SCENARIO_FILE, False, "A scenario saved on the scenario page, as JSON"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file, by name."""
    return {name: _schema(*parts) for name, parts in _FILES.items()}


def _schema(document: Document[Any], by_id: bool, title: str) -> dict[str, Any]:  # noqa: FBT001  # a row of _FILES
    schema = _rules_only(document.json_schema())
    if by_id:
        definitions = schema.pop("$defs", {})
        schema = {"type": "object", "additionalProperties": schema, "$defs": definitions}
    return {"$schema": DIALECT, "title": title, **schema}


def _rules_only(schema: Any) -> Any:
    """Return a schema without titles and descriptions that come from the names in the code."""
    if isinstance(schema, list):
        return [_rules_only(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _rules_only(part)
        for name, part in schema.items()
        if not (name in {"title", "description"} and isinstance(part, str))
    }


def text_of(schema: Mapping[str, Any]) -> str:
    """Return the content of a schema's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path = FOLDER) -> None:
    """Write the file of each schema."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(text_of(schema), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
