from __future__ import annotations

import numpy as np
import pytest

from benchmarks.datasets import Case
from benchmarks.engine import LONGEST, METHODS_SHOWN, Run
from benchmarks.selection import choice
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine.forecast import MemberForecast
from forecasting.engine.history import prepare

PAST = np.array([10.0, 12, 13, 15, 16, 18, 19, 21])
FUTURE = np.array([22.0, 24.0])


def test_a_candidate_is_scored_by_the_median_of_its_members() -> None:
    series = Series(SeriesKey("m", "r"), Unit.PERSONS, np.arange(2000, 2008), PAST)
    ahead = np.concatenate([FUTURE, np.full(LONGEST - len(FUTURE), 25.0)])
    members = tuple(
        MemberForecast(name, ahead if name != "naive" else np.full(LONGEST, 21.0), 1.0)
        for name in METHODS_SHOWN
    )
    part = {"one": ([Case("m", PAST, FUTURE)], [Run(prepare(series), members, FUTURE, 0.0)])}
    result = choice(part, part)
    assert result.windows == pytest.approx(0.0)  # one naive member never decides a median
    assert result.sizes == {"one": 1}
    assert len(result.candidates) == len(result.tests["one"]) > 400
