"""Interventions (the responses of the paper's section 5.3), their settings and scenarios."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from forecasting.errors import ScenarioError
from forecasting.parameters import Parameter


class Channel(StrEnum):
    """The one path of the model that an effect changes."""

    ENTRY = "entry"  # share of reached students who enter digital work and otherwise would not
    GRADUATES = "graduates"  # additional graduates per person reached
    RETRAINING = "retraining"  # share of reached adults who move into digital work
    RETENTION = "retention"  # relative fall of the exit rate among the people reached
    MIGRATION = "migration"  # additional net inflow per person reached; a loss elsewhere
    COMPETENCE = "competence"  # years by which the time to working competence falls


class Base(StrEnum):
    """The group of people a measure can reach; its size bounds the measure."""

    GRADUATES = "graduates"  # graduates of the region who seek work in the year
    STOCK = "stock"  # digital workforce of the region at the start of the year


@dataclass(frozen=True)
class Effect:
    """What one person reached changes, through one channel."""

    channel: Channel
    size: Parameter


@dataclass(frozen=True)
class Intervention:
    """A measure: how it works, how sure that is, how long it takes, what it costs.

    Attributes:
        effects: one or two effects, each on one named path.
        lag_years: years from the intake of the first people to the first effect.
        ramp_years: default years from nothing to full size.
        base, ceiling_share: at most `ceiling_share` of `base` can be reached in a year.
        duration_years: years after which the effect on a person fades, None when it lasts.
        cost_per_person: yuan for each person reached.
        conserving: True when a gain here is a loss elsewhere, so that the nation gains nothing.
    """

    id: str
    name_zh: str
    name_en: str
    paper_section: str
    mechanism_zh: str
    mechanism_en: str
    actors_zh: str
    actors_en: str
    effects: tuple[Effect, ...]
    lag_years: int
    lag_low: int
    lag_high: int
    ramp_years: int
    base: Base
    ceiling_share: float
    ceiling_note_zh: str
    ceiling_note_en: str
    cost_per_person: Parameter
    duration_years: int | None = None
    conserving: bool = False


@dataclass(frozen=True)
class Setting:
    """How strongly and when one intervention is applied in one region.

    Attributes:
        reach: persons reached in a year at full size.
        start_year: first intake.
        ramp_years: years from nothing to full size (0: full size at once).
        lag_years: None takes the intervention's own lag.
        end_year: last intake, None when it goes on.
    """

    intervention: str
    reach: float
    start_year: int
    ramp_years: int
    lag_years: int | None = None
    end_year: int | None = None

    def __post_init__(self) -> None:
        if not self.reach >= 0:
            raise ScenarioError(
                "{intervention}: the number of people reached is {reach}; it must be 0 or more.",
                intervention=self.intervention,
                reach=self.reach,
            )
        if self.ramp_years < 0 or (self.lag_years is not None and self.lag_years < 0):
            raise ScenarioError(
                "{intervention}: ramp and lag must be 0 years or more.",
                intervention=self.intervention,
            )
        if self.end_year is not None and self.end_year < self.start_year:
            raise ScenarioError(
                "{intervention}: it ends in {end} before it starts in {start}.",
                intervention=self.intervention,
                end=self.end_year,
                start=self.start_year,
            )


@dataclass(frozen=True)
class ScheduledMeasure:
    """A ready scenario's entry: size as a share of the measure's base, so that it fits any region."""

    intervention: str
    share_of_base: float
    start_year: int
    ramp_years: int


@dataclass(frozen=True)
class ReadyScenario:
    """A named scenario of the facts, the same for every region."""

    id: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    measures: tuple[ScheduledMeasure, ...]


@dataclass(frozen=True)
class Scenario:
    """A named list of settings for one region. No settings: the baseline."""

    id: str
    settings: tuple[Setting, ...] = field(default=())

    def __post_init__(self) -> None:
        names = [setting.intervention for setting in self.settings]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ScenarioError(
                "Scenario {id} sets {interventions} more than once. Keep one setting of each.",
                id=self.id,
                interventions=", ".join(twice),
            )

    @property
    def digest(self) -> str:
        """Identifies the content of the scenario (SHA-256, hexadecimal)."""
        content = json.dumps([asdict(s) for s in self.settings], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
