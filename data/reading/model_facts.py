"""Read model.yml and allocation.yml: which series the model uses, and how the nation is split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from data.reading.document import Document, Values
from data.reading.fields import INDICATOR, KnownIds, reference
from data.reading.files import FACTS, read_document
from data.reading.validation import Problems
from forecasting.model.allocation import AllocationRule

Item = TypeVar("Item")

MODEL = "model.yml"
ALLOCATION = "allocation.yml"


@dataclass(frozen=True)
class ModelSeries:
    """Indicators that the model uses and the years in which they may be used.

    Attributes:
        baseline: id of the published estimate at which demand is anchored by default.
        first_year: the first year that results show.
    """

    baseline: str
    first_year: int
    output: str
    employment: str
    anchor: str
    first_comparable_year: int
    last_yearly_year: int


@dataclass(frozen=True)
class IndicatorYear:
    """An indicator in one year, by which regions are compared."""

    indicator: str
    year: int


@dataclass(frozen=True)
class Allocation:
    """How the nation is split.

    Attributes:
        stock, graduates: by what the workforce and the graduates of provinces are compared.
        city_graduates: what gives a city's part of its province's graduates.
        rules: for the gap of the baseline year, by id; the first one is the default.
    """

    stock: IndicatorYear
    graduates: IndicatorYear
    city_graduates: tuple[IndicatorYear, ...]
    rules: dict[str, AllocationRule]

    @property
    def default_rule(self) -> str:
        """The rule that is used unless another is chosen."""
        return next(iter(self.rules))


def _rule(values: Values, _known: KnownIds) -> AllocationRule:
    cities = tuple((city.indicator, city.year) for city in values["city_indicators"])
    return AllocationRule(**values | {"city_indicators": cities})


def _graduates(values: Values, _known: KnownIds) -> tuple[IndicatorYear, tuple[IndicatorYear, ...]]:
    return IndicatorYear(values["indicator"], values["year"]), values["city"]


def _allocation(values: Values, _known: KnownIds) -> Allocation:
    graduates, city_graduates = values["graduates"]
    rules = {rule.id: rule for rule in values["rules"]}
    return Allocation(values["stock"], graduates, city_graduates, rules)


MODEL_SERIES: Document[ModelSeries] = Document(
    ModelSeries,
    types={
        "baseline": reference("estimates", "estimates.csv"),
        **dict.fromkeys(("output", "employment", "anchor"), INDICATOR),
    },
)
INDICATOR_YEAR: Document[IndicatorYear] = Document(IndicatorYear)
GRADUATES = Document(
    IndicatorYear,
    _graduates,
    extra={"city": INDICATOR_YEAR.listed()},
    title="Graduates",
)
RULE = Document(
    AllocationRule,
    _rule,
    names={"city_indicators": "city"},
    types={"city_indicators": INDICATOR_YEAR.listed()},
)
ALLOCATION_FILE = Document(
    Allocation,
    _allocation,
    omit={"city_graduates"},
    types={
        "stock": INDICATOR_YEAR.nested,
        "graduates": GRADUATES.nested,
        "rules": RULE.listed(key=lambda rule: rule.id),
    },
)


def model_series(facts: Path = FACTS) -> ModelSeries:
    """Return the content of model.yml; the ids that it names are not looked up.

    Raises:
        FactsError: the file breaks a rule.
    """
    return _alone(facts, read_model)


def allocation(facts: Path = FACTS) -> Allocation:
    """Return the content of allocation.yml; the ids that it names are not looked up.

    Raises:
        FactsError: the file breaks a rule.
    """
    return _alone(facts, read_allocation)


def _alone(facts: Path, read: Callable[[Path, Problems, KnownIds], Item | None]) -> Item:
    problems = Problems()
    item = read(facts, problems, KnownIds())
    problems.raise_all()
    return cast("Item", item)  # without faults there is one


def read_model(facts: Path, problems: Problems, known: KnownIds) -> ModelSeries | None:
    """Read model.yml; None when it has faults."""
    return read_document(facts, MODEL, MODEL_SERIES, problems, known)


def read_allocation(facts: Path, problems: Problems, known: KnownIds) -> Allocation | None:
    """Read allocation.yml; None when it has faults."""
    return read_document(facts, ALLOCATION, ALLOCATION_FILE, problems, known)
