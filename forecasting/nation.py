"""The national baseline in draws, from which every region and every scenario starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.competence import competent_share
from forecasting.demand import demand_growth, output_paths
from forecasting.errors import ScenarioError
from forecasting.forecasters.forecast import Forecast
from forecasting.graduates import Intake, Level, graduate_paths, last_simulated_year
from forecasting.inputs import ModelInputs, RunSettings
from forecasting.montecarlo import Draws
from forecasting.series import Values
from forecasting.stockflow import Seekers, StockHistory, project, seekers, stock_history


@dataclass(frozen=True, eq=False)
class Nation:
    """The national baseline in draws: what every region and every scenario starts from.

    Attributes:
        observed, projected: years from the baseline year to the last published stock, and after it.
        growth: demand relative to the baseline year, shape [draws, observed + projected].
        exit_rate, entry_share: shape [draws].
        sought: job-seeking graduates of the projected years, persons, shape [draws, projected].
        stock: baseline stock at the start of each projected year, persons, [draws, projected].
        competence_median: years from the start of training to competence, shape [draws].
        competence_quantiles: the 10% and 90% quantiles of that time over people.
    """

    draws: Draws
    observed: range
    projected: range
    history: StockHistory
    growth: Values
    baseline_gap: Values
    exit_rate: Values
    entry_share: Values
    job_seekers: Seekers
    sought: Values
    stock: Values
    competence_median: Values
    competence_quantiles: tuple[float, float]

    def not_competent(self, started_before: Values | float, count: int) -> Values:
        """Share not yet competent k = 0 … count − 1 years after entry, shape [draws, count].

        `started_before`: years of training before entry, one number or shape [draws, 1].
        """
        return 1 - competent_share(
            started_before + np.arange(count, dtype=np.float64),
            self.competence_median,
            *self.competence_quantiles,
        )


def prepare(inputs: ModelInputs, settings: RunSettings) -> Nation:
    """Draw everything that does not depend on region and scenario."""
    draws = Draws(settings.seed, settings.draws)
    end = last_simulated_year(inputs.education)
    last_observed = int(inputs.workforce.employment.years[-1])
    if not last_observed < settings.horizon <= end:
        raise ScenarioError(
            "The horizon is {horizon}; choose a year from {first} to {last}. Later graduates are not "
            "born yet.",
            horizon=settings.horizon,
            first=last_observed + 1,
            last=end,
        )
    first = inputs.workforce.first_comparable
    parameters = inputs.parameters
    years = range(first, end + 1)
    graduates = graduate_paths(inputs.education, _intake(inputs, draws), years)
    job_seekers = seekers(
        graduates,
        years,
        draws.of(parameters.bachelor_further_study),
        draws.of(parameters.short_cycle_further_study),
    )
    exit_rate = draws.of(parameters.exit_rate)
    history = stock_history(
        inputs.workforce.employment, inputs.workforce.anchor, job_seekers, exit_rate, first
    )
    share = parameters.entry_share
    # A higher exit rate needs more entries to explain the same growth.
    explained = history.recent_entry_share - inputs.recent_entry_share
    entry_share = np.clip(draws.of(share) + explained, share.minimum, share.maximum)
    observed = range(inputs.baseline_year, last_observed + 1)
    projected = range(last_observed + 1, end + 1)
    sought = job_seekers.total[:, job_seekers.column(projected[0]) :]
    zero = np.zeros_like(sought)
    baseline = project(history.stock[:, -1], exit_rate, entry_share[:, None] * sought, zero, zero)
    spread = parameters.competence_spread
    return Nation(
        draws=draws,
        observed=observed,
        projected=projected,
        history=history,
        growth=_growth(inputs, draws, range(observed[0], end + 1)),
        baseline_gap=draws.of(parameters.baseline_gap),
        exit_rate=exit_rate,
        entry_share=entry_share,
        job_seekers=job_seekers,
        sought=sought,
        stock=baseline.opening,
        competence_median=draws.of(parameters.time_to_competence),
        competence_quantiles=(spread.low, spread.high),
    )


def _intake(inputs: ModelInputs, draws: Draws) -> Intake:
    ratio = inputs.forecasts.entry_ratio
    postgraduate = inputs.forecasts.postgraduate_entrants
    first = max(int(ratio.years[0]), int(postgraduate.years[0]))
    last = min(int(ratio.years[-1]), int(postgraduate.years[-1]))
    noise = draws.generator("completion").standard_normal((draws.count, len(Level)))
    return Intake(
        years=np.arange(first, last + 1),
        entry_ratio=_paths(ratio, draws, "entry_ratio")[:, first - int(ratio.years[0]) :],
        postgraduate_entrants=_paths(postgraduate, draws, "postgraduate_entrants")[
            :, first - int(postgraduate.years[0]) :
        ],
        ceiling=draws.of(inputs.parameters.entry_ratio_ceiling),
        completion_noise=noise,
    )


def _growth(inputs: ModelInputs, draws: Draws, years: range) -> Values:
    forecast = inputs.forecasts.output
    output = output_paths(
        inputs.workforce.output, forecast.years, _paths(forecast, draws, "output"), years
    )
    return demand_growth(output, draws.of(inputs.parameters.elasticity))


def _paths(forecast: Forecast, draws: Draws, name: str) -> Values:
    return forecast.paths(draws.count, draws.generator(name))
