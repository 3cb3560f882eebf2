"""What others have published: measures and their breaks, estimates, targets, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forecasting.core.errors import SeriesError
from forecasting.core.parameters import Grade
from forecasting.core.series import Quality, SeriesKey, Unit


class OtherUnit(StrEnum):
    """Units of targets and evidence in which the model does not calculate."""

    RATIO = "ratio"
    PERCENTAGE_POINTS = "percentage_points"
    COUNT = "count"
    PERSON_TIMES_PER_YEAR = "person_times_per_year"
    YUAN_PER_PERSON_TIME = "yuan_per_person_time"
    YUAN_PER_PERSON_YEAR = "yuan_per_person_year"
    USD_PER_PERSON = "usd_per_person"
    PER_MONTH = "per_month"
    YUAN_PER_MONTH = "yuan_per_month"
    USD = "usd"
    EXAFLOPS = "exaflops"
    ZETTABYTES = "zettabytes"
    RANK = "rank"
    DIRECTION = "direction"  # the study tells the sign of an effect, not its size


class Bound(StrEnum):
    """How a published figure is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Quantity(StrEnum):
    """The quantity that an estimate is about."""

    GAP = "gap"
    STOCK = "stock"
    DEMAND = "demand"
    DEMAND_PER_YEAR = "demand_per_year"


class Comparable(StrEnum):
    """Whether an estimate has the scope of the project, the core digital-economy workforce."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class TargetStatus(StrEnum):
    """How binding a target is; an outturn is what was reached."""

    TARGET = "target"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    OUTTURN = "outturn"


@dataclass(frozen=True)
class Definition:
    """What exactly was counted. `id` is unique within its measure."""

    id: str
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class Break:
    """A year from which the figures are not comparable with those before.

    `regions` limits it to region codes or to levels ("nation", "province", "city"); empty: all.
    """

    year: int
    reason_zh: str
    reason_en: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """What a series measures.

    Attributes:
        unit: base unit in which its series are given.
        sum_without: provinces left out when a missing national figure is the sum of the provinces;
            None when provinces are never added up.
    """

    id: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    unit: Unit
    definitions: tuple[Definition, ...]
    breaks: tuple[Break, ...] = ()
    sum_without: tuple[str, ...] | None = None

    def definition(self, identifier: str) -> Definition:
        """The definition of that id."""
        for definition in self.definitions:
            if definition.id == identifier:
                return definition
        raise SeriesError(
            "Measure {indicator} has no definition {id}. Add it in data/facts/measures.yml.",
            indicator=self.id,
            id=identifier,
        )


@dataclass(frozen=True)
class SeriesInfo:
    """What there is of a series: how many figures, from when to when, which years are missing."""

    key: SeriesKey
    count: int
    first: int
    last: int
    missing: tuple[int, ...]


@dataclass(frozen=True)
class ProvincialSum:
    """The sum of the provinces beside the published national figure, in base units."""

    indicator: str
    year: int
    provinces: float
    nation: float


@dataclass(frozen=True)
class PublishedEstimate:
    """An estimate of gap, stock or demand made by others; a reference point, never fitted.

    Attributes:
        reference_year: from which the estimate looks; `target_year`: to which it refers.
        low, high: in `unit`; None where the range is open, equal for a single figure.
    """

    id: str
    quantity: Quantity
    reference_year: int
    target_year: int
    low: float | None
    high: float | None
    bound: Bound
    unit: Unit
    scope_zh: str
    scope_en: str
    issuer_zh: str
    issuer_en: str
    comparable: Comparable
    reason_zh: str
    reason_en: str
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class PolicyTarget:
    """A target of a government, or what was reached. `issued` is a day, month, year or ""."""

    id: str
    region: str
    status: TargetStatus
    issued: str
    target_year: int
    name_zh: str
    name_en: str
    value: float
    bound: Bound
    unit: Unit | OtherUnit
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """A published effect size, cost or lag. Figures are None where the source gives none."""

    id: str
    lever: str
    name_zh: str
    name_en: str
    low: float | None
    central: float | None
    high: float | None
    unit: Unit | OtherUnit
    grade: Grade
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Alternate:
    """A published value that was not used, and why. `value` is in the measure's base unit."""

    key: SeriesKey
    year: int
    value: float
    unit: Unit
    reason_zh: str
    reason_en: str
    source: str


class Topic(StrEnum):
    """What a published figure is about."""

    OCCUPATIONS = "occupations"
    JOB_FAMILIES = "job_families"
    AI_EXPOSURE = "ai_exposure"
    OCCUPATION_PROJECTIONS = "occupation_projections"
    TECHNOLOGY_AND_TERMINALS = "technology_and_terminals"
    LAW_AND_GOVERNANCE = "law_and_governance"
    DATA_SECURITY_AND_MONOPOLY = "data_security_and_monopoly"
    CENSUS = "census"
    POPULATION_SURVEY = "population_survey"
    VACANCIES = "vacancies"
    WAGES = "wages"
    TURNOVER = "turnover"
    SOFTWARE = "software"
    DIGITAL_ECONOMY = "digital_economy"
    EDUCATION = "education"
    ECONOMY = "economy"
    FORECASTS = "forecasts"  # made by others


# Topics of the tables that have one subject; the other topics are in figures.csv.
OCCUPATION_TOPICS = frozenset(
    {Topic.OCCUPATIONS, Topic.JOB_FAMILIES, Topic.AI_EXPOSURE, Topic.OCCUPATION_PROJECTIONS}
)
RISK_TOPICS = frozenset(
    {Topic.TECHNOLOGY_AND_TERMINALS, Topic.LAW_AND_GOVERNANCE, Topic.DATA_SECURITY_AND_MONOPOLY}
)


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure that is part of no yearly series; never fitted.

    Attributes:
        region: code of a region of the facts, "" for the world or a country abroad.
        period: a year, quarter, half-year or month (2023, 2023-Q3, 2023-H1, 2023-09), or two of
            them with a slash between (2023-01/2023-06).
        value: in `unit`; None where the source says something without a figure.
        scope_zh, scope_en: what exactly was counted; may be empty.
    """

    id: str
    topic: Topic
    name_zh: str
    name_en: str
    region: str
    period: str
    value: float | None
    unit: Unit | OtherUnit
    quality: Quality
    scope_zh: str
    scope_en: str
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]
