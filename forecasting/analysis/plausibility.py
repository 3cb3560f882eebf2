"""What about a scenario's settings deserves a warning, measured against what has ever been done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forecasting.model.allocation import NATION
from forecasting.model.assumptions import assume
from forecasting.model.effects import Bases
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Base, Intervention, Scenario, Setting
from forecasting.model.national_draws import Nation
from forecasting.model.projection import base_in, bases_of


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
    if not scenario.settings:
        return ()
    assumed = assume(inputs, scenario.assumptions)
    here = _Place(bases_of(assumed.shares, nation), bases_of(NATION, nation), nation)
    found = [
        doubt
        for setting in scenario.settings
        for doubt in _about(setting, assumed.interventions[setting.intervention], here, horizon)
    ]
    return (*found, *_crowded(assumed, scenario, here))


@dataclass(frozen=True, eq=False)
class _Place:
    """What levers can reach in the region and in the whole nation."""

    own: Bases
    whole: Bases
    nation: Nation

    def size(self, base: Base, year: int) -> float:
        return base_in(self.own, base, year, self.nation)

    def part(self, base: Base, year: int) -> float:
        """Of the nation."""
        return self.size(base, year) / base_in(self.whole, base, year, self.nation)


def _about(setting: Setting, lever: Intervention, here: _Place, horizon: int) -> list[Doubt]:
    start, reach = setting.start_year, setting.reach
    ceiling = lever.ceiling_share * here.size(lever.base, start)
    found = []
    if reach > ceiling * 1.001:  # a rounded setting at the ceiling is no doubt
        found.append(Doubt(Reason.CEILING, lever.id, reach, ceiling, ceiling))
    if lever.precedent is not None:
        most, acting = lever.precedent.reach * here.part(lever.base, start), min(reach, ceiling)
        if acting > most:
            found.append(Doubt(Reason.PRECEDENT, lever.id, acting, most, most))
    first = lever.first_effect(setting)
    if first > horizon:
        found.append(Doubt(Reason.AFTER_HORIZON, lever.id, reach, float(first)))
    if lever.conserving:
        found.append(Doubt(Reason.ELSEWHERE, lever.id, reach, 0.0))
    return found


def _crowded(inputs: ModelInputs, scenario: Scenario, here: _Place) -> list[Doubt]:
    """Measures on the same people that together reach more than there are."""
    found = []
    for base in (Base.GRADUATES, Base.STOCK, Base.DEMAND):
        settings = [
            s for s in scenario.settings if inputs.interventions[s.intervention].base is base
        ]
        reach = sum(setting.reach for setting in settings)
        if len(settings) > 1:
            last = max(settings, key=lambda setting: setting.reach)
            size = here.size(base, last.start_year)
            if reach > size:
                free = max(size - (reach - last.reach), 0.0)
                found.append(Doubt(Reason.CROWDED, last.intervention, reach, size, free))
    return found
