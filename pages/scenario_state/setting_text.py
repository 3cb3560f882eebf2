"""Describe the setting of a lever in one line of text."""

from __future__ import annotations

from forecasting.core.series import Unit
from forecasting.model.interventions import (
    Base,
    Intervention,
    Setting,
)
from pages.shell.frame import Frame
from reporting.format.numbers import format_quantity


def in_words(frame: Frame, setting: Setting, lever: Intervention) -> str:
    """A lever's setting in a sentence."""
    tr = frame.tr
    said = {
        "name": tr.name(lever),
        "start": setting.start_year,
        "ramp": setting.ramp_years,
        "effect": lever.first_effect(setting),
    }
    if lever.base is Base.OUTPUT:
        points = format_quantity(setting.reach, Unit.PER_YEAR, frame.language, signed=True)
        return tr(
            "**{name}**: growth {points} from {start}, in full after {ramp} years",
            points=points,
            **said,
        )
    reach = format_quantity(setting.reach, Unit.PERSONS_PER_YEAR, frame.language)
    if setting.end_year is not None:
        return tr(
            "**{name}**: {reach} from {start} to {end}, full size after {ramp} years, first effect "
            "in {effect}",
            reach=reach,
            end=setting.end_year,
            **said,
        )
    return tr(
        "**{name}**: {reach} from {start}, full size after {ramp} years, first effect in {effect}",
        reach=reach,
        **said,
    )
