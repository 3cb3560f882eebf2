from __future__ import annotations

import pickle

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit
from tests.builders import series

KEY = SeriesKey("graduates", "510000")


def test_years_out_of_order_are_refused_by_name() -> None:
    with pytest.raises(SeriesError, match="graduates/510000"):
        Series(KEY, Unit.PERSONS, np.array([2021, 2020]), np.array([1.0, 2.0]))


def test_a_value_that_is_no_number_is_refused_with_its_year() -> None:
    with pytest.raises(SeriesError, match="2021"):
        Series(KEY, Unit.PERSONS, np.array([2020, 2021]), np.array([1.0, np.nan]))


def test_a_missing_year_is_reported_with_the_range_there_is() -> None:
    with pytest.raises(SeriesError, match=r"no value for 2030; it covers 2020 to 2021"):
        series("graduates", 2020, [1.0, 2.0]).at(2030)


def test_a_part_keeps_what_belongs_to_its_years() -> None:
    whole = Series(
        KEY,
        Unit.PERSONS,
        np.array([2019, 2020, 2021]),
        np.array([1.0, 2.0, 3.0]),
        source_ids=("a", "b", "c"),
        breaks=(2020,),
    )
    part = whole.since(2021)
    assert (part.values.tolist(), part.source_ids, part.breaks) == ([3.0], ("c",), ())
    assert whole.until(2020).breaks == (2020,)


def test_errors_survive_a_process_border() -> None:
    error = SeriesError("No value for {year}.", year=2030)
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == "No value for 2030."
    assert copy.values == {"year": 2030}
