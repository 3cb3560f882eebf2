"""Demand for digital talent: it grows with digital output by an elasticity."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series, Values, Years


def output_paths(output: Series, forecast_years: Years, paths: Values, years: range) -> Values:
    """Join published digital output and sample paths, yuan a year, shape [draws, len(years)].

    `paths` has shape [draws, len(forecast_years)]; a published figure takes precedence.
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
    """Return demand relative to the base year: D_t ÷ D_0 = (Y_t ÷ Y_0)^ε, shape [draws, years].

    Args:
        output: digital output, yuan a year, shape [draws, years].
        elasticity: of demand to output, shape [draws].
        base: column of the base year.
    """
    return np.asarray((output / output[:, base : base + 1]) ** elasticity[:, None])
