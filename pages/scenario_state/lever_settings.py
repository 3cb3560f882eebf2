"""The levers: their limits, their settings, and how a setting is written in the URL.

The URL holds a setting as "size_start_ramp_lag", with "_end" where it ends, for example
`targeted_training=50000_2026_3_4`: size in persons a year, first intake, years to full size, years to the
first effect. The size of a growth of output is in hundredths of a percentage point a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
from pages.shell.url_controls import clear_rejection, reject, reset_parameters
from pages.widgets.region_controls import Selection
from reporting.format.i18n import Language

LONGEST_RAMP = 10
_STEPS = 100  # of a slider, at least
_POINTS = 1e4  # the URL holds a rate of growth in hundredths of a percentage point
_UNITS = {  # of a slider: base units in one unit, and its name
    Language.ZH: {Unit.PERSONS_PER_YEAR: (1e4, "万人/年"), Unit.PER_YEAR: (0.01, "百分点/年")},
    Language.EN: {
        Unit.PERSONS_PER_YEAR: (1e3, "thousand people a year"),
        Unit.PER_YEAR: (0.01, "percentage points a year"),
    },
}
_MOST_DIGITS = 9  # of a size in the URL
_FORM = re.compile(rf"(-?\d{{1,{_MOST_DIGITS}}})_(\d{{4}})_(\d{{1,2}})_(\d{{1,2}})(?:_(\d{{4}}))?")


@dataclass(frozen=True)
class Lever:
    """The control of an intervention in a region: limits and default setting.

    Attributes:
        floor, ceiling: least and most that it can reach, persons a year or growth rate a year.
        default: the setting of the ready scenario, with reach 0 where it has none.
        years: in which it may start.
        place: region and ready scenario; a change of either returns to the default.
    """

    intervention: Intervention
    floor: float
    ceiling: float
    default: Setting
    years: range
    place: str

    @property
    def id(self) -> str:
        """Id of the intervention, also its query parameter."""
        return self.intervention.id

    @property
    def unit(self) -> Unit:
        """Unit of the size: persons a year or a rate of growth a year."""
        return self.intervention.target_population.unit

    @property
    def levels(self) -> tuple[float, ...]:
        """Size of each level of ambition, in the unit of the lever."""
        whole = self.ceiling / self.intervention.ceiling_share
        return tuple(share * whole for share in self.intervention.levels.shares)

    def allows(self, setting: Setting) -> bool:
        """Return whether the page can show the setting; sizes beyond the ceiling are allowed.

        The model stops at the ceiling and the page says so.
        """
        lags = range(self.intervention.lag_low, self.intervention.lag_high + 1)
        return (
            abs(setting.reach) * _steps(self.unit) < 10**_MOST_DIGITS
            and not setting.reach < 0 <= self.floor
            and setting.start_year in self.years
            and setting.ramp_years in range(LONGEST_RAMP + 1)
            and self.intervention.lag_in(setting) in lags
        )

    @property
    def step(self) -> float:
        """Round step of the slider, 1, 2 or 5 × 10ⁿ, at least a hundred steps from floor to ceiling."""
        rough = max((self.ceiling - self.floor) / _STEPS, 1 / _steps(self.unit))
        magnitude = 10.0 ** np.floor(np.log10(rough))
        return float(next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough * 0.999))


def levers_of(selection: Selection, ready: ReadyScenario) -> tuple[Lever, ...]:
    """Return one lever for each intervention, with the ready scenario as default."""
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
    """Return the base units (persons, growth rate) in one unit of the slider."""
    return _UNITS[language][unit][0]


def size_unit(unit: Unit, language: Language) -> str:
    """Return the name of the unit of the slider."""
    return _UNITS[language][unit][1]


def setting_of(lever: Lever) -> Setting:
    """Return the setting of the URL; the default where it has none or one that is rejected."""
    text = url_state.get(lever.id)
    if text is None:
        return lever.default
    setting = read_setting(lever, text)
    if setting is None:
        reject(lever.id, text)
    return setting or lever.default


def scenario_of(
    name: str, settings: Iterable[Setting], assumptions: tuple[Assumption, ...]
) -> Scenario:
    """Return the scenario of the settings whose size is not 0."""
    active = tuple(setting for setting in settings if setting.reach != 0)
    return Scenario(name, active, assumptions)


def read_setting(lever: Lever, text: str) -> Setting | None:
    """Read a setting from its URL value; None when the lever does not allow it."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    size, start, ramp, lag = map(int, match.groups()[:4])
    end = int(match[5]) if match[5] else None
    if end is not None and end < start:
        return None
    setting = Setting(lever.id, size / _steps(lever.unit), start, ramp, lag, end)
    return setting if lever.allows(setting) else None


def round_setting(setting: Setting, intervention: Intervention) -> Setting:
    """Round a setting to what the URL can hold.

    Args:
        setting: with its size in persons a year or as growth rate a year.
        intervention: of the setting.

    Returns:
        The setting with whole persons or hundredths of a percentage point, and with its lag filled in.
    """
    steps = _steps(intervention.target_population.unit)
    reach = round(setting.reach * steps) / steps
    return replace(setting, reach=reach, lag_years=intervention.lag_in(setting))


def _steps(unit: Unit) -> float:
    """Return the number of smallest steps of a size in one base unit."""
    return 1.0 if unit is Unit.PERSONS_PER_YEAR else _POINTS


def encode_setting(setting: Setting, intervention: Intervention) -> str:
    """Write a setting as a URL value, rounded."""
    size = round(setting.reach * _steps(intervention.target_population.unit))
    numbers = [size, setting.start_year, setting.ramp_years, intervention.lag_in(setting)]
    if setting.end_year is not None:
        numbers.append(setting.end_year)
    return "_".join(map(str, numbers))


def put_setting(lever: Lever, setting: Setting) -> None:
    """Write the setting of one lever to the URL state, from its control."""
    clear_rejection(lever.id)
    url_state.put(lever.id, encode_setting(setting, lever.intervention))


def set_levers(settings: Iterable[Setting], inputs: ModelInputs) -> None:
    """Write settings to the URL state and reset the controls, which then follow."""
    for setting in settings:
        name = setting.intervention
        reset_parameters([name])
        url_state.put(name, encode_setting(setting, inputs.interventions[name]))
