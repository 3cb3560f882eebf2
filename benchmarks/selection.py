"""Choose the members on one part of the data and judge the choice on another.

Every combination of three and more of the methods shown is a candidate. It is scored on windows
inside the training parts of the competitions, where choices are made, and on each set's official test
part, where they are judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from benchmarks.datasets import Case
from benchmarks.engine import METHODS_SHOWN, Run, member_points
from forecasting.core.series import Values
from forecasting.engine import COMBINATION, metrics

FEWEST = 3
Part = Mapping[str, tuple[Sequence[Case], Sequence[Run]]]


@dataclass(frozen=True, eq=False)
class Choice:
    """The OWA of every candidate on both parts.

    Attributes:
        candidates: names of the members, the combination in use among them.
        windows: mean over the sets on which choices are made, shape [candidates].
        tests: by set on which they are judged, each of shape [candidates].
        sizes: how many series each set of windows has.
    """

    candidates: tuple[tuple[str, ...], ...]
    windows: Values
    tests: Mapping[str, Values]
    sizes: Mapping[str, int]

    @property
    def in_use(self) -> int:
        """Return the position of the combination in use."""
        return [set(names) for names in self.candidates].index(set(COMBINATION))

    @property
    def best_on_windows(self) -> int:
        """Return the position of the candidate that a search on the windows alone would take."""
        return int(np.argmin(self.windows))


def choice(chosen_on: Part, judged_on: Part) -> Choice:
    """Score all candidates on both parts: cases and their runs by set, each set of the same weight."""
    candidates = tuple(
        names
        for size in range(FEWEST, len(METHODS_SHOWN) + 1)
        for names in combinations(METHODS_SHOWN, size)
    )
    sizes = {name: len(cases) for name, (cases, _) in chosen_on.items()}
    windows = np.mean([_owa(candidates, *some) for some in chosen_on.values()], axis=0)
    tests = {name: _owa(candidates, *some) for name, some in judged_on.items()}
    return Choice(candidates, windows, tests, sizes)


def _owa(
    candidates: Sequence[tuple[str, ...]], cases: Sequence[Case], runs: Sequence[Run]
) -> Values:
    errors = np.zeros((len(candidates), 2))
    naive = np.zeros(2)
    rows = [[METHODS_SHOWN.index(name) for name in names] for names in candidates]
    for case, run in zip(cases, runs, strict=True):
        reach, change = len(case.future), metrics.mean_absolute_change(case.past)
        if not np.isfinite(change):
            continue
        points = np.stack([member_points(case, run, name)[:reach] for name in METHODS_SHOWN])
        medians = np.stack([np.median(points[row], axis=0) for row in rows])
        errors += _errors(medians, case.future, change)
        naive += _errors(np.full((1, reach), case.past[-1]), case.future, change)[0]
    return metrics.owa(*errors.T, *naive)


def _errors(points: Values, future: Values, change: float) -> Values:
    """Return both errors, sMAPE and MASE, of each row of `points` [rows, h], shape [rows, 2]."""
    return np.stack(
        [metrics.smape(future, points, axis=1), metrics.mase(future, points, change, axis=1)],
        axis=1,
    )
