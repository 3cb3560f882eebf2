"""From head-count to qualified: how long people take to reach working competence.

The time from the start of training to competence differs between people. The paper (section 4.3)
gives 3–10 years, taken as the range that holds 80% of people, and modelled as log-normal.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from forecasting.core.parameters import Z90
from forecasting.core.series import Values

_BLOCK = 500  # draws at a time, so that a block fits in the processor's cache


def competent_share(
    years_since_start: Values, median: Values, shortest: float, longest: float
) -> Values:
    """Return the share of people competent `years_since_start` years after training began.

    Args:
        years_since_start: shape [k] or broadcastable to [draws, k].
        median: median time to competence in years, shape [draws].
        shortest: 10% quantile over people when the median is the geometric mean of both ends.
        longest: 90% quantile over people; the two fix the spread of the logarithm, which does not
            depend on the median.
    """
    spread = np.log(longest / shortest) / (2 * Z90)
    elapsed = np.maximum(years_since_start, 1e-9)
    return np.asarray(ndtr((np.log(elapsed) - np.log(median)[:, None]) / spread))


def learning(entries: Values, survival: Values, not_competent: Values) -> Values:
    """Return entrants not yet competent, persons at 31 December, shape [draws, years].

    Args:
        entries: persons a year, shape [draws, years].
        survival: share of the stock of the first opening that is still there at the end of each
            year, shape [draws, years]; cohorts shrink with it.
        not_competent: share not yet competent k years after entry, shape [draws, years] over k.
    """
    waiting = np.zeros_like(entries)
    began = np.flatnonzero(entries.any(axis=0))
    if not len(began):
        return waiting
    count = entries.shape[1] - began[0]
    for start in range(0, len(entries), _BLOCK):
        block = slice(start, start + _BLOCK)
        waiting[block, began[0] :] = _learning(
            entries[block, began[0] :], survival[block, began[0] :], not_competent[block, :count]
        )
    return waiting


def _learning(entries: Values, survival: Values, not_competent: Values) -> Values:
    """Compute the same with years as the first axis, so that each step reads contiguous memory."""
    scaled, curve = (entries / survival).T.copy(), not_competent.T.copy()
    waiting = np.zeros_like(scaled)
    for age, share in enumerate(curve):
        waiting[age:] += scaled[: len(scaled) - age] * share
    return np.asarray(waiting.T * survival)
