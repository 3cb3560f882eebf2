"""Parameters: YAML of data/facts → types of the model, and what their files share with others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import inf
from pathlib import Path, PurePath
from typing import TypeVar

from data.reading.files import FACTS, names_in, read_yaml
from data.reading.observations import read_sources
from data.reading.validation import Problems, Record
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit

Item = TypeVar("Item")

QUANTITY = ("name_zh", "name_en", "unit", "value", "low", "high", "grade", "sources")
NOTES = ("note_zh", "note_en")
BOUNDS = ("minimum", "maximum")
NEEDS_NO_SOURCE = (Grade.JUDGEMENT, Grade.CALIBRATED)
MOST_YEARS = 50  # a lag, a ramp or a duration longer than this is a slip of the pen


def parameters(facts: Path = FACTS) -> dict[str, Parameter]:
    """parameters/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return read_all(facts, read_parameters)


def read_parameters(
    facts: Path, sources: Collection[str], problems: Problems
) -> dict[str, Parameter]:
    """parameters/*.yml by id; faults are added to `problems`."""
    return read_folder(
        facts, "parameters", lambda name, record: _parameter_file(name, record, sources), problems
    )


def read_all(
    facts: Path, read: Callable[[Path, Collection[str], Problems], dict[str, Item]]
) -> dict[str, Item]:
    """The items of a folder with their sources known; every fault is reported."""
    problems = Problems()
    found = read(facts, read_sources(facts, problems), problems)
    problems.raise_all()
    return found


def read_folder(
    facts: Path, folder: str, read: Callable[[str, Record], Item | None], problems: Problems
) -> dict[str, Item]:
    """The items of the YAML files of a folder, by id."""
    found: dict[str, Item] = {}
    for name in names_in(facts, folder, ".yml", problems):
        identifier = PurePath(name).stem
        record = read_yaml(facts, name, problems)
        item = read(identifier, record) if record.ok else None
        if item is not None:
            found[identifier] = item
    return found


def check_id(record: Record, stem: str) -> None:
    """The id of a file is its name."""
    identifier = record.text("id")
    if identifier and identifier != stem:
        record.fault(
            FactsError(
                "{place}: “{found}” differs from the name of the file. Write {wanted}.",
                place=record.at("id"),
                found=identifier,
                wanted=stem,
            )
        )


def _parameter_file(stem: str, record: Record, sources: Collection[str]) -> Parameter | None:
    record.check_names(("id", *QUANTITY, *NOTES), BOUNDS)
    check_id(record, stem)
    return quantity(stem, record, sources)


def quantity(identifier: str, record: Record, sources: Collection[str]) -> Parameter | None:
    """The quantity of a record whose field names were checked."""
    grade = record.choice("grade", Grade)
    cited = record.references("sources", sources, "sources.yml")
    if record.ok and grade not in NEEDS_NO_SOURCE and not cited:
        record.fault(
            FactsError(
                "{place}: the grade “{grade}” needs at least one source. Name it, or grade the "
                "figure as judgement.",
                place=record.at("sources"),
                grade=grade,
            )
        )
    texts = {name: record.text(name) for name in ("name_zh", "name_en", *NOTES)}
    value, low, high = (float(record.number(name)) for name in ("value", "low", "high"))
    minimum = _bound(record, "minimum", -inf)
    maximum = _bound(record, "maximum", inf)
    unit = record.choice("unit", Unit)
    return record.make(
        lambda: Parameter(
            id=identifier,
            unit=unit,
            value=value,
            low=low,
            high=high,
            grade=grade,
            source_ids=cited,
            minimum=minimum,
            maximum=maximum,
            **texts,
        )
    )


def _bound(record: Record, name: str, absent: float) -> float:
    return float(record.number(name)) if name in record.fields else absent
