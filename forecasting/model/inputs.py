"""The inputs of a run: series, forecasts, parameters, interventions and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Region, Series
from forecasting.engine.forecast import Forecast
from forecasting.model.allocation import Shares
from forecasting.model.graduates import Education
from forecasting.model.interventions import Assumption, Intervention


@dataclass(frozen=True, eq=False)
class Workforce:
    """National series of the digital economy's output and workforce.

    Attributes:
        output: digital output, yuan a year.
        employment: sector-I employment, persons at year-end; carries the anchor to other years.
        anchor: official count of the digital core workforce, persons at year-end.
        first_comparable: first year of `employment` after its change of coverage.
    """

    output: Series
    employment: Series
    anchor: Series
    first_comparable: int


@dataclass(frozen=True, eq=False)
class DriverForecasts:
    """Forecasts of the drivers: output in yuan a year, a share, and persons a year."""

    output: Forecast
    entry_ratio: Forecast
    postgraduate_entrants: Forecast


@dataclass(frozen=True)
class ModelParameters:
    """The parameters of the model; each field is named after its file or its calibration."""

    elasticity: Parameter
    entry_share: Parameter
    exit_rate: Parameter
    baseline_gap: Parameter
    bachelor_further_study: Parameter
    short_cycle_further_study: Parameter
    entry_ratio_ceiling: Parameter
    time_to_competence: Parameter
    competence_spread: Parameter
    compound_share: Parameter
    application_share: Parameter
    skilled_share: Parameter
    compound_supply_share: Parameter
    application_supply_share: Parameter
    skilled_supply_share: Parameter


@dataclass(frozen=True)
class GapAnchor:
    """The published gap at which demand is anchored.

    Attributes:
        id: of the published estimate.
        year: to which it refers.
        gap: of the nation, persons.
    """

    id: str
    name_zh: str
    name_en: str
    year: int
    gap: Parameter


@dataclass(frozen=True, eq=False)
class ModelInputs:
    """The inputs of one region.

    Attributes:
        recent_entry_share: entry share of the last period at the central exit rate; where a draw of
            the exit rate requires another one, the drawn entry share changes by the difference.
        first_year: the first year of the results.
        gap_anchor: the gap at which demand is anchored; its gap is also `parameters.baseline_gap`.
        digest: identifies the facts behind the inputs.
        versions: of the libraries that matter for the numbers.
        assumptions: applied to the parameters of the facts; empty for the documented inputs.
    """

    region: Region
    shares: Shares
    workforce: Workforce
    education: Education
    forecasts: DriverForecasts
    parameters: ModelParameters
    interventions: Mapping[str, Intervention]
    recent_entry_share: float
    first_year: int
    gap_anchor: GapAnchor
    digest: str
    versions: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True)
class RunSettings:
    """Settings of a run.

    Attributes:
        draws: number of sample paths.
        seed: of the random numbers; the same seed gives the same result.
        horizon: last year shown.

    Raises:
        ScenarioError: the number of draws or the seed is out of range.
    """

    draws: int = 2000
    seed: int = 11
    horizon: int = 2035

    def __post_init__(self) -> None:
        if not 100 <= self.draws <= 100_000:
            raise ScenarioError(
                "{draws} draws are asked for; choose between 100 and 100000.", draws=self.draws
            )
        if not 0 <= self.seed < 2**53:  # what every JSON reader keeps exactly
            raise ScenarioError(
                "The seed is {seed}; choose a whole number from 0 to {most}.",
                seed=self.seed,
                most=2**53 - 1,
            )
