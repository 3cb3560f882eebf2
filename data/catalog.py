"""Parameters, interventions and ready scenarios: YAML of data/facts → types of the model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from math import inf
from pathlib import Path, PurePath
from typing import TypeVar

from data.files import FACTS, names_in, read_yaml
from data.observations import read_sources
from data.validation import Problems, Record
from forecasting.errors import FactsError
from forecasting.interventions import (
    Base,
    Channel,
    Effect,
    Intervention,
    ReadyScenario,
    ScheduledMeasure,
)
from forecasting.parameters import Grade, Parameter
from forecasting.series import Unit

Item = TypeVar("Item")

QUANTITY = ("name_zh", "name_en", "unit", "value", "low", "high", "grade", "sources")
NOTES = ("note_zh", "note_en")
BOUNDS = ("minimum", "maximum")
INTERVENTION_TEXTS = (
    "name_zh",
    "name_en",
    "paper_section",
    "mechanism_zh",
    "mechanism_en",
    "actors_zh",
    "actors_en",
    "ceiling_note_zh",
    "ceiling_note_en",
)
INTERVENTION_FIELDS = (
    "id",
    "effects",
    "lag_years",
    "lag_low",
    "lag_high",
    "ramp_years",
    "base",
    "ceiling_share",
    "cost_per_person",
)
SCENARIO_TEXTS = ("name_zh", "name_en", "description_zh", "description_en")
SCHEDULE = ("intervention", "share_of_base", "start_year", "ramp_years")
NEEDS_NO_SOURCE = (Grade.JUDGEMENT, Grade.CALIBRATED)
MOST_YEARS = 50  # a lag, a ramp or a duration longer than this is a slip of the pen


def parameters(facts: Path = FACTS) -> dict[str, Parameter]:
    """parameters/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return _read_all(facts, read_parameters)


def interventions(facts: Path = FACTS) -> dict[str, Intervention]:
    """interventions/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return _read_all(facts, read_interventions)


def scenario(identifier: str, facts: Path = FACTS) -> ReadyScenario:
    """One ready scenario.

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
    """scenarios/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    problems = Problems()
    sources = read_sources(facts, problems)
    known = read_interventions(facts, sources, problems)
    found = read_scenarios(facts, known, problems)
    problems.raise_all()
    return found


def _read_all(
    facts: Path, read: Callable[[Path, Collection[str], Problems], dict[str, Item]]
) -> dict[str, Item]:
    problems = Problems()
    found = read(facts, read_sources(facts, problems), problems)
    problems.raise_all()
    return found


def read_parameters(
    facts: Path, sources: Collection[str], problems: Problems
) -> dict[str, Parameter]:
    """parameters/*.yml by id; faults are added to `problems`."""
    return _read_folder(
        facts, "parameters", lambda name, record: _parameter_file(name, record, sources), problems
    )


def read_interventions(
    facts: Path, sources: Collection[str], problems: Problems
) -> dict[str, Intervention]:
    """interventions/*.yml by id; faults are added to `problems`."""
    return _read_folder(
        facts, "interventions", lambda name, record: _intervention(name, record, sources), problems
    )


def read_scenarios(
    facts: Path, known: Mapping[str, Intervention], problems: Problems
) -> dict[str, ReadyScenario]:
    """scenarios/*.yml by id; faults are added to `problems`."""
    return _read_folder(
        facts, "scenarios", lambda name, record: _scenario(name, record, known), problems
    )


def _read_folder(
    facts: Path, folder: str, read: Callable[[str, Record], Item | None], problems: Problems
) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for name in names_in(facts, folder, ".yml", problems):
        identifier = PurePath(name).stem
        record = read_yaml(facts, name, problems)
        item = read(identifier, record) if record.ok else None
        if item is not None:
            found[identifier] = item
    return found


def _check_id(record: Record, stem: str) -> None:
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
    _check_id(record, stem)
    return _parameter(stem, record, sources)


def _parameter(identifier: str, record: Record, sources: Collection[str]) -> Parameter | None:
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


def _intervention(stem: str, record: Record, sources: Collection[str]) -> Intervention | None:
    record.check_names(
        (*INTERVENTION_TEXTS, *INTERVENTION_FIELDS), ("duration_years", "conserving")
    )
    _check_id(record, stem)
    effects = [_effect(stem, child, sources) for child in record.children("effects")]
    _check_effects(record, effects)
    cost_record = record.child("cost_per_person")
    cost_record.check_names((*QUANTITY, *NOTES), BOUNDS)
    cost = _parameter(f"{stem}.cost", cost_record, sources)
    texts = {name: record.text(name) for name in INTERVENTION_TEXTS}
    lag, low, high, ramp = (
        record.whole(name, minimum=0, maximum=MOST_YEARS)
        for name in ("lag_years", "lag_low", "lag_high", "ramp_years")
    )
    _check_lag(record, low, lag, high)
    has_end = record.fields.get("duration_years") is not None
    duration = record.whole("duration_years", minimum=1, maximum=MOST_YEARS) if has_end else None
    base = record.choice("base", Base)
    ceiling = float(record.number("ceiling_share", minimum=0, maximum=1))
    conserving = record.flag("conserving")
    whole = [effect for effect in effects if effect]
    if cost is None or len(whole) < len(effects):
        return None
    return record.make(
        lambda: Intervention(
            id=stem,
            effects=tuple(whole),
            lag_years=lag,
            lag_low=low,
            lag_high=high,
            ramp_years=ramp,
            base=base,
            ceiling_share=ceiling,
            cost_per_person=cost,
            duration_years=duration,
            conserving=conserving,
            **texts,
        )
    )


def _effect(stem: str, record: Record, sources: Collection[str]) -> Effect | None:
    record.check_names(("channel", *QUANTITY, *NOTES), ("id", *BOUNDS))
    channel = record.choice("channel", Channel)
    identifier = record.text("id") if "id" in record.fields else f"{stem}.{channel}"
    size = _parameter(identifier, record, sources)
    return Effect(channel, size) if size else None


def _check_effects(record: Record, effects: Collection[Effect | None]) -> None:
    channels = [effect.channel for effect in effects if effect]
    if record.ok and (not effects or len(set(channels)) < len(channels)):
        record.fault(
            FactsError(
                "{place}: an intervention needs at least one effect, and only one for each "
                "channel.",
                place=record.at("effects"),
            )
        )


def _check_lag(record: Record, low: int, lag: int, high: int) -> None:
    if record.ok and not low <= lag <= high:
        record.fault(
            FactsError(
                "{place}: lag_low ≤ lag_years ≤ lag_high does not hold ({low}, {lag}, {high}).",
                place=record.at("lag_years"),
                low=low,
                lag=lag,
                high=high,
            )
        )


def _scenario(stem: str, record: Record, known: Mapping[str, Intervention]) -> ReadyScenario | None:
    record.check_names(("id", *SCENARIO_TEXTS, "measures"), NOTES)
    _check_id(record, stem)
    texts = {name: record.text(name) for name in SCENARIO_TEXTS}
    children = record.children("measures")
    measures = [_scheduled(child, known) for child in children]
    names = [measure.intervention for measure in measures]
    if len(set(names)) < len(names):
        record.fault(
            FactsError(
                "{place}: an intervention stands more than once ({found}). Keep one of each.",
                place=record.at("measures"),
                found=", ".join(sorted({name for name in names if names.count(name) > 1})),
            )
        )
    if not all(child.ok for child in children):
        return None
    return record.make(lambda: ReadyScenario(id=stem, measures=tuple(measures), **texts))


def _scheduled(record: Record, known: Mapping[str, Intervention]) -> ScheduledMeasure:
    record.check_names((*SCHEDULE, *NOTES))
    for note in NOTES:
        record.text(note)
    name = record.reference("intervention", known, "interventions/")
    ceiling = known[name].ceiling_share if name in known else 1.0
    return ScheduledMeasure(
        name,
        float(record.number("share_of_base", minimum=0, maximum=ceiling)),
        record.year("start_year"),
        record.whole("ramp_years", minimum=0, maximum=MOST_YEARS),
    )
