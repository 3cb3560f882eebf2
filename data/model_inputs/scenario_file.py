"""A scenario as a JSON file: what was set and assumed, where, and with which draws.

Written with sorted keys and exact numbers, so that the same scenario is the same file and a run of it
repeats the figures to the digit. A file is read whole or not at all; every fault is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import ValidationInfo

from data.files.decoding import decode_text
from data.model_inputs.gap_anchors import gap_anchors
from data.model_inputs.inputs import national_inputs
from data.reading.document import Document, Values
from data.reading.fields import (
    MOST_YEARS,
    SPAN,
    TEXT,
    checked,
    context_of,
    decimal,
    identifier,
    whole,
    whole_number,
)
from data.reading.files import FACTS
from data.reading.model_facts import allocation
from data.reading.validation import Listing, Problems
from data.store.warehouse import Warehouse
from forecasting.core.errors import ScenarioError, TextFileError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit
from forecasting.model.assumptions import assumed, known_parameters
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Intervention, Scenario, Setting
from forecasting.model.national_draws import projected_years

FORMAT, VERSION = "talent-gap scenario", 1
MOST_BYTES = 1_000_000  # a scenario takes a few thousand
DRAWS = range(100, 100_001)  # what RunSettings allows
SEEDS = range(2**53)  # what every JSON reader keeps exactly
REACHES = {Unit.PERSONS_PER_YEAR: (0.0, 1e9), Unit.PER_YEAR: (-1.0, 1.0)}


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario with all that decides its figures.

    Attributes:
        name: that its author gave it.
        started_from: id of the ready scenario from which its levers were moved; information only.
        rule, baseline: ids of the allocation rule and of the published gap.
        data_digest: of the facts with which it was made.
    """

    name: str
    started_from: str
    region: str
    rule: str
    baseline: str
    run: RunSettings
    scenario: Scenario
    data_digest: str

    @property
    def name_zh(self) -> str:
        """Its author's name in every language."""
        return self.name

    @property
    def name_en(self) -> str:
        """Its author's name in every language."""
        return self.name


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a scenario may name: ids of regions, rules and baselines; levers and parameters."""

    regions: Collection[str]
    rules: Collection[str]
    gap_anchors: Collection[str]
    inputs: ModelInputs


def vocabulary(warehouse: Warehouse, facts: Path = FACTS) -> Vocabulary:
    """The vocabulary of a database and the facts behind it."""
    return Vocabulary(
        [region.code for region in warehouse.regions()],
        list(allocation(facts).rules),
        list(gap_anchors(warehouse, facts)),
        national_inputs(warehouse, facts),
    )


def write_scenario(saved: ScenarioFile) -> bytes:
    """The file's content: JSON in UTF-8, sorted keys, every number in its shortest exact form."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": saved.name,
        "scenario": saved.scenario.id,
        "started_from": saved.started_from,
        "region": saved.region,
        "rule": saved.rule,
        "baseline": saved.baseline,
        **asdict(saved.run),
        "settings": [asdict(setting) for setting in saved.scenario.settings],
        "assumptions": [asdict(assumption) for assumption in saved.scenario.assumptions],
        "data_digest": saved.data_digest,
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def open_scenario(path: Path, known: Vocabulary) -> ScenarioFile:
    """The scenario of a file on disk.

    Raises:
        ScenarioError: the file cannot be read, is no scenario or has faults.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ScenarioError(
            "{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error
    return read_scenario(content, path.name, known)


def read_scenario(content: bytes, file: str, known: Vocabulary) -> ScenarioFile:
    """The scenario of a file.

    Args:
        content: of the file.
        file: its name, for the messages.
        known: what the scenario may name.

    Raises:
        ScenarioError: the file is no scenario or has faults, each named with its field.
    """
    problems = Problems()
    document = _document(content, file)
    _check_version(document, file)
    context = _Context(known, projected_years(known.inputs), known_parameters(known.inputs))
    saved = SCENARIO_FILE.read(document, file, problems, context)
    if saved is None:
        raise ScenarioError(
            "{file} cannot be used, and nothing of it was taken over:\n{problems}",
            file=file,
            problems=Listing(problems.faults),
        )
    return saved


def _document(content: bytes, file: str) -> dict[str, object]:
    if len(content) > MOST_BYTES:
        raise ScenarioError(
            "{file} is larger than {most} bytes, so it is no scenario. Choose another file.",
            file=file,
            most=MOST_BYTES,
        )
    try:
        document = json.loads(
            decode_text(content, file).text,
            object_pairs_hook=_without_doubles,
            parse_float=_number,
            parse_constant=str,
        )
    except TextFileError as error:
        raise ScenarioError(
            "{file} is no JSON file in UTF-8, UTF-16 or GBK. Save the scenario again and choose that "
            "file.",
            file=file,
        ) from error
    except (ValueError, RecursionError) as error:
        raise ScenarioError(
            "{file} is no JSON file ({reason}). Save the scenario again and choose that file.",
            file=file,
            reason=error,
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ScenarioError(
            "{file} holds no scenario; its field {field} must be “{wanted}”. Choose a file that was "
            "saved on the scenario page.",
            file=file,
            field="format",
            wanted=FORMAT,
        )
    return document


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; a duplicate key is an error instead of the last one winning."""
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"“{', '.join(twice)}” stands twice")
    return dict(pairs)


def _number(written: str) -> Decimal | str:
    """Return a JSON number with all its digits; as a text where no computer can hold it."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return written


def _check_version(document: dict[str, object], file: str) -> None:
    """Refuse another version: it may mean anything by its fields, so nothing else of it is read."""
    version = document.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise ScenarioError(
            "{file} has version {found} of the format; this program reads version {known}. Save the "
            "scenario again with this program, or open it with the one that wrote it.",
            file=file,
            found=version,
            known=VERSION,
        )


@dataclass(frozen=True)
class _Context:
    """What the fields of a file are checked against."""

    known: Vocabulary
    years: range
    parameters: Mapping[str, Parameter]


def _one_of(ids: Callable[[_Context], Collection[str]]) -> Any:
    """Return the type of an id that the vocabulary knows; it may be written as a number."""
    return checked(
        lambda value, info: identifier(value, ids(context_of(info, _Context))),
        {"type": ["string", "integer"]},
    )


def _within(allowed: range) -> Any:
    return whole(allowed[0], allowed[-1])


def _year(value: object, info: ValidationInfo) -> int:
    years = context_of(info, _Context).years
    return whole_number(value, years[0], years[-1])


def _year_or_none(value: object, info: ValidationInfo) -> int | None:
    return None if value is None else _year(value, info)


def _lever(info: ValidationInfo) -> Intervention | None:
    """Return the lever of a setting; None when its name has a fault."""
    levers = context_of(info, _Context).known.inputs.interventions
    return levers.get(info.data.get("intervention", ""))


def _reach(value: object, info: ValidationInfo) -> float:
    lever = _lever(info)
    if lever is None:
        return float(decimal(value))
    least, most = REACHES[lever.target_population.unit]
    return float(decimal(value, 0.0 if lever.floor_share >= 0 else least, most))


def _lag(value: object, info: ValidationInfo) -> int | None:
    lever = _lever(info)
    if value is None:
        return None
    least, most = (lever.lag_low, lever.lag_high) if lever else (0, MOST_YEARS)
    return whole_number(value, least, most)


def _assumption(values: Values, context: _Context) -> Assumption:
    assumption = Assumption(**values)
    assumed(assumption, context.parameters)
    return assumption


def _scenario_file(values: Values, _context: _Context) -> ScenarioFile:
    for name in ("format", "version"):
        del values[name]
    run = RunSettings(values.pop("draws"), values.pop("seed"), values.pop("horizon"))
    parts = (values.pop(name) for name in ("scenario", "settings", "assumptions"))
    return ScenarioFile(run=run, scenario=Scenario(*parts), **values)


_YEAR = {"type": "integer"}
SETTING: Document[Setting] = Document(
    Setting,
    types={
        "intervention": _one_of(lambda context: list(context.known.inputs.interventions)),
        "reach": checked(_reach, {"type": "number"}),
        "start_year": checked(_year, _YEAR),
        "ramp_years": SPAN,
        "lag_years": checked(_lag, {"type": ["integer", "null"]}),
        "end_year": checked(_year_or_none, {"type": ["integer", "null"]}),
    },
)
ASSUMPTION = Document(
    Assumption,
    _assumption,
    types={"parameter": _one_of(lambda context: list(context.parameters))},
)
SCENARIO_FILE = Document(
    ScenarioFile,
    _scenario_file,
    omit={"run", "scenario"},
    types={
        "region": _one_of(lambda context: context.known.regions),
        "rule": _one_of(lambda context: context.known.rules),
        "baseline": _one_of(lambda context: context.known.gap_anchors),
    },
    extra={
        "format": checked(lambda value, _: value, {"const": FORMAT}),
        "version": checked(lambda value, _: value, {"const": VERSION}),
        "scenario": TEXT,
        "horizon": checked(_year, _YEAR),
        "draws": _within(DRAWS),
        "seed": _within(SEEDS),
        "settings": SETTING.listed(key=lambda setting: setting.intervention),
        "assumptions": ASSUMPTION.listed(key=lambda assumption: assumption.parameter),
    },
)
