"""model.yml and allocation.yml: which series the model uses, and how the nation is split."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from data.reading.files import FACTS, read_yaml
from data.reading.validation import Problems, Record, check_unique
from forecasting.model.allocation import AllocationRule

MODEL = "model.yml"
ALLOCATION = "allocation.yml"


@dataclass(frozen=True)
class ModelSeries:
    """Measures the model uses and the years in which they may be used.

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
    """A measure in one year, by which regions are compared."""

    indicator: str
    year: int


@dataclass(frozen=True)
class Allocation:
    """How the nation is split.

    Attributes:
        stock, graduates: by what the workforce and the graduates of provinces are compared.
        city_graduates: by what a city's part of its province's graduates is told.
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


def model_series(facts: Path = FACTS, indicators: Collection[str] | None = None) -> ModelSeries:
    """The content of model.yml.

    Raises:
        FactsError: the file breaks a rule; `indicators`, when given, are the ids it may name.
    """
    problems = Problems()
    found = read_model(facts, indicators, None, problems)
    problems.raise_all()
    return found


def allocation(facts: Path = FACTS, indicators: Collection[str] | None = None) -> Allocation:
    """The content of allocation.yml.

    Raises:
        FactsError: the file breaks a rule; `indicators`, when given, are the ids it may name.
    """
    problems = Problems()
    found = read_allocation(facts, indicators, problems)
    problems.raise_all()
    return found


def read_model(
    facts: Path,
    indicators: Collection[str] | None,
    estimates: Collection[str] | None,
    problems: Problems,
) -> ModelSeries:
    """model.yml; faults are added to `problems`."""
    record = read_yaml(facts, MODEL, problems)
    years = ("first_year", "first_comparable_year", "last_yearly_year")
    names = ("output", "employment", "anchor")
    record.check_names((*years, *names, "baseline"))
    shown, first, last = (record.year(name) for name in years)
    output, employment, anchor = (_indicator_id(record, name, indicators) for name in names)
    if estimates is None:
        baseline = record.text("baseline")
    else:
        baseline = record.reference("baseline", estimates, "estimates.csv")
    return ModelSeries(baseline, shown, output, employment, anchor, first, last)


def read_allocation(
    facts: Path, indicators: Collection[str] | None, problems: Problems
) -> Allocation:
    """allocation.yml; faults are added to `problems`."""
    record = read_yaml(facts, ALLOCATION, problems)
    record.check_names(("stock", "graduates", "rules"))
    graduates = record.child("graduates")
    graduates.check_names(("measure", "year", "city"))
    stock = record.child("stock")
    stock.check_names(("measure", "year"))
    rules = [_rule(child, indicators) for child in record.children("rules")]
    check_unique(
        (child, rule.id) for child, rule in zip(record.children("rules"), rules, strict=True)
    )
    return Allocation(
        _indicator(stock, indicators),
        _indicator(graduates, indicators),
        _city(graduates, indicators),
        {rule.id: rule for rule in rules},
    )


def _rule(record: Record, indicators: Collection[str] | None) -> AllocationRule:
    texts = ("id", "name_zh", "name_en", "note_zh", "note_en")
    record.check_names((*texts, "measure", "year", "city"))
    indicator = _indicator(record, indicators)
    return AllocationRule(
        indicator=indicator.indicator,
        year=indicator.year,
        city_indicators=tuple((i.indicator, i.year) for i in _city(record, indicators)),
        **{name: record.text(name) for name in texts},
    )


def _city(record: Record, indicators: Collection[str] | None) -> tuple[IndicatorYear, ...]:
    children = record.children("city")
    for child in children:
        child.check_names(("measure", "year"))
    return tuple(_indicator(child, indicators) for child in children)


def _indicator(record: Record, indicators: Collection[str] | None) -> IndicatorYear:
    return IndicatorYear(_indicator_id(record, "measure", indicators), record.year("year"))


def _indicator_id(record: Record, name: str, indicators: Collection[str] | None) -> str:
    if indicators is None:
        return record.text(name)
    return record.reference(name, indicators, "measures.yml")
