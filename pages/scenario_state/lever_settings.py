"""The levers: what each may be set to, what it is set to, and how that is written as a query parameter.

In the address a lever is "size_start_ramp_lag", with "_end" where it ends, for example
`targeted_training=50000_2026_3_4`: persons a year at full size, first intake, years to full size,
years to the first effect. Growth of output is given in hundredths of a percentage point a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Unit
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import (
    Assumption,
    Intervention,
    ReadyScenario,
    Scenario,
    Setting,
)
from forecasting.model.projection import ceilings, scenario_for
from pages.shell import url_state
from pages.shell.url_controls import accept, reject, reset
from pages.widgets.region_controls import Selection
from reporting.format.i18n import Language

LONGEST_RAMP = 10
_STEPS = 100  # of a slider, at least
_POINTS = 1e4  # a rate of growth is written in hundredths of a percentage point
_UNITS = {  # in which a slider shows a size
    Language.ZH: {Unit.PERSONS_PER_YEAR: (1e4, "万人/年"), Unit.PER_YEAR: (0.01, "百分点/年")},
    Language.EN: {
        Unit.PERSONS_PER_YEAR: (1e3, "thousand people a year"),
        Unit.PER_YEAR: (0.01, "percentage points a year"),
    },
}
_FORM = re.compile(r"(-?\d{1,9})_(\d{4})_(\d{1,2})_(\d{1,2})(?:_(\d{4}))?")


@dataclass(frozen=True)
class Lever:
    """An intervention in a region: what it may be set to, and what it is set to by default.

    Attributes:
        floor, ceiling: the least and the most it can reach in a year, in the unit of its base.
        default: the setting of the ready scenario, with reach 0 where it has none.
        years: in which it may start.
        place: region and ready scenario; a change of either begins from the default again.
    """

    intervention: Intervention
    floor: float
    ceiling: float
    default: Setting
    years: range
    place: str

    @property
    def id(self) -> str:
        """Of the intervention, and its name in the address."""
        return self.intervention.id

    @property
    def unit(self) -> Unit:
        """Of its size: persons a year, or a rate of growth."""
        return self.intervention.target_population.unit

    @property
    def levels(self) -> tuple[float, ...]:
        """The size of each level of ambition."""
        whole = self.ceiling / self.intervention.ceiling_share
        return tuple(share * whole for share in self.intervention.levels.shares)

    @property
    def step(self) -> float:
        """A round step, 1, 2 or 5 × 10ⁿ, that divides the way to the ceiling finely enough."""
        least = 1.0 if self.unit is Unit.PERSONS_PER_YEAR else 1 / _POINTS
        rough = max((self.ceiling - self.floor) / _STEPS, least)
        magnitude = 10.0 ** np.floor(np.log10(rough))
        return float(next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough * 0.999))


def levers_of(selection: Selection, ready: ReadyScenario) -> tuple[Lever, ...]:
    """One lever for each intervention, set as in the ready scenario."""
    run = selection.run
    preset = {s.intervention: s for s in scenario_for(ready, run).settings}
    years = range(run.national.projected[0], run.settings.horizon + 1)
    place = f"{selection.region.code}.{ready.id}"
    most = ceilings(run, years[1])
    return tuple(
        _lever(intervention, preset.get(name), years, place, most[name])
        for name, intervention in run.inputs.interventions.items()
    )


def _lever(
    intervention: Intervention,
    preset: Setting | None,
    years: range,
    place: str,
    most: float,
) -> Lever:
    return Lever(
        intervention,
        intervention.floor_share / intervention.ceiling_share * most,
        most,
        preset or Setting(intervention.id, 0.0, years[1], intervention.ramp_years),
        years,
        place,
    )


def size_factor(unit: Unit, language: Language) -> float:
    """How much one on a slider is, in the unit of the model."""
    return _UNITS[language][unit][0]


def size_unit(unit: Unit, language: Language) -> str:
    """What one on a slider is called."""
    return _UNITS[language][unit][1]


def setting_of(lever: Lever) -> Setting:
    """The setting that the address asks for, else the default."""
    wanted = url_state.chosen(lever.id)
    if wanted is None:
        return lever.default
    setting = read_setting(lever, wanted)
    if setting is None:
        reject(lever.id, wanted)
    return setting or lever.default


def scenario_of(
    name: str, settings: Iterable[Setting], assumptions: tuple[Assumption, ...]
) -> Scenario:
    """Return the scenario of several settings, without those of size zero."""
    active = tuple(setting for setting in settings if setting.reach != 0)
    return Scenario(name, active, assumptions)


def read_setting(lever: Lever, text: str) -> Setting | None:
    """Read a setting from its query parameter; None when the lever does not allow it.

    More than a region can reach is kept as it was asked for: the model stops at the ceiling and the
    page says so.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    size, start, ramp, lag = (int(part) for part in found.groups()[:4])
    end = int(found[5]) if found[5] else None
    reach = float(size) if lever.unit is Unit.PERSONS_PER_YEAR else size / _POINTS
    lags = range(lever.intervention.lag_low, lever.intervention.lag_high + 1)
    timed = start in lever.years and ramp <= LONGEST_RAMP and lag in lags
    if not timed or (reach < 0 <= lever.floor) or (end is not None and end < start):
        return None
    return Setting(lever.id, reach, start, ramp, lag, end)


def encode_setting(setting: Setting, intervention: Intervention) -> str:
    """Return a setting as a query parameter."""
    people = intervention.target_population.unit is Unit.PERSONS_PER_YEAR
    size = round(setting.reach if people else setting.reach * _POINTS)
    parts = [size, setting.start_year, setting.ramp_years, intervention.lag_in(setting)]
    if setting.end_year is not None:
        parts.append(setting.end_year)
    return "_".join(map(str, parts))


def put(lever: Lever, setting: Setting) -> None:
    """Put the setting of one lever into the address, as its control asks for it."""
    accept(lever.id)
    url_state.choose(lever.id, encode_setting(setting, lever.intervention))


def set_levers(settings: Iterable[Setting], inputs: ModelInputs) -> None:
    """Put settings into the address; the controls follow."""
    for setting in settings:
        name = setting.intervention
        reset([name])
        url_state.choose(name, encode_setting(setting, inputs.interventions[name]))
