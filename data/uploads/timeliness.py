"""Remarks on the ends of a history: a year that is not over, a last figure far off, figures of long ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import exp, log

from forecasting.engine import Notice

_FEWEST_CHANGES = 3  # earlier changes, below which the last one cannot be judged
_STEPS = 4  # times the largest earlier change
_SMALLEST = 0.3  # logarithmic change that can be far off
_OLD = 3  # years behind the present


def last_year_remarks(values: Mapping[int, float], today: date) -> Iterator[Notice]:
    """Yield what is unusual about the last figures of a history.

    Args:
        values: figures above zero by year.
        today: the present day.
    """
    if not values:
        return
    last = max(values)
    if last >= today.year:
        yield Notice(
            "{year} is not over yet. If its figure is not that of the year's end, leave it out.",
            {"year": last},
        )
    elif last < today.year - _OLD:
        yield Notice(
            "The figures end in {year}, {count} years ago. What has happened since is not known here.",
            {"year": last, "count": today.year - last},
        )
    change = _far_off(values)
    if change is not None:
        yield Notice(
            "The figure of {year} is {change} from that of the year before, far more than in any earlier "
            "year. Check whether it covers a whole year and is in the same unit.",
            {"year": last, "change": f"{change:+.0%}".replace("-", "−")},
        )


def _far_off(values: Mapping[int, float]) -> float | None:
    """The last relative change when it is far larger than all changes before."""
    figures = [values[year] for year in sorted(values)]
    if len(figures) < _FEWEST_CHANGES + 2 or min(figures) <= 0:
        return None
    changes = [log(b) - log(a) for a, b in pairwise(figures)]
    *earlier, last = changes
    if abs(last) <= max(_SMALLEST, _STEPS * max(map(abs, earlier))):
        return None
    return exp(last) - 1
