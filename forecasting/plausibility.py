"""What about a scenario's settings deserves a warning, measured against what has ever been done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forecasting.allocation import NATION
from forecasting.assumptions import assume
from forecasting.inputs import ModelInputs
from forecasting.interventions import Base, Intervention, Scenario, Setting
from forecasting.nation import Nation
from forecasting.projection import base_in, bases_of


class Reason(StrEnum):
    """Why a setting is doubtful."""

    CEILING = "ceiling"  # more than can be reached; the model goes on with the ceiling
    PRECEDENT = "precedent"  # more than has ever been done
    AFTER_HORIZON = "after_horizon"  # the first effect comes after the last year shown
    CROWDED = "crowded"  # measures together reach more people than there are
    ELSEWHERE = "elsewhere"  # what is gained here is lost in other regions


@dataclass(frozen=True)
class Doubt:
    """One warning about a lever of a scenario.

    Attributes:
        limit: what the setting is held against: persons a year (a rate of growth where the base is
            output) for CEILING, PRECEDENT and CROWDED; the year of the first effect for
            AFTER_HORIZON; 0 for ELSEWHERE.
        suggested: the setting that would be free of this doubt, in the same unit; None where the
            size is not what is doubted.
    """

    reason: Reason
    lever: str
    reach: float
    limit: float
    suggested: float | None = None


def doubts(
    inputs: ModelInputs, scenario: Scenario, nation: Nation, horizon: int
) -> tuple[Doubt, ...]:
    """Every warning about the settings of a scenario, in their order."""
    assumed = assume(inputs, scenario.assumptions)
    found = [
        doubt
        for setting in scenario.settings
        for doubt in _about(setting, assumed, nation, horizon)
    ]
    return (*found, *_crowded(assumed, scenario, nation))


def _about(setting: Setting, inputs: ModelInputs, nation: Nation, horizon: int) -> list[Doubt]:
    lever = inputs.interventions[setting.intervention]
    own, reach = bases_of(inputs.shares, nation), setting.reach
    size = base_in(own, lever.base, setting.start_year, nation)
    ceiling = lever.ceiling_share * size
    found = []
    if reach > ceiling * 1.001:  # a rounded setting at the ceiling is no doubt
        found.append(Doubt(Reason.CEILING, lever.id, reach, ceiling, ceiling))
    most = _done_before(lever, size, setting.start_year, nation)
    acting = min(reach, ceiling)
    if most is not None and acting > most:
        found.append(Doubt(Reason.PRECEDENT, lever.id, acting, most, most))
    lag = lever.lag_years if setting.lag_years is None else setting.lag_years
    if setting.start_year + lag > horizon:
        first = float(setting.start_year + lag)
        found.append(Doubt(Reason.AFTER_HORIZON, lever.id, reach, first))
    if lever.conserving:
        found.append(Doubt(Reason.ELSEWHERE, lever.id, reach, 0.0))
    return found


def _done_before(lever: Intervention, size: float, year: int, nation: Nation) -> float | None:
    """The region's part of the national precedent, by its part of the base."""
    if lever.precedent is None:
        return None
    whole = base_in(bases_of(NATION, nation), lever.base, year, nation)
    return lever.precedent.reach * size / whole


def _crowded(inputs: ModelInputs, scenario: Scenario, nation: Nation) -> list[Doubt]:
    """Measures on the same people that together reach more than there are."""
    own, found = bases_of(inputs.shares, nation), []
    for base in (Base.GRADUATES, Base.STOCK, Base.DEMAND):
        settings = [
            s for s in scenario.settings if inputs.interventions[s.intervention].base is base
        ]
        reach = sum(setting.reach for setting in settings)
        if len(settings) > 1:
            last = max(settings, key=lambda setting: setting.reach)
            size = base_in(own, base, last.start_year, nation)
            if reach > size:
                free = max(size - (reach - last.reach), 0.0)
                found.append(Doubt(Reason.CROWDED, last.intervention, reach, size, free))
    return found
