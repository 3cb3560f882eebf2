"""Builders of small deterministic inputs, so that the model is tested without a database."""

from __future__ import annotations

import numpy as np

from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Region, Series, SeriesKey, Unit, Values
from forecasting.engine.forecast import Forecast
from forecasting.model.allocation import NATIONAL_SHARES
from forecasting.model.graduates import Education
from forecasting.model.inputs import (
    DriverForecasts,
    GapAnchor,
    ModelInputs,
    ModelParameters,
    Workforce,
)
from forecasting.model.interventions import (
    AmbitionLevels,
    Channel,
    Effect,
    Intervention,
    Kind,
    TalentKind,
    TargetPopulation,
)


def series(indicator: str, first: int, values: list[float], unit: Unit = Unit.PERSONS) -> Series:
    """A national series without gaps."""
    years = np.arange(first, first + len(values))
    return Series(SeriesKey(indicator, "100000"), unit, years, np.array(values, dtype=float))


def parameter(
    name: str,
    value: float,
    low: float | None = None,
    high: float | None = None,
    *,
    minimum: float = -np.inf,
    maximum: float = np.inf,
) -> Parameter:
    """A parameter that is certain unless a range is given."""
    return Parameter(
        name,
        name,
        name,
        Unit.SHARE,
        value,
        value if low is None else low,
        value if high is None else high,
        Grade.JUDGEMENT,
        (),
        minimum=minimum,
        maximum=maximum,
    )


def forecast(indicator: str, first: int, median: Values, spread: float, unit: Unit) -> Forecast:
    """A forecast whose 80% interval is the median ± `spread`, in relative terms."""
    probabilities = np.array([0.1, 0.5, 0.9])
    quantiles = np.outer(median, [1 - spread, 1.0, 1 + spread])
    years = np.arange(first, first + len(median))
    return Forecast(
        SeriesKey(indicator, "100000"), unit, first - 1, years, probabilities, quantiles
    )


def intervention(
    name: str,
    channel: Channel = Channel.ENTRY,
    size: float = 0.1,
    *,
    lag: int = 4,
    target_population: TargetPopulation = TargetPopulation.GRADUATES,
    ceiling: float = 0.5,
    duration: int | None = None,
    conserving: bool = False,
    competence: float | None = None,
    kind: Kind = Kind.POLICY,
    floor: float = 0.0,
    talent: TalentKind | None = None,
) -> Intervention:
    """A measure with one certain effect, and faster competence when asked for."""
    effects = [Effect(channel, parameter(f"{name}.{channel}", size))]
    if competence is not None:
        effects.append(Effect(Channel.COMPETENCE, parameter(f"{name}.competence", competence)))
    return Intervention(
        id=name,
        name_zh=name,
        name_en=name,
        paper_section="5.3(1)",
        mechanism_zh="",
        mechanism_en="",
        actors_zh="",
        actors_en="",
        effects=tuple(effects),
        lag_years=lag,
        lag_low=lag,
        lag_high=lag,
        ramp_years=0,
        target_population=target_population,
        ceiling_share=ceiling,
        ceiling_note_zh="",
        ceiling_note_en="",
        levels=AmbitionLevels((ceiling / 8, ceiling / 4, ceiling / 2, ceiling), "", ""),
        cost_per_person=parameter(f"{name}.cost", 1000.0) if kind is Kind.POLICY else None,
        kind=kind,
        floor_share=floor,
        duration_years=duration,
        conserving=conserving,
        kind_of_talent=talent,
    )


MEASURES = (
    intervention("internships", size=0.08, competence=1.0),
    intervention("orders", size=0.25, lag=3, ceiling=0.3),
    intervention(
        "courses", Channel.RETRAINING, 0.1, lag=2, target_population=TargetPopulation.STOCK
    ),
    intervention("laboratories", Channel.GRADUATES, 0.5, lag=5, ceiling=0.1),
    intervention(
        "equity",
        Channel.RETENTION,
        0.2,
        lag=0,
        target_population=TargetPopulation.STOCK,
        duration=3,
    ),
    intervention(
        "settlement",
        Channel.MIGRATION,
        0.5,
        lag=1,
        target_population=TargetPopulation.STOCK,
        conserving=True,
    ),
)


def education() -> Education:
    """Steady higher education: 4 million bachelors and 4 million short-cycle entrants a year."""
    entrants = [8e6] * 17  # 2009–2025
    return Education(
        graduates=series("graduates", 2013, [7.6e6] * 13),
        graduates_bachelor=series("graduates_bachelor", 2014, [3.8e6] * 9),
        graduates_short_cycle=series("graduates_short_cycle", 2014, [3.8e6] * 9),
        graduates_postgraduate=series("graduates_postgraduate", 2013, [0.5e6] * 13),
        entrants=series("entrants", 2009, entrants),
        entrants_bachelor=series("entrants_bachelor", 2010, [4e6] * 15),
        entrants_short_cycle=series("entrants_short_cycle", 2010, [4e6] * 15),
        entrants_postgraduate=series("entrants_postgraduate", 2010, [0.55e6] * 16),
        births=series("births", 1992, [16e6] * 32),  # to 2023
    )


def workforce() -> Workforce:
    """Output grows 10% a year, employment 4%; no employment figure from 2020 to 2023."""
    employment = np.array([3e6 * 1.04**i for i in range(12)])
    years = np.array([*range(2013, 2020), 2024])
    return Workforce(
        output=series("software_revenue", 2013, [3e12 * 1.1**i for i in range(12)], Unit.YUAN),
        employment=Series(
            SeriesKey("employment_sector_i", "100000"),
            Unit.PERSONS,
            years,
            employment[years - 2013],
        ),
        anchor=series("digital_core_employment", 2023, [36e6]),
        first_comparable=2013,
    )


def _share(name: str, value: float, low: float, high: float) -> Parameter:
    return parameter(name, value, low, high, minimum=0.0, maximum=1.0)


def parameters() -> ModelParameters:
    """The model's parameters with 80% ranges."""
    return ModelParameters(
        elasticity=parameter("elasticity", 0.35, 0.15, 0.55, minimum=0.0),
        entry_share=parameter("entry_share", 0.2, 0.18, 0.22, minimum=0.0, maximum=1.0),
        exit_rate=parameter("exit_rate", 0.016, 0.008, 0.03, minimum=0.0, maximum=0.2),
        baseline_gap=parameter("baseline_gap", 11e6),
        bachelor_further_study=parameter("bachelor_further_study", 0.16, 0.14, 0.18),
        short_cycle_further_study=parameter("short_cycle_further_study", 0.15, 0.1, 0.2),
        entry_ratio_ceiling=parameter("entry_ratio_ceiling", 0.8, 0.7, 0.9),
        time_to_competence=parameter("time_to_competence", 5.5, 4.5, 6.5, minimum=1.0),
        competence_spread=parameter("competence_spread", 5.5, 3.0, 10.0, minimum=1.0, maximum=20.0),
        compound_share=_share("compound_share", 0.25, 0.15, 0.4),
        application_share=_share("application_share", 0.3, 0.2, 0.4),
        skilled_share=_share("skilled_share", 0.25, 0.15, 0.35),
        compound_supply_share=_share("compound_supply_share", 0.2, 0.1, 0.3),
        application_supply_share=_share("application_supply_share", 0.25, 0.15, 0.35),
        skilled_supply_share=_share("skilled_supply_share", 0.22, 0.12, 0.32),
    )


def model_inputs(
    interventions: tuple[Intervention, ...] = MEASURES,
    region: Region | None = None,
    **changes: object,
) -> ModelInputs:
    """The nation of the fixtures; `changes` replace fields."""
    growth: Values = 14e12 * np.power(1.08, np.arange(20, dtype=np.float64))
    fields: dict[str, object] = {
        "region": region or Region("100000", "全国", "China", "nation", None),
        "shares": NATIONAL_SHARES,
        "workforce": workforce(),
        "education": education(),
        "forecasts": DriverForecasts(
            output=forecast("software_revenue", 2025, growth, 0.2, Unit.YUAN),
            entry_ratio=forecast("entry_ratio", 2026, np.full(16, 0.55), 0.05, Unit.SHARE),
            postgraduate_entrants=forecast(
                "entrants_postgraduate", 2026, np.full(16, 0.6e6), 0.1, Unit.PERSONS
            ),
        ),
        "parameters": parameters(),
        "interventions": {indicator.id: indicator for indicator in interventions},
        "recent_entry_share": 0.2,
        "first_year": 2020,
        "gap_anchor": GapAnchor("gap_2020", "", "", 2020, parameter("baseline_gap", 11e6)),
        "digest": "synthetic",
        "versions": {},
    }
    return ModelInputs(**(fields | changes))  # type: ignore[arg-type]  # replaced by name
