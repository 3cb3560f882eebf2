"""Read ready scenarios from the YAML of data/facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.reading.document import Document, Values
from data.reading.fields import (
    FILE_ID,
    SPAN,
    TEXT,
    YEAR,
    KnownIds,
    number,
    outside,
    reference,
)
from data.reading.files import FACTS, read_folder, without_faults
from data.reading.interventions import read_interventions
from data.reading.observations import read_regions
from data.reading.parameters import read_alone
from data.reading.validation import FieldError, Problems, at
from forecasting.core.errors import FactsError
from forecasting.model.interventions import ReadyScenario, ScheduledIntervention


def _scheduled(values: Values, known: KnownIds) -> ScheduledIntervention:
    for note in ("note_zh", "note_en"):  # for the reader of the file
        del values[note]
    lever = (known.interventions or {}).get(values["intervention"])
    floor, ceiling = (lever.floor_share, lever.ceiling_share) if lever else (0.0, 1.0)
    if fault := outside(values["share_of_base"], floor, ceiling, at("share_of_base")):
        raise FieldError(fault)
    return ScheduledIntervention(**values | {"share_of_base": float(values["share_of_base"])})


def _scenario(values: Values, _known: KnownIds) -> ReadyScenario:
    for note in ("note_zh", "note_en"):
        del values[note]
    names = [entry.intervention for entry in values["scheduled"]]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FieldError(
            FactsError(
                "{place}: an intervention stands more than once ({found}). Keep one of each.",
                place=at("measures"),
                found=", ".join(twice),
            )
        )
    return ReadyScenario(**values)


SCHEDULED = Document(
    ScheduledIntervention,
    _scheduled,
    types={
        "intervention": reference("interventions", "interventions/"),
        "share_of_base": number(kind=Decimal),
        "ramp_years": SPAN,
        "end_year": YEAR,
    },
    optional={"end_year"},
    extra={"note_zh": TEXT, "note_en": TEXT},
)
SCENARIO = Document(
    ReadyScenario,
    _scenario,
    names={"scheduled": "measures"},
    types={
        "id": FILE_ID,
        "scheduled": SCHEDULED.listed(),
    },
    optional={"source_ids", "region"},
    extra={"note_zh": (Any, None), "note_en": (Any, None)},
)


def scenario(identifier: str, facts: Path = FACTS) -> ReadyScenario:
    """Return one ready scenario.

    Raises:
        FactsError: there is none of that id, or a file breaks a rule.
    """
    known = scenarios(facts)
    if identifier not in known:
        raise FactsError(
            "There is no scenario {id}. Known: {known}.",
            id=identifier,
            known=", ".join(known),
        )
    return known[identifier]


def scenarios(facts: Path = FACTS) -> dict[str, ReadyScenario]:
    """Return the content of scenarios/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """

    def read(facts: Path, problems: Problems, known: KnownIds) -> dict[str, ReadyScenario | None]:
        levers = read_interventions(facts, problems, known)
        regions = read_regions(facts, problems)
        return read_scenarios(
            facts, problems, replace(known, interventions=levers, regions=regions)
        )

    return without_faults(read_alone(facts, read))


def read_scenarios(
    facts: Path, problems: Problems, known: KnownIds
) -> dict[str, ReadyScenario | None]:
    """Read scenarios/*.yml by id; None in place of a file with faults."""
    return read_folder(facts, "scenarios", SCENARIO, problems, known)
