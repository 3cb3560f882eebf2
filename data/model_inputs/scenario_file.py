"""A scenario as a JSON file: what was set and assumed, where, and with which draws.

Written with sorted keys and exact numbers, so that the same scenario is the same file and a run of it
repeats the figures to the digit. A file is read whole or not at all; every fault is named.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from data.model_inputs.gap_anchors import gap_anchors
from data.model_inputs.inputs import national_inputs
from data.reading.files import FACTS
from data.reading.model_facts import allocation
from data.reading.parameters import MOST_YEARS
from data.reading.validation import Listing, Problems, Record, check_unique
from data.store.warehouse import Warehouse
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Unit
from forecasting.model.assumptions import assumed, known_parameters
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.national_draws import projected_years

FORMAT, VERSION = "talent-gap scenario", 1
MOST_BYTES = 1_000_000  # a scenario takes a few thousand
FIELDS = (
    "format",
    "version",
    "name",
    "scenario",
    "started_from",
    "region",
    "rule",
    "baseline",
    "horizon",
    "draws",
    "seed",
    "settings",
    "assumptions",
    "data_digest",
)
SETTING = tuple(Setting.__dataclass_fields__)
ASSUMPTION = tuple(Assumption.__dataclass_fields__)
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
        "assumptions": [asdict(wanted) for wanted in saved.scenario.assumptions],
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
    record = Record(file, _document(content, file), problems)
    _check_version(record, file)
    saved = _saved(record, known)
    if saved is None or problems.found:
        raise ScenarioError(
            "{file} cannot be used, and nothing of it was taken over:\n{problems}",
            file=file,
            problems=Listing(problems.found),
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
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
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


def _check_version(record: Record, file: str) -> None:
    """Another version may mean anything by its fields, so nothing else of it is read."""
    found = record.fields.get("version")
    if isinstance(found, bool) or found != VERSION:
        raise ScenarioError(
            "{file} has version {found} of the format; this program reads version {known}. Save the "
            "scenario again with this program, or open it with the one that wrote it.",
            file=file,
            found=found,
            known=VERSION,
        )


def _saved(record: Record, known: Vocabulary) -> ScenarioFile | None:
    record.check_names(FIELDS)
    texts = {name: record.text(name) for name in ("name", "started_from", "data_digest")}
    identifier = record.text("scenario")
    places = {
        "region": record.one_of("region", known.regions),
        "rule": record.one_of("rule", known.rules),
        "baseline": record.one_of("baseline", known.gap_anchors),
    }
    years = projected_years(known.inputs)
    horizon = _within(record, "horizon", years)
    draws, seed = _within(record, "draws", DRAWS), _within(record, "seed", SEEDS)
    settings = _settings(record, known.inputs, years)
    assumptions = _assumptions(record, known.inputs)
    return record.make(
        lambda: ScenarioFile(
            run=RunSettings(draws, seed, horizon),
            scenario=Scenario(identifier, settings, assumptions),
            **places,
            **texts,
        )
    )


def _settings(record: Record, inputs: ModelInputs, years: range) -> tuple[Setting, ...]:
    children = record.children("settings")
    settings = [_setting(child, inputs, years) for child in children]
    read = [(child, found) for child, found in zip(children, settings, strict=True) if found]
    check_unique((child, setting.intervention) for child, setting in read)
    return tuple(setting for _, setting in read)


def _setting(record: Record, inputs: ModelInputs, years: range) -> Setting | None:
    record.check_names(SETTING)
    name = record.one_of("intervention", list(inputs.interventions))
    lever = inputs.interventions[name]
    least, most = REACHES[lever.target_population.unit]
    if lever.floor_share >= 0:
        least = 0.0
    reach = float(record.number("reach", minimum=least, maximum=most))
    start = _within(record, "start_year", years)
    ramp = _within(record, "ramp_years", range(MOST_YEARS + 1))
    lag = _optional(record, "lag_years", range(lever.lag_low, lever.lag_high + 1))
    end = _optional(record, "end_year", years)
    return record.make(lambda: Setting(name, reach, start, ramp, lag, end))


def _assumptions(record: Record, inputs: ModelInputs) -> tuple[Assumption, ...]:
    children = record.children("assumptions")
    assumptions = [_assumption(child, inputs) for child in children]
    read = [(child, found) for child, found in zip(children, assumptions, strict=True) if found]
    check_unique((child, wanted.parameter) for child, wanted in read)
    return tuple(wanted for _, wanted in read)


def _assumption(record: Record, inputs: ModelInputs) -> Assumption | None:
    record.check_names(ASSUMPTION)
    known = known_parameters(inputs)
    name = record.one_of("parameter", list(known))
    values = [float(record.number(field)) for field in ASSUMPTION[1:]]

    def checked() -> Assumption:
        wanted = Assumption(name, *values)
        assumed(wanted, known)
        return wanted

    return record.make(checked)


def _within(record: Record, name: str, allowed: range) -> int:
    return record.whole(name, minimum=allowed[0], maximum=allowed[-1])


def _optional(record: Record, name: str, allowed: range) -> int | None:
    """A whole number within a range, or null."""
    return None if record.fields.get(name) is None else _within(record, name, allowed)
