from __future__ import annotations

import logging

import numpy as np
import pytest

from forecasting.engine.prophet_model import AnchoredProphet


def test_the_path_starts_from_the_last_observation() -> None:
    values = np.append(100 + 3 * np.arange(14.0), 160.0)  # the last year jumps off the trend
    path = AnchoredProphet().forecast(values, 3)
    steps = np.diff(path)
    assert path[0] - values[-1] == pytest.approx(steps[0], rel=0.01)


def test_says_nothing(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        AnchoredProphet().forecast(np.arange(1.0, 11.0), 2)
    assert not [r for r in caplog.records if r.name.split(".")[0] in {"prophet", "cmdstanpy"}]
    assert capfd.readouterr().err == ""
