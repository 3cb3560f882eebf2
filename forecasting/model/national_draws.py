"""The national baseline in draws, from which every region and every scenario starts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.engine.forecast import Forecast
from forecasting.model.competence import competent_share
from forecasting.model.demand import demand_growth, output_paths
from forecasting.model.graduates import Intake, Level, graduate_paths, last_simulated_year
from forecasting.model.inputs import GapAnchor, ModelInputs, ModelParameters, RunSettings
from forecasting.model.montecarlo import Draws
from forecasting.model.stockflow import Seekers, StockHistory, project, seekers, stock_history


@dataclass(frozen=True)
class DrawsBasis:
    """The part of the inputs that determines the national draws.

    Region, shares and interventions have no influence on them.
    """

    digest: str
    parameters: ModelParameters
    gap_anchor: GapAnchor
    recent_entry_share: float
    first_year: int

    @classmethod
    def of(cls, inputs: ModelInputs) -> DrawsBasis:
        """Read the basis of the draws from inputs."""
        return cls(
            inputs.digest,
            inputs.parameters,
            inputs.gap_anchor,
            inputs.recent_entry_share,
            inputs.first_year,
        )


@dataclass(frozen=True, eq=False)
class NationalDraws:
    """The national baseline in draws, from which every region and scenario starts.

    Attributes:
        settings: with which it was drawn.
        basis: the part of the inputs from which it was drawn.
        observed, projected: years from the baseline year to the last published stock, and after it.
        history: national stock and flows of the observed years.
        growth: demand relative to the baseline's year, shape [draws, observed + projected].
        elasticity: of demand to output, shape [draws].
        baseline_stock, baseline_gap: of the baseline's year, persons, shape [draws].
        exit_rate, entry_share: shape [draws].
        job_seekers: graduates who look for work, by level, from the first comparable year on.
        job_seeking_graduates: all levels of the projected years, persons, [draws, projected].
        stock: baseline stock at the start of each projected year, persons, [draws, projected].
        competence_median: years from the start of training to competence, shape [draws].
        competence_quantiles: the 10% and 90% quantiles of that time over people.
    """

    settings: RunSettings
    basis: DrawsBasis
    observed: range
    projected: range
    history: StockHistory
    growth: Values
    elasticity: Values
    baseline_stock: Values
    baseline_gap: Values
    exit_rate: Values
    entry_share: Values
    job_seekers: Seekers
    job_seeking_graduates: Values
    stock: Values
    competence_median: Values
    competence_quantiles: tuple[float, float]
    _curves: dict[Hashable, Values] = field(init=False, repr=False, default_factory=dict)

    @property
    def draws(self) -> Draws:
        """The random streams of the settings."""
        return Draws(self.settings.seed, self.settings.draws)

    def fit(self, inputs: ModelInputs) -> bool:
        """Whether these are the draws of the inputs."""
        return self.basis == DrawsBasis.of(inputs)

    def curve(self, name: Hashable, make: Callable[[], Values]) -> Values:
        """Return a learning curve that no setting changes, computed by `make` once and cached."""
        if name not in self._curves:
            self._curves[name] = make()
        return self._curves[name]

    def not_competent(self, started_before: Values | float, count: int) -> Values:
        """Return the share not yet competent k = 0 … count − 1 years after entry, [draws, count].

        `started_before`: years of training before entry, one number or shape [draws, 1].
        """
        return 1 - competent_share(
            started_before + np.arange(count, dtype=np.float64),
            self.competence_median,
            *self.competence_quantiles,
        )

    def until(self, year: int) -> NationalDraws:
        """Return the same draws without the projected years after `year`."""
        count = self.projected.index(year) + 1
        return replace(
            self,
            settings=replace(self.settings, horizon=min(self.settings.horizon, year)),
            projected=self.projected[:count],
            growth=self.growth[:, : len(self.observed) + count],
            job_seeking_graduates=self.job_seeking_graduates[:, :count],
            stock=self.stock[:, :count],
        )


def draw_national(inputs: ModelInputs, settings: RunSettings) -> NationalDraws:
    """Draw everything that depends on neither region nor scenario.

    Raises:
        ScenarioError: the horizon or the year of the gap anchor lies outside the model's years.
    """
    draws, parameters = Draws(settings.seed, settings.draws), inputs.parameters
    observed, projected = _years(inputs, settings)
    job_seekers = _job_seekers(inputs, draws, projected[-1])
    exit_rate = draws.of(parameters.exit_rate)
    workforce = inputs.workforce
    history = stock_history(
        workforce.employment, workforce.anchor, job_seekers, exit_rate, workforce.first_comparable
    )
    entry_share = _entry_share(inputs, draws, history)
    job_seeking_graduates = job_seekers.total[:, job_seekers.column(projected[0]) :]
    zero = np.zeros_like(job_seeking_graduates)
    baseline = project(
        history.stock[:, -1], exit_rate, entry_share[:, None] * job_seeking_graduates, zero, zero
    )
    spread = parameters.competence_spread
    return NationalDraws(
        settings=settings,
        basis=DrawsBasis.of(inputs),
        observed=observed,
        projected=projected,
        history=history,
        growth=_growth(inputs, draws, range(observed[0], projected[-1] + 1)),
        elasticity=draws.of(parameters.elasticity),
        baseline_stock=_stock_at_year_end(
            inputs.gap_anchor.year,
            {
                **dict(zip(history.years, history.stock.T, strict=True)),
                **dict(zip(projected, baseline.closing.T, strict=True)),
            },
        ),
        baseline_gap=draws.of(parameters.baseline_gap),
        exit_rate=exit_rate,
        entry_share=entry_share,
        job_seekers=job_seekers,
        job_seeking_graduates=job_seeking_graduates,
        stock=baseline.opening,
        competence_median=draws.of(parameters.time_to_competence),
        competence_quantiles=(spread.low, spread.high),
    )


def _stock_at_year_end(year: int, stock: Mapping[int, Values]) -> Values:
    if year not in stock:
        raise ScenarioError(
            "The baseline refers to {year}; the model covers {first} to {last}. Choose another "
            "baseline.",
            year=year,
            first=min(stock),
            last=max(stock),
        )
    return stock[year]


def projected_years(inputs: ModelInputs) -> range:
    """Return the years after the last published stock whose graduates are born already."""
    last_observed = int(inputs.workforce.employment.years[-1])
    return range(last_observed + 1, last_simulated_year(inputs.education) + 1)


def _years(inputs: ModelInputs, settings: RunSettings) -> tuple[range, range]:
    """Return the years from the baseline to the last published stock, and the projected ones."""
    projected = projected_years(inputs)
    if settings.horizon not in projected:
        raise ScenarioError(
            "The horizon is {horizon}; choose a year from {first} to {last}. Later graduates are not "
            "born yet.",
            horizon=settings.horizon,
            first=projected[0],
            last=projected[-1],
        )
    return range(inputs.first_year, projected[0]), projected


def _job_seekers(inputs: ModelInputs, draws: Draws, end: int) -> Seekers:
    years = range(inputs.workforce.first_comparable, end + 1)
    return seekers(
        graduate_paths(inputs.education, _intake(inputs, draws), years),
        years,
        draws.of(inputs.parameters.bachelor_further_study),
        draws.of(inputs.parameters.short_cycle_further_study),
    )


def _entry_share(inputs: ModelInputs, draws: Draws, history: StockHistory) -> Values:
    """Return draws of the entry share; a higher exit rate needs more entries for the same growth."""
    share = inputs.parameters.entry_share
    explained = history.recent_entry_share - inputs.recent_entry_share
    return np.clip(draws.of(share) + explained, share.minimum, share.maximum)


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
    elasticity = draws.of(inputs.parameters.elasticity)
    return demand_growth(output, elasticity, years.index(inputs.gap_anchor.year))


def _paths(forecast: Forecast, draws: Draws, name: str) -> Values:
    return forecast.paths(draws.count, draws.generator(name))
