"""Measure the effect of reconciliation on accuracy: the tables of docs/coherence.md.

python -m benchmarks.coherence prints them; it needs the built database and takes some minutes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from data.reading.calibration import load_calibration
from data.store.coherence import ENTRANTS, GRADUATES, Sum, coherent_sums
from data.store.warehouse import Warehouse
from forecasting.analysis.cohort_forecast import graduates_from_entrants
from forecasting.core.series import Series, SeriesKey
from forecasting.engine import Forecast, forecast_series
from forecasting.engine.batch import Succeeded, run_batch, workers
from forecasting.engine.combination import MIN_YEARS_TO_FIT
from forecasting.engine.reconcile import SeriesWithForecast, reconcile, scaled

ORIGINS = (2010, 2012, 2014, 2016, 2018, 2020, 2021, 2022)
LEADS = (0, 1, 2, 4)  # years by which the nation's figures are newer than the provinces'
HORIZON = 6
LEVEL = 0.8
WAYS = ("each alone", "both move", "nation held")
Forecasts = Mapping[tuple[SeriesKey, int], Forecast]


class Miss(NamedTuple):
    """One forecast value: its scaled error, and whether the 80% interval held the figure."""

    error: float
    held: bool


def main() -> None:
    with Warehouse.open() as warehouse:
        sums = coherent_sums(warehouse)
        keys = [key for total in sums for key in (total.nation, *total.provinces)]
        series = {key: warehouse.series(key) for key in keys}
    forecasts = _forecasts(series)
    tables = (sum_table(sums, series, forecasts), graduates_table(series, forecasts))
    sys.stdout.write("\n\n".join("\n".join(table) for table in tables) + "\n")


def sum_table(
    sums: Iterable[Sum], series: Mapping[SeriesKey, Series], forecasts: Forecasts
) -> list[str]:
    """Return the table of scaled error and coverage by the lead of the nation, over all series and origins."""
    lines = ["| nation newer by | of | " + " | ".join(WAYS) + " |", "|---|---|---|---|---|"]
    for lead in LEADS:
        misses: dict[tuple[str, str], list[list[Miss]]] = defaultdict(list)
        for total in sums:
            for origin in ORIGINS:
                _judge(total, origin, lead, series, forecasts, misses)
        for of in ("nation", "provinces"):
            cells = [_cell(misses[of, way]) for way in WAYS]
            lines.append(f"| {lead} year{'s' * (lead != 1)} | {of} | {' | '.join(cells)} |")
    return lines


def _judge(
    total: Sum,
    origin: int,
    lead: int,
    series: Mapping[SeriesKey, Series],
    forecasts: Forecasts,
    misses: dict[tuple[str, str], list[list[Miss]]],
) -> None:
    """Add the misses of one measure from one origin; nothing where a forecast is missing."""
    known = {total.nation: origin + lead} | dict.fromkeys(total.provinces, origin)
    if not all((key, year) in forecasts for key, year in known.items()):
        return
    family = [
        SeriesWithForecast(series[key].until(year), forecasts[key, year])
        for key, year in known.items()
    ]
    factors = {
        "each alone": [np.ones(len(one.forecast.years)) for one in family],
        "both move": reconcile(family[0], family[1:]),
        "nation held": reconcile(family[0], family[1:], hold_total=True),
    }
    for way, some in factors.items():
        forecast_family = [
            scaled(one.forecast, each) for one, each in zip(family, some, strict=True)
        ]
        nation, *provinces = [
            list(_misses(each, series[each.key], origin)) for each in forecast_family
        ]
        misses["nation", way].append(nation)
        misses["provinces", way].append([miss for each in provinces for miss in each])


def _misses(forecast: Forecast, series: Series, origin: int) -> Iterable[Miss]:
    """Yield the misses in mean yearly changes up to the origin; figures after a break are left out."""
    scale = float(np.mean(np.abs(np.diff(series.until(origin).values))))
    low, high = forecast.interval(LEVEL)
    end = min((year for year in series.breaks if year > origin), default=9999)
    for column, year in enumerate(forecast.years.tolist()):
        if year in series.years and year < end:
            actual = series.at(year)
            error = abs(actual - float(forecast.median[column])) / scale
            yield Miss(error, bool(low[column] <= actual <= high[column]))


def _cell(groups: list[list[Miss]]) -> str:
    """Return the error averaged over series and origins, and the coverage over all figures."""
    some = [group for group in groups if group]
    error = np.mean([np.mean([miss.error for miss in group]) for group in some])
    held = np.mean([miss.held for group in some for miss in group])
    return f"{error:.2f} ({100 * held:.0f}%)"


def graduates_table(series: Mapping[SeriesKey, Series], forecasts: Forecasts) -> list[str]:
    """Return the table of errors in percent: graduates from their own past, and from entrants."""
    errors: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for (key, origin), alone in forecasts.items():
        source = SeriesKey(ENTRANTS, key.region)
        if key.indicator != GRADUATES or (source, origin) not in forecasts:
            continue
        known, ahead = series[source].until(origin), forecasts[source, origin]
        entrants = dict(zip(known.years.tolist(), known.values.tolist(), strict=True))
        entrants |= dict(zip(ahead.years.tolist(), ahead.median.tolist(), strict=True))
        from_entrants = graduates_from_entrants(
            series[key].until(origin), entrants, alone.years.tolist()
        )
        of = "nation" if key.region.startswith("10") else "provinces"
        for step, year in enumerate(alone.years.tolist()):
            if year in series[key].years and np.isfinite(from_entrants[step]):
                actual = series[key].at(year)
                errors[of, "own past alone", step].append(abs(alone.median[step] / actual - 1))
                errors[of, "from entrants", step].append(abs(from_entrants[step] / actual - 1))
    steps = range(HORIZON)
    lines = ["| of | by | " + " | ".join(str(step + 1) for step in steps) + " |"]
    lines.append("|---" * (HORIZON + 2) + "|")
    for of in ("nation", "provinces"):
        for way in ("own past alone", "from entrants"):
            cells = [f"{100 * np.mean(errors[of, way, step]):.1f}%" for step in steps]
            lines.append(f"| {of} | {way} | {' | '.join(cells)} |")
    return lines


def _forecasts(series: Mapping[SeriesKey, Series]) -> Forecasts:
    """Forecast every series from every origin after which it still has a figure."""
    jobs = [
        (one, origin)
        for one in series.values()
        for origin in ORIGINS
        if origin in one.years.tolist()[MIN_YEARS_TO_FIT - 1 : -1]
    ]
    past = [one.until(origin) for one, origin in jobs]
    work = partial(forecast_series, horizon=HORIZON, calibration=load_calibration())
    with workers(2) as executor:
        outcomes = run_batch(past, work, executor, _report)
    return {
        (one.key, origin): outcome.result
        for (one, origin), outcome in zip(jobs, outcomes, strict=True)
        if isinstance(outcome, Succeeded)
    }


def _report(done: int, count: int) -> None:
    if done % 100 == 0:
        sys.stderr.write(f"{done} of {count} forecasts\n")


if __name__ == "__main__":
    main()
