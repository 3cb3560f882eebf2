"""Interventions (the responses of the paper's section 5.3), their settings and scenarios."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from math import isfinite

from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit


class Channel(StrEnum):
    """The one path of the model that an effect changes."""

    ENTRY = "entry"  # share of reached students who enter digital work and otherwise would not
    GRADUATES = "graduates"  # additional graduates per person reached
    RETRAINING = "retraining"  # share of reached adults who move into digital work
    RETENTION = "retention"  # relative fall of the exit rate among the people reached
    MIGRATION = "migration"  # additional net inflow per person reached; a loss elsewhere
    COMPETENCE = "competence"  # years by which the time to working competence falls
    DEMAND = "demand"  # posts added (+) or saved (−) for good per post reached
    OUTPUT = "output"  # change of the yearly growth of digital output


class TargetPopulation(StrEnum):
    """The people an intervention can reach; their number bounds its size."""

    GRADUATES = "graduates"  # graduates of the region who seek work in the year
    STOCK = "stock"  # digital workforce of the region at the start of the year
    DEMAND = "demand"  # digital posts of the region in the year
    OUTPUT = "output"  # digital output itself: the reach is a rate of growth, not people

    @property
    def unit(self) -> Unit:
        """The unit of a reach."""
        return Unit.PER_YEAR if self is TargetPopulation.OUTPUT else Unit.PERSONS_PER_YEAR


class TalentKind(StrEnum):
    """Kinds of posts and people, by the main requirement; they do not overlap (section 4.3)."""

    COMPOUND = "compound"  # joins digital technology with a domain, management or communication
    APPLICATION = "application"  # original, application-oriented
    SKILLED = "skilled"  # skilled digital workers
    OTHER = "other"  # research, management and general posts


class Kind(StrEnum):
    """Who decides on an intervention."""

    POLICY = "measure"  # a planner: it costs money and can be part of a package
    DEVELOPMENT = "development"  # nobody in particular: a "what if" about the demand side


@dataclass(frozen=True)
class Effect:
    """What one person reached changes, through one channel."""

    channel: Channel
    size: Parameter


@dataclass(frozen=True)
class AmbitionLevels:
    """Four levels of ambition.

    Attributes:
        shares: of the base, reached in a year; rising, the last one is the ceiling.
        names_zh, names_en: four names where the usual ones do not fit, else empty.
    """

    shares: tuple[float, ...]
    note_zh: str
    note_en: str
    names_zh: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Precedent:
    """The most that has ever been done.

    Attributes:
        reach: people reached in a year in the whole nation.
    """

    reach: float
    name_zh: str
    name_en: str
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Intervention:
    """An intervention: its effects and their uncertainty, its lags, limits and cost.

    Attributes:
        kind: whether a planner decides on it.
        effects: one or two effects, each on one named path.
        lag_years: years from the intake of the first people to the first effect.
        ramp_years: default years from nothing to full size.
        target_population, ceiling_share: at most this share of the population is reached in a year.
        floor_share: the least, below 0 only where a development can go either way.
        levels: of ambition.
        cost_per_person: yuan for each person reached, None for a development.
        duration_years: years after which the effect on a person fades, None when it lasts.
        conserving: True when a gain here is a loss elsewhere, so that the nation gains nothing.
        precedent: the most that has been done so far, where that is known.
        multiplier: people trained for each one paid for by the public hand, where the market follows
            its lead; None where nobody does. Reach and cost are those of the public hand.
        kind_of_talent: what the people it trains become; None where they are the usual mix.
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
    target_population: TargetPopulation
    ceiling_share: float
    ceiling_note_zh: str
    ceiling_note_en: str
    levels: AmbitionLevels
    cost_per_person: Parameter | None = None
    kind: Kind = Kind.POLICY
    floor_share: float = 0.0
    duration_years: int | None = None
    conserving: bool = False
    precedent: Precedent | None = None
    multiplier: Parameter | None = None
    kind_of_talent: TalentKind | None = None

    @property
    def channels(self) -> frozenset[Channel]:
        """The channels on which it acts."""
        return frozenset(effect.channel for effect in self.effects)

    def lag_in(self, setting: Setting) -> int:
        """Return the years from the first intake to the first effect: the setting's, else its own."""
        return self.lag_years if setting.lag_years is None else setting.lag_years

    def first_effect(self, setting: Setting) -> int:
        """Return the year of its first effect under a setting."""
        return setting.start_year + self.lag_in(setting)


@dataclass(frozen=True)
class Setting:
    """The size and timing of one intervention in one region.

    Attributes:
        reach: reached in a year at full size: persons, or a rate of growth where the base is output.
        start_year: first intake.
        ramp_years: years from nothing to full size (0: full size at once).
        lag_years: None takes the intervention's own lag.
        end_year: last intake, None when it goes on.

    Raises:
        ScenarioError: the size is no number, a time is below 0, or it ends before it starts.
    """

    intervention: str
    reach: float
    start_year: int
    ramp_years: int
    lag_years: int | None = None
    end_year: int | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.reach):
            raise ScenarioError(
                "{intervention}: the size is {reach}; it must be a number.",
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
class ScheduledIntervention:
    """A ready scenario's entry: size as a share of the target population, so that it fits any region.

    `end_year` is that of the last intake, None when it goes on.
    """

    intervention: str
    share_of_base: float
    start_year: int
    ramp_years: int
    end_year: int | None = None


@dataclass(frozen=True)
class ReadyScenario:
    """A named scenario of the facts.

    Attributes:
        region: code of the one region for which it is meant, None when it fits every region.
        source_ids: of the documents it follows; none where its sizes are the project's own.
    """

    id: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    scheduled: tuple[ScheduledIntervention, ...]
    source_ids: tuple[str, ...] = ()
    region: str | None = None

    def fits(self, region: str) -> bool:
        """Whether it applies to the region, given by its code."""
        return self.region in {None, region}


@dataclass(frozen=True)
class Assumption:
    """A parameter with values other than those of the facts.

    `low` and `high` are the 10% and 90% quantiles; equal to `value` they make it certain.
    """

    parameter: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Scenario:
    """A named list of settings for one region, and its assumptions.

    Without settings it is the baseline under these assumptions.

    Raises:
        ScenarioError: an intervention is set more than once.
    """

    id: str
    settings: tuple[Setting, ...] = field(default=())
    assumptions: tuple[Assumption, ...] = field(default=())

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
    def baseline(self) -> Scenario:
        """The reference of the scenario: no settings, the same assumptions."""
        return Scenario("baseline", (), self.assumptions)

    @property
    def digest(self) -> str:
        """Identifies the content of the scenario (SHA-256, hexadecimal)."""
        parts = [[asdict(part) for part in kind] for kind in (self.settings, self.assumptions)]
        content = json.dumps(parts, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
