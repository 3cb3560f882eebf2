"""Demand for digital talent."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series, Values, Years


def output_paths(output: Series, forecast_years: Years, paths: Values, years: range) -> Values:
    """Digital output of `years`: published figures first, then sample paths; yuan a year.

    `paths` has shape [draws, len(forecast_years)], the result [draws, len(years)].
    """
    published = dict(zip(output.years.tolist(), output.values.tolist(), strict=True))
    column_of = {int(year): column for column, year in enumerate(forecast_years)}
    result = np.empty((paths.shape[0], len(years)))
    for column, year in enumerate(years):
        if year in published:
            result[:, column] = published[year]
        else:
            result[:, column] = paths[:, column_of[year]]
    return result


def demand_growth(output: Values, elasticity: Values, base: int = 0) -> Values:
    """Demand relative to the base year: D_t ÷ D_0 = (Y_t ÷ Y_0)^ε, shape [draws, years].

    Args:
        output: digital output, yuan a year, shape [draws, years].
        elasticity: of demand to output, shape [draws].
        base: column of the base year.
    """
    return np.asarray((output / output[:, base : base + 1]) ** elasticity[:, None])
