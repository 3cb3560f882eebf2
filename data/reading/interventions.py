"""Read interventions from the YAML of data/facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from data.reading.document import Document, Values
from data.reading.fields import (
    FILE_ID,
    MOST_YEARS,
    SPAN,
    TEXT,
    KnownIds,
    choice,
    list_of,
    number,
    outside,
    whole,
)
from data.reading.files import FACTS, read_folder, without_faults
from data.reading.parameters import BOUNDS, parameter, quantity, read_alone
from data.reading.validation import FieldError, Problems, at
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
)

LEVEL_COUNT = 4


def _effect(values: Values, known: KnownIds) -> Effect:
    channel = values.pop("channel")
    identifier = values["id"] or f"{known.identifier}.{channel}"
    return Effect(channel, parameter(values | {"id": identifier}))


EFFECT = Document(
    Parameter,
    _effect,
    optional=("id", *BOUNDS),
    extra={"channel": choice(Channel)},
    title="Effect",
)
LEVELS: Document[AmbitionLevels] = Document(
    AmbitionLevels,
    types={
        "shares": list_of(number(kind=Decimal)),
        "names_zh": tuple[TEXT, ...],
        "names_en": tuple[TEXT, ...],
    },
    optional=("names_zh", "names_en"),
)
PRECEDENT: Document[Precedent] = Document(
    Precedent,
    types={"reach": number(0)},
)


def _intervention(values: Values, _known: KnownIds) -> Intervention:
    faults = [*_faults(values), *_level_faults(values)]
    if faults:
        raise FieldError(*faults)
    levels: AmbitionLevels = values["levels"]
    shares = tuple(map(float, levels.shares))
    return Intervention(**values | {"levels": replace(levels, shares=shares)})


def _faults(values: Values) -> Iterator[FactsError]:
    """Yield what is wrong among the fields: the cost of a kind, the effects, the lag."""
    if (values["cost_per_person"] is None) is not (values["kind"] is Kind.DEVELOPMENT):
        yield FactsError(
            "{place}: a measure states its cost, a development has none. Add or remove it.",
            place=at("cost_per_person"),
        )
    channels = [effect.channel for effect in values["effects"]]
    if not channels or len(set(channels)) < len(channels):
        yield FactsError(
            "{place}: an intervention needs at least one effect, and only one for each channel.",
            place=at("effects"),
        )
    low, lag, high = (values[name] for name in ("lag_low", "lag_years", "lag_high"))
    if not low <= lag <= high:
        yield FactsError(
            "{place}: lag_low ≤ lag_years ≤ lag_high does not hold ({low}, {lag}, {high}).",
            place=at("lag_years"),
            low=low,
            lag=lag,
            high=high,
        )


def _level_faults(values: Values) -> Iterator[FactsError]:
    """Yield what is wrong with the levels of ambition: four rising ones up to the ceiling."""
    levels, ceiling = values["levels"], values["ceiling_share"]
    beyond = [
        outside(share, values["floor_share"], ceiling, at("levels", "shares", index))
        for index, share in enumerate(levels.shares)
    ]
    shares = list(map(float, levels.shares))
    if any(beyond):
        yield from filter(None, beyond)
    elif len(shares) != LEVEL_COUNT or shares != sorted(set(shares)) or shares[-1] != ceiling:
        yield FactsError(
            "{place}: levels of ambition are {count} rising shares of which the last is the "
            "ceiling {ceiling}.",
            place=at("levels", "shares"),
            count=LEVEL_COUNT,
            ceiling=ceiling,
        )
    if (len(levels.names_zh), len(levels.names_en)) not in {(0, 0), (LEVEL_COUNT, LEVEL_COUNT)}:
        yield FactsError(
            "{place}: name all {count} levels in both languages, or none.",
            place=at("levels", "names_zh"),
            count=LEVEL_COUNT,
        )


INTERVENTION = Document(
    Intervention,
    _intervention,
    names={"target_population": "base"},
    types={
        "id": FILE_ID,
        "effects": EFFECT.listed(),
        **dict.fromkeys(("lag_years", "lag_low", "lag_high", "ramp_years"), SPAN),
        "ceiling_share": number(0, 1),
        "levels": LEVELS.nested,
        "cost_per_person": quantity("cost").nested | None,
        "floor_share": number(-1, 0),
        "duration_years": whole(1, MOST_YEARS) | None,
        "precedent": PRECEDENT.nested | None,
        "multiplier": quantity("multiplier").nested | None,
        "kind_of_talent": choice(TalentKind) | None,
    },
    optional=(
        "cost_per_person",
        "floor_share",
        "duration_years",
        "conserving",
        "precedent",
        "multiplier",
        "kind_of_talent",
    ),
)


def intervention_ids(facts: Path = FACTS) -> frozenset[str]:
    """Return the ids of all interventions: the names of their files, which are not read."""
    folder = facts / "interventions"
    return _file_stems(folder, folder.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _file_stems(folder: Path, modified: int) -> frozenset[str]:
    """Return the names of the YAML files in a folder last modified at `modified` (ns)."""
    return frozenset(path.stem for path in folder.glob("*.yml"))


def interventions(facts: Path = FACTS) -> dict[str, Intervention]:
    """Return the content of interventions/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    return without_faults(read_alone(facts, read_interventions))


def read_interventions(
    facts: Path, problems: Problems, known: KnownIds
) -> dict[str, Intervention | None]:
    """Read interventions/*.yml by id; None in place of a file with faults."""
    return read_folder(facts, "interventions", INTERVENTION, problems, known)
