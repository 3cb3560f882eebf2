from __future__ import annotations

import numpy as np
import pytest

from forecasting.calibration.entry_share import entry_share, fit_entry_share
from forecasting.model.graduates import Level
from forecasting.model.stockflow import Seekers, StockHistory

YEARS = range(2013, 2025)


def history(
    shares: list[float], job_seeking_graduates: float = 5e6
) -> tuple[StockHistory, Seekers]:
    entries = np.array([[0.0, *(share * job_seeking_graduates for share in shares)]])
    stock = 3e7 + np.cumsum(entries, axis=1)
    zero = np.zeros_like(entries)
    seekers = Seekers(YEARS, {Level.BACHELOR: np.full(entries.shape, job_seeking_graduates)})
    return StockHistory(
        YEARS, stock, entries, zero, entries / job_seeking_graduates, np.array([0.2])
    ), seekers


def test_a_constant_share_is_recovered_without_error() -> None:
    fit = fit_entry_share(*history([0.2] * 11), 2019)
    assert [estimate.value for estimate in fit.estimates] == pytest.approx([0.2] * 3)
    assert fit.fitted.tolist() == pytest.approx(fit.entries.tolist())


def test_the_bridge_counts_with_its_length() -> None:
    # six years at 0.3, five years at 0.2: weights 1/span make every year count the same
    fit = fit_entry_share(*history([0.3] * 6 + [0.2] * 5), 2019)
    assert fit.estimates[1].value == pytest.approx((6 * 0.3 + 5 * 0.2) / 11)
    assert fit.spans == (1, 1, 1, 1, 1, 1, 5)


def test_the_parameter_is_centred_on_the_last_period_and_widened_by_the_fit() -> None:
    result = entry_share(fit_entry_share(*history([0.3] * 6 + [0.2] * 5), 2019), ())
    assert result.value == pytest.approx(0.2)
    assert result.low < 0.2 < result.high
    assert result.high - result.value == pytest.approx(result.value - result.low)
