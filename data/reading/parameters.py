"""Read parameters from the YAML of data/facts, and the quantities that other files hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from data.reading.document import Document, Values
from data.reading.fields import FILE_ID, KnownIds
from data.reading.files import FACTS, read_folder, without_faults
from data.reading.observations import read_sources
from data.reading.validation import FieldError, Problems, at
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Grade, Parameter

Item = TypeVar("Item")

NEEDS_NO_SOURCE = (Grade.JUDGEMENT, Grade.CALIBRATED)
BOUNDS = ("minimum", "maximum")


def parameter(values: Values, _known: object = None) -> Parameter:
    """Return the parameter of checked values.

    Raises:
        FieldError: its grade needs a source.
        ParameterError: its range is not in order.
    """
    if values["grade"] not in NEEDS_NO_SOURCE and not values["source_ids"]:
        raise FieldError(
            FactsError(
                "{place}: the grade “{grade}” needs at least one source. Name it, or grade the "
                "figure as judgement.",
                place=at("sources"),
                grade=values["grade"],
            )
        )
    return Parameter(**values)


def quantity(suffix: str) -> Document[Parameter]:
    """Return the document of a quantity in a field of its own; its id is that of the file and `suffix`."""
    return Document(
        Parameter,
        lambda values, known: parameter(values | {"id": f"{known.identifier}.{suffix}"}),
        omit={"id"},
        optional=BOUNDS,
        title=suffix.capitalize(),
    )


PARAMETER = Document(
    Parameter,
    parameter,
    types={"id": FILE_ID},
    optional=BOUNDS,
)


def parameters(facts: Path = FACTS) -> dict[str, Parameter]:
    """Return the content of parameters/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return without_faults(read_alone(facts, read_parameters))


def read_parameters(
    facts: Path, problems: Problems, known: KnownIds
) -> dict[str, Parameter | None]:
    """Read parameters/*.yml by id; None in place of a file with faults."""
    return read_folder(facts, "parameters", PARAMETER, problems, known)


def read_alone(
    facts: Path, read: Callable[[Path, Problems, KnownIds], Item], known: KnownIds | None = None
) -> Item:
    """Read one part of the facts, for which only the sources are read besides.

    Raises:
        FactsError: a file breaks a rule.
    """
    problems = Problems()
    sources = read_sources(facts, problems)
    item = read(facts, problems, replace(known or KnownIds(), sources=sources))
    problems.raise_all()
    return item
