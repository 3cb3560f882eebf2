"""Prepare published figures: consecutive, comparable years to which a method can be fitted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, Unit, Values, Years
from forecasting.engine.forecast import Notice
from forecasting.engine.scale import HALF, Scale

MIN_YEARS = 3  # with fewer figures the yearly changes have no standard deviation
MIN_YEARS_AFTER_BREAK = 8  # with so many figures after a break those before are not needed
LONGEST_GAP = 5  # years; a longer gap is not interpolated
FEW_RISES = 0.1  # largest share of rises among the changes of a falling series …
FEW_RISES_WHEN_HALVED = 0.3  # … and of one that has lost more than half of its largest figure
SPIKE = 6.0  # an outlier's two opposite changes, in robust standard deviations


@dataclass(frozen=True, eq=False)
class History:
    """The prepared history of one series.

    Attributes:
        years, values: every calendar year from the first to the last used one, shape [n].
        observed: which of them were published; the others are interpolated, shape [n].
        warnings: what was changed, for the reader.
    """

    series: Series
    scale: Scale
    years: Years
    values: Values
    observed: NDArray[np.bool_]
    warnings: tuple[Notice, ...] = ()

    @property
    def observations(self) -> int:
        """Return the number of published figures in use."""
        return int(self.observed.sum())

    @property
    def rising_share(self) -> float:
        """Return the share of the changes between published figures that are rises."""
        return float(np.mean(np.diff(self.values[self.observed]) > 0))

    @property
    def has_halved(self) -> bool:
        """Whether the last figure is less than half of the largest one."""
        return bool(self.values[-1] < np.max(self.values) / 2)

    @property
    def is_falling(self) -> bool:
        """Whether the series has fallen steadily, or to zero, with few rises on the way."""
        figures = self.values[self.observed]
        falling_share = float(np.mean(np.diff(figures) < 0))
        steady = falling_share >= HALF or figures[-1] == 0
        few = FEW_RISES_WHEN_HALVED if self.has_halved else FEW_RISES
        return bool(figures[-1] < figures[0]) and steady and self.rising_share <= few

    def within_bounds(self, values: Values) -> Values:
        """Return values held within what the unit and the figures allow, of the same shape.

        A series without negative figures has none ahead, and a share is at most one.
        """
        lower = 0.0 if np.all(self.values >= 0) else -np.inf
        is_share = self.series.unit is Unit.SHARE and bool(np.all(self.values <= 1))
        return np.clip(values, lower, 1.0 if is_share else np.inf)

    def changes(self) -> tuple[Values, Values]:
        """Return the changes on the scale between published figures, and the years that each spans.

        Both of shape [observations − 1].
        """
        level = self.scale.transform(self.values)[self.observed]
        return np.diff(level), np.diff(self.years[self.observed]).astype(np.float64)


def prepare(series: Series) -> History:
    """Cut or link at breaks, fill missing years, replace single outliers; note each change.

    Raises:
        SeriesError: fewer than three figures.
    """
    if len(series) < MIN_YEARS:
        raise SeriesError(
            "Series {key} has {found} years; a forecast needs at least {needed}. "
            "Add years to the series or choose another measure.",
            key=series.key,
            found=len(series),
            needed=MIN_YEARS,
        )
    kept, cut = _cut(series)
    kept, skipped = _after_gap(kept)
    scale = Scale.of(kept)
    kept, linked = _link(kept, scale)
    history = _fill(kept, scale, cut + skipped + linked)
    return _without_spike(history)


def _cut(series: Series) -> tuple[Series, tuple[Notice, ...]]:
    """Drop the years before the last break that leaves enough years after it."""
    for year in sorted(series.breaks, reverse=True):
        rest = series.since(year)
        if year > int(series.years[0]) and len(rest) >= MIN_YEARS_AFTER_BREAK:
            notice = Notice(
                "The statistical scope changed in {year}; the years before are not used.",
                {"year": year},
            )
            return rest, (notice,)
    return series, ()


def _after_gap(series: Series) -> tuple[Series, tuple[Notice, ...]]:
    """Drop the figures before a long gap when enough are left after it."""
    gaps = np.flatnonzero(np.diff(series.years) > LONGEST_GAP + 1)
    if not len(gaps) or len(series) - (gaps[-1] + 1) < MIN_YEARS_AFTER_BREAK:
        return series, ()
    first = int(series.years[gaps[-1] + 1])
    notice = Notice(
        "There are no figures for many years before {year}; the years before the gap are not used.",
        {"year": first},
    )
    return series.since(first), (notice,)


def _link(series: Series, scale: Scale) -> tuple[Series, tuple[Notice, ...]]:
    """Chain older figures to the new scope; the break year gets the median growth of other years."""
    breaks = [year for year in sorted(series.breaks) if year > series.years[0]]
    if not breaks:
        return series, ()
    level = scale.transform(series.values)
    spans = np.diff(series.years)
    changes = np.diff(level)
    broken = np.isin(series.years[1:], breaks)
    if np.all(broken):
        return series, tuple(_unlinked(year) for year in breaks)
    usual = float(np.median((changes / spans)[~broken]))
    changes = np.where(broken, usual * spans, changes)
    linked = level[-1] - np.cumsum(changes[::-1])[::-1]
    values = np.append(scale.inverse(linked), series.values[-1])
    return replace(series, values=values, breaks=()), tuple(_linked(year) for year in breaks)


def _linked(year: int) -> Notice:
    return Notice(
        "The statistical scope changed in {year}; earlier figures are linked to the new scope by "
        "the median yearly growth.",
        {"year": year},
    )


def _unlinked(year: int) -> Notice:
    return Notice(
        "The statistical scope changed in {year} and too few figures are left to link the two "
        "scopes; the change is taken as growth.",
        {"year": year},
    )


def _fill(series: Series, scale: Scale, warnings: tuple[Notice, ...]) -> History:
    """Interpolate the missing years linearly on the scale."""
    years = np.arange(series.years[0], series.years[-1] + 1, dtype=np.int64)
    observed = np.isin(years, series.years)
    values = series.values
    if not np.all(observed):
        filled = np.interp(years, series.years, scale.transform(series.values))
        values = np.where(observed, 0.0, scale.inverse(filled))
        values[observed] = series.values
        missing = ", ".join(str(year) for year in years[~observed])
        notice = Notice("No figures for {years}; these years are interpolated.", {"years": missing})
        warnings = (*warnings, notice)
    return History(series, scale, years, values, observed, warnings)


def _without_spike(history: History) -> History:
    """Replace a single one-year outlier: a jump and its reversal, both far beyond the usual change.

    Far is SPIKE times the standard deviation implied by the median absolute deviation (Rousseeuw &
    Croux 1993, JASA 88, 1273-1283).
    """
    level = history.scale.transform(history.values)
    changes = np.diff(level)
    centred = changes - np.median(changes)
    usual = 1.4826 * float(np.median(np.abs(centred)))  # MAD as a standard deviation
    before, after = centred[:-1], centred[1:]
    far = np.minimum(np.abs(before), np.abs(after)) > SPIKE * max(usual, 1e-9)
    alone = np.flatnonzero(far & (before * after < 0)) + 1
    if len(changes) < MIN_YEARS_AFTER_BREAK or usual == 0 or len(alone) != 1:
        return history
    year = int(alone[0])
    level = level.copy()
    level[year] = (level[year - 1] + level[year + 1]) / 2
    values = history.values.copy()
    values[year] = history.scale.inverse(level[year : year + 1])[0]
    observed = history.observed.copy()
    observed[year] = False
    notice = Notice(
        "The figure of {year} stands alone far from its neighbours; it is left out.",
        {"year": int(history.years[year])},
    )
    warnings = (*history.warnings, notice)
    return replace(history, values=values, observed=observed, warnings=warnings)
