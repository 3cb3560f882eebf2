"""Interventions: YAML of data/facts → types of the model."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from data.reading.files import FACTS
from data.reading.parameters import (
    BOUNDS,
    MOST_YEARS,
    NOTES,
    QUANTITY,
    check_id,
    quantity,
    read_all,
    read_folder,
)
from data.reading.validation import Problems, Record
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Parameter
from forecasting.model.interventions import (
    AmbitionLevels,
    Channel,
    Effect,
    Intervention,
    Kind,
    Precedent,
    TalentKind,
    TargetPopulation,
)

TEXTS = (
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
TIMES = ("lag_years", "lag_low", "lag_high", "ramp_years")
FIELDS = ("id", "kind", "effects", *TIMES, "base", "ceiling_share", "levels")
OPTIONAL = (
    "cost_per_person",
    "duration_years",
    "conserving",
    "floor_share",
    "precedent",
    "multiplier",
    "kind_of_talent",
)
LEVEL_COUNT = 4
LEVEL_NAMES = ("names_zh", "names_en")


def intervention_ids(facts: Path = FACTS) -> frozenset[str]:
    """Return the ids of all interventions: the names of their files, which are not read."""
    folder = facts / "interventions"
    return _file_stems(folder, folder.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _file_stems(folder: Path, modified: int) -> frozenset[str]:
    """Return the names of the YAML files in a folder last modified at `modified` (ns)."""
    return frozenset(path.stem for path in folder.glob("*.yml"))


def interventions(facts: Path = FACTS) -> dict[str, Intervention]:
    """interventions/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return read_all(facts, read_interventions)


def read_interventions(
    facts: Path, sources: Collection[str], problems: Problems
) -> dict[str, Intervention]:
    """interventions/*.yml by id; faults are added to `problems`."""
    return read_folder(
        facts, "interventions", lambda name, record: _intervention(name, record, sources), problems
    )


def _intervention(stem: str, record: Record, sources: Collection[str]) -> Intervention | None:
    record.check_names((*TEXTS, *FIELDS), OPTIONAL)
    check_id(record, stem)
    effects = [_effect(stem, child, sources) for child in record.children("effects")]
    _check_effects(record, effects)
    kind = record.choice("kind", Kind)
    cost = _cost(stem, kind, record, sources)
    has_followers = _has(record, "multiplier")
    multiplier = (
        _part(f"{stem}.multiplier", "multiplier", record, sources) if has_followers else None
    )
    texts = {name: record.text(name) for name in TEXTS}
    lag, low, high, ramp = (record.whole(name, minimum=0, maximum=MOST_YEARS) for name in TIMES)
    _check_lag(record, low, lag, high)
    has_end = record.fields.get("duration_years") is not None
    duration = record.whole("duration_years", minimum=1, maximum=MOST_YEARS) if has_end else None
    base = record.choice("base", TargetPopulation)
    ceiling = float(record.number("ceiling_share", minimum=0, maximum=1))
    floor = float(record.number("floor_share", minimum=-1, maximum=0))
    levels = _levels(record, floor, ceiling)
    precedent = (
        _precedent(record.child("precedent"), sources) if _has(record, "precedent") else None
    )
    conserving = record.flag("conserving")
    talent = record.choice("kind_of_talent", TalentKind) if _has(record, "kind_of_talent") else None
    whole = [effect for effect in effects if effect]
    return record.make(
        lambda: Intervention(
            id=stem,
            kind=kind,
            effects=tuple(whole),
            lag_years=lag,
            lag_low=low,
            lag_high=high,
            ramp_years=ramp,
            target_population=base,
            ceiling_share=ceiling,
            floor_share=floor,
            levels=levels,
            cost_per_person=cost,
            duration_years=duration,
            conserving=conserving,
            precedent=precedent,
            multiplier=multiplier,
            kind_of_talent=talent,
            **texts,
        )
    )


def _has(record: Record, name: str) -> bool:
    return record.fields.get(name) is not None


def _cost(stem: str, kind: Kind, record: Record, sources: Collection[str]) -> Parameter | None:
    """What a measure costs; nobody pays for a development."""
    if _has(record, "cost_per_person") is (kind is Kind.DEVELOPMENT):
        record.fault(
            FactsError(
                "{place}: a measure states its cost, a development has none. Add or remove it.",
                place=record.at("cost_per_person"),
            )
        )
        return None
    if kind is Kind.DEVELOPMENT:
        return None
    return _part(f"{stem}.cost", "cost_per_person", record, sources)


def _part(identifier: str, name: str, record: Record, sources: Collection[str]) -> Parameter | None:
    """Read a quantity from a field of its own."""
    child = record.child(name)
    child.check_names((*QUANTITY, *NOTES), BOUNDS)
    found = quantity(identifier, child, sources)
    record.ok = record.ok and found is not None  # the fault is already recorded
    return found


def _levels(record: Record, floor: float, ceiling: float) -> AmbitionLevels:
    """Four rising levels up to the ceiling."""
    child = record.child("levels")
    child.check_names(("shares", *NOTES), LEVEL_NAMES)
    shares = tuple(map(float, child.numbers("shares", minimum=floor, maximum=ceiling)))
    if child.ok and (
        len(shares) != LEVEL_COUNT or list(shares) != sorted(set(shares)) or shares[-1] != ceiling
    ):
        child.fault(
            FactsError(
                "{place}: levels of ambition are {count} rising shares of which the last is the "
                "ceiling {ceiling}.",
                place=child.at("shares"),
                count=LEVEL_COUNT,
                ceiling=ceiling,
            )
        )
    names_zh, names_en = (child.texts(name) for name in LEVEL_NAMES)
    if (len(names_zh), len(names_en)) not in {(0, 0), (LEVEL_COUNT, LEVEL_COUNT)}:
        child.fault(
            FactsError(
                "{place}: name all {count} levels in both languages, or none.",
                place=child.at("names_zh"),
                count=LEVEL_COUNT,
            )
        )
    note_zh, note_en = (child.text(note) for note in NOTES)
    record.ok = record.ok and child.ok
    return AmbitionLevels(shares, note_zh, note_en, names_zh, names_en)


def _precedent(record: Record, sources: Collection[str]) -> Precedent:
    texts = ("name_zh", "name_en", *NOTES)
    record.check_names(("reach", *texts, "sources"))
    return Precedent(
        reach=float(record.number("reach", minimum=0)),
        source_ids=record.references("sources", sources, "sources.yml"),
        **{name: record.text(name) for name in texts},
    )


def _effect(stem: str, record: Record, sources: Collection[str]) -> Effect | None:
    record.check_names(("channel", *QUANTITY, *NOTES), ("id", *BOUNDS))
    channel = record.choice("channel", Channel)
    identifier = record.text("id") if "id" in record.fields else f"{stem}.{channel}"
    size = quantity(identifier, record, sources)
    return Effect(channel, size) if size else None


def _check_effects(record: Record, effects: Collection[Effect | None]) -> None:
    record.ok = record.ok and all(effects)  # their faults are already recorded
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
