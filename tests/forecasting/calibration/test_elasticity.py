from __future__ import annotations

import numpy as np
import pytest

from forecasting.calibration.elasticity import Estimate, between, elasticity, national, panel
from forecasting.core.errors import SeriesError
from forecasting.core.series import Series
from tests.builders import series


def pair(slope: float, scale: float = 1.0, noise: float = 0.0) -> tuple[Series, Series]:
    output = 1e12 * 1.12 ** np.arange(7)
    bumps = 1 + noise * np.array([1, -1, 1, -1, 1, -1, 1])
    employment = scale * output**slope * bumps
    return (
        series("output", 2013, output.tolist()),
        series("employment", 2013, employment.tolist()),
    )


def test_national_recovers_a_known_elasticity() -> None:
    estimate = national(*pair(0.4), 2013, 2019)
    assert estimate.value == pytest.approx(0.4)
    assert estimate.observations == 7


def test_noise_shows_in_the_standard_error() -> None:
    quiet, noisy = national(*pair(0.4), 2013, 2019), national(*pair(0.4, noise=0.05), 2013, 2019)
    assert quiet.standard_error is not None
    assert noisy.standard_error is not None
    assert noisy.standard_error > quiet.standard_error + 0.01


def test_two_points_give_the_ratio_of_the_log_changes() -> None:
    output, employment = series("y", 2019, [100.0, 200.0]), series("n", 2019, [100.0, 125.0])
    expected = np.log(1.25) / np.log(2)
    assert between(output, employment, 2019, 2020).value == pytest.approx(expected)


def test_panel_ignores_differences_of_level_between_provinces() -> None:
    regions = {"a": pair(0.3), "b": pair(0.3, scale=50), "c": pair(0.3, scale=0.1)}
    # growth must differ between provinces once the common years are taken out
    outputs = {
        name: series("output", 2013, (pair_[0].values ** (1 + i / 10)).tolist())
        for i, (name, pair_) in enumerate(regions.items())
    }
    employments = {
        name: series("employment", 2013, (3.0**i * output.values**0.3).tolist())
        for i, (name, output) in enumerate(outputs.items())
    }
    assert panel(outputs, employments, 2013, 2019).value == pytest.approx(0.3)


def test_a_panel_of_one_province_is_refused() -> None:
    output, employment = pair(0.3)
    with pytest.raises(SeriesError, match="at least 2"):
        panel({"a": output}, {"a": employment}, 2013, 2019)


def test_too_few_common_years_are_refused_by_name() -> None:
    output, employment = pair(0.3)
    with pytest.raises(SeriesError, match=r"output/100000 .* only 2 years"):
        national(output, employment.since(2018), 2013, 2019)


def test_the_range_reaches_from_the_panel_to_as_far_above() -> None:
    def estimate(value: float) -> Estimate:
        return Estimate("", "", "", value, None, 7, 2013, 2019)

    result = elasticity(estimate(0.4), estimate(0.3), estimate(0.1), ())
    assert (result.low, result.value, result.high) == pytest.approx((0.1, 0.35, 0.6))


def test_residuals_that_alternate_show_in_the_durbin_watson_statistic() -> None:
    estimate = national(*pair(0.4, noise=0.05), 2013, 2019)
    assert estimate.durbin_watson is not None
    assert estimate.r_squared is not None
    assert estimate.durbin_watson > 3  # plus, minus, plus, … is near 4
    assert 0 < estimate.r_squared < 1
