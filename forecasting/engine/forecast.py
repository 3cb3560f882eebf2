"""The forecast of a series: quantiles by year, its members, and sample paths drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from forecasting.core.errors import SeriesError, TalentGapError
from forecasting.core.series import SeriesKey, Unit, Values, Years
from forecasting.engine.distribution import expected, value_at


@dataclass(frozen=True)
class Notice:
    """A remark for the reader: an English template (the msgid) and the values that fill it."""

    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    @classmethod
    def of(cls, error: TalentGapError) -> Notice:
        """Return the message of an error as a remark."""
        plain = {
            name: value if isinstance(value, int | float) else str(value)
            for name, value in error.values.items()
        }
        return cls(error.template, plain)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Fallback:
    """The method requested, the simpler one used, and the reason."""

    requested: str
    used: str
    reason: Notice


@dataclass(frozen=True, eq=False)
class MemberForecast:
    """The point forecast of one member of a combination.

    Attributes:
        values: shape [H], in the unit of the forecast; all NaN when the member failed.
        weight: share of the combination; 0 for a member shown only for comparison.
        problem: why the member failed, None when it did not.
    """

    name: str
    values: Values
    weight: float
    problem: Notice | None = None


class QuantileRow(NamedTuple):
    """One stored number of a forecast."""

    year: int
    probability: float
    value: float


@dataclass(frozen=True, eq=False)
class Forecast:
    """The forecast of one series, H years and Q quantiles.

    Attributes:
        origin: the last observed year.
        years: the forecast years, shape [H], all after `origin`.
        probabilities: rising, strictly inside (0, 1) and with 0.5 among them, shape [Q].
        quantiles: in `unit`, shape [H, Q], not falling along a row.
        fallback: set when a simpler method than the asked one was used.
    """

    key: SeriesKey
    unit: Unit
    origin: int
    years: Years
    probabilities: Values
    quantiles: Values
    members: tuple[MemberForecast, ...] = ()
    method: str = ""
    fallback: Fallback | None = None
    warnings: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.years), len(self.probabilities))
        if self.quantiles.shape != shape or not np.all(np.isfinite(self.quantiles)):
            raise SeriesError(
                "The forecast of {key} needs a finite quantile for each of its {years} years and "
                "{levels} probabilities. Run the build again.",
                key=self.key,
                years=shape[0],
                levels=shape[1],
            )

    @property
    def median(self) -> Values:
        """Return the point forecast, shape [H]."""
        return self.quantile(0.5)

    def quantile(self, p: float) -> Values:
        """Return the value that is not exceeded with probability `p`, shape [H]."""
        scores = np.full((1, len(self.years)), ndtri(p))
        values: Values = self._from_scores(scores)[0]
        return values

    def mean(self) -> Values:
        """Return the expected value of each year, shape [H]."""
        return expected(self.probabilities, self.quantiles, self._upper_bound())

    def interval(self, level: float) -> tuple[Values, Values]:
        """Return the bounds of the central prediction interval, e.g. `level` 0.8; each of shape [H]."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def paths(self, draws: int, rng: np.random.Generator) -> Values:
        """Draw sample paths whose values in each year have the forecast's distribution, [draws, H]."""
        return self.paths_from_normal(rng.standard_normal((draws, len(self.years))))

    def paths_from_normal(self, normal: Values) -> Values:
        """Return sample paths from independent standard normals; both of shape [draws, H].

        A Gaussian copula (Nelsen 2006, *An Introduction to Copulas*, section 2.3) with the correlation of
        a random walk, sqrt(s/t) between horizons s ≤ t, as forecast errors accumulate: the normals are
        shocks, their scaled running sum is the normal score of the path.
        """
        steps = np.diff(self.years, prepend=self.origin).astype(np.float64)
        walk: Values = np.cumsum(normal * np.sqrt(steps), axis=1)
        scores: Values = walk / np.sqrt(np.cumsum(steps))
        return self._from_scores(scores)

    def _from_scores(self, scores: Values) -> Values:
        """Return the inverse distribution function at normal scores, shape [draws, H]."""
        knots = ndtri(self.probabilities)
        columns = [value_at(scores[:, h], knots, self.quantiles[h]) for h in range(len(self.years))]
        paths = np.stack(columns, axis=1) if columns else np.empty_like(scores)
        return np.minimum(paths, self._upper_bound())

    def _upper_bound(self) -> float:
        """Return the largest possible value: 1 for a share, unless its own quantiles exceed it."""
        is_share = self.unit is Unit.SHARE and bool(np.all(self.quantiles <= 1))
        return 1.0 if is_share else np.inf


def to_rows(forecast: Forecast) -> list[QuantileRow]:
    """Return the quantiles as plain rows, year by year, for storage."""
    return [
        QuantileRow(int(year), float(p), float(value))
        for year, row in zip(forecast.years, forecast.quantiles, strict=True)
        for p, value in zip(forecast.probabilities, row, strict=True)
    ]


def from_rows(
    key: SeriesKey,
    unit: Unit,
    origin: int,
    rows: Iterable[tuple[int, float, float]],
    *,
    members: tuple[MemberForecast, ...] = (),
    method: str = "",
    fallback: Fallback | None = None,
    warnings: tuple[Notice, ...] = (),
) -> Forecast:
    """Rebuild a forecast from rows (year, probability, value) in any order.

    Raises:
        SeriesError: a year lacks one of the probabilities.
    """
    table = {(int(year), float(p)): float(value) for year, p, value in rows}
    years = np.array(sorted({year for year, _ in table}), dtype=np.int64)
    levels: NDArray[np.float64] = np.array(sorted({p for _, p in table}), dtype=np.float64)
    grid = [[table.get((int(year), float(p)), np.nan) for p in levels] for year in years]
    quantiles = np.array(grid, dtype=np.float64).reshape(len(years), len(levels))
    return Forecast(
        key, unit, origin, years, levels, quantiles, members, method, fallback, warnings
    )
