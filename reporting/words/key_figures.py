"""The few figures by which scenarios are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasting.core.series import Unit, Values
from forecasting.model.result import Comparison, GapResult, Spread
from reporting.format.i18n import Language, translator
from reporting.format.numbers import scale_for, with_unit

SMALL_GAP = 0.10  # a gap below this share of demand counts as small
YEARS = (2030, 2035)


@dataclass(frozen=True)
class KeyFigures:
    """One scenario in a few numbers.

    Attributes:
        gaps: persons, by year.
        small_gap_year: first projected year from which the median gap stays below SMALL_GAP of the
            median demand up to the horizon, None when there is none.
        peak_gap, peak_year: largest median gap of the projected years, persons.
        trained: graduates who enter and retrained adults, all projected years up to the horizon.
        cost: yuan up to the horizon, constant prices.
        closed_probability: that the gap is closed at the horizon.
    """

    gaps: Mapping[int, Spread]
    small_gap_year: int | None
    peak_gap: float
    peak_year: int
    trained: Spread
    cost: float
    closed_probability: float

    def as_json(self) -> dict[str, object]:
        """Return the same figures as plain values, for a JSON file."""
        return asdict(self) | {"gaps": {str(y): asdict(gap) for y, gap in self.gaps.items()}}


@dataclass(frozen=True)
class Change:
    """How far a scenario moves a quantity: the mean, and the 10% and 90% quantiles over the draws.

    The mean, because contributions and costs of measures add up to it; medians do not add up.
    """

    low: float
    mean: float
    high: float

    @classmethod
    def of(cls, draws: Values) -> Change:
        """Return the change of an array of differences, shape [draws]."""
        low, high = np.quantile(draws, (0.1, 0.9))
        return cls(float(low), float(np.mean(draws)), float(high))


@dataclass(frozen=True)
class Differences:
    """A scenario minus its baseline, with the same draws on both sides."""

    gaps: Mapping[int, Change]
    peak_gap: float
    trained: Spread
    cost: float
    closed_probability: float


def key_figures(result: GapResult, years: Sequence[int] = YEARS) -> KeyFigures:
    """Return the key figures of a result; years that it does not show are left out."""
    ahead = _projected(result)
    median = np.median(result.gap[:, ahead], axis=0)
    peak = int(np.argmax(median))
    return KeyFigures(
        gaps={
            year: Spread.of(_in_year(result.gap, result, year)) for year in _known(result, years)
        },
        small_gap_year=_small_gap_year(result),
        peak_gap=float(median[peak]),
        peak_year=int(result.years[ahead][peak]),
        trained=Spread.of(_trained(result)),
        cost=result.cost_total,
        closed_probability=result.closing_year.probability_by_horizon,
    )


def differences(comparison: Comparison, years: Sequence[int] = YEARS) -> Differences:
    """Return the differences of the scenario from its baseline, draw by draw."""
    baseline, scenario = comparison.baseline, comparison.result
    change = scenario.gap - baseline.gap
    closed, before = scenario.closing_year, baseline.closing_year
    return Differences(
        gaps={y: Change.of(_in_year(change, scenario, y)) for y in _known(scenario, years)},
        peak_gap=key_figures(scenario).peak_gap - key_figures(baseline).peak_gap,
        trained=Spread.of(_trained(scenario) - _trained(baseline)),
        cost=scenario.cost_total - baseline.cost_total,
        closed_probability=closed.probability_by_horizon - before.probability_by_horizon,
    )


def scenario_table(
    comparisons: Mapping[str, Comparison], language: Language, years: Sequence[int] = YEARS
) -> pd.DataFrame:
    """Return one row per scenario: each figure, and beside it the difference from the baseline.

    Args:
        comparisons: by the name of the scenario, in the reader's language.
        language: of the headings; it also decides the units (万人 and 亿元, or millions).
        years: years whose gap is shown.
    """
    tr = translator(language)
    figures = {name: key_figures(c.result, years) for name, c in comparisons.items()}
    changes = {name: differences(c, years) for name, c in comparisons.items()}
    people = scale_for([figure.trained.high for figure in figures.values()], Unit.PERSONS, language)
    money = scale_for([figure.cost for figure in figures.values()], Unit.YUAN, language)
    rows = []
    for name, figure in figures.items():
        change = changes[name]
        row: dict[str, object] = {tr("Scenario"): name}
        for year, gap in figure.gaps.items():
            difference = change.gaps[year].mean / people.factor
            row[with_unit(tr("Gap {year}", year=year), people)] = gap.median / people.factor
            row[with_unit(tr("Gap {year}, against baseline, mean", year=year), people)] = difference
        row[tr("Year from which the gap is below 10% of demand")] = figure.small_gap_year
        row[with_unit(tr("Peak gap"), people)] = figure.peak_gap / people.factor
        against = change.peak_gap / people.factor
        row[with_unit(tr("Peak gap, against baseline"), people)] = against
        row[tr("Year of the peak")] = figure.peak_year
        row[with_unit(tr("Trained in all"), people)] = figure.trained.median / people.factor
        more = change.trained.median / people.factor
        row[with_unit(tr("Trained in all, against baseline"), people)] = more
        row[with_unit(tr("Cost in all"), money)] = figure.cost / money.factor
        row[with_unit(tr("Cost in all, against baseline"), money)] = change.cost / money.factor
        row[tr("Probability of being closed at the end (%)")] = 100 * figure.closed_probability
        more_likely = 100 * change.closed_probability
        row[tr("Probability of being closed, against baseline (percentage points)")] = more_likely
        rows.append(row)
    return _whole_years(
        pd.DataFrame(rows).round(4), tr("Year from which the gap is below 10% of demand")
    )


def _whole_years(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return table.astype({column: "Int64"}) if column in table else table


def _projected(result: GapResult) -> NDArray[np.intp]:
    return np.flatnonzero(result.shown & (result.years > result.last_observed))


def _known(result: GapResult, years: Sequence[int]) -> list[int]:
    return [year for year in years if year in result.years[result.shown]]


def _in_year(paths: Values, result: GapResult, year: int) -> Values:
    return np.asarray(paths[:, result.column(year)])


def _trained(result: GapResult) -> Values:
    flows = result.flows
    return np.asarray((flows.graduates + flows.retrained)[:, _projected(result)].sum(axis=1))


def _small_gap_year(result: GapResult) -> int | None:
    ahead = _projected(result)
    gap = np.median(result.gap[:, ahead], axis=0)
    small = gap < SMALL_GAP * np.median(result.demand[:, ahead], axis=0)
    last_large = np.flatnonzero(~small)
    first = int(last_large[-1]) + 1 if len(last_large) else 0
    return int(result.years[ahead][first]) if first < len(ahead) else None
