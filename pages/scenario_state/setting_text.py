"""Describe the setting of a lever in one line of text."""

from __future__ import annotations

from forecasting.core.series import Unit
from forecasting.model.interventions import (
    Intervention,
    Setting,
    TargetPopulation,
)
from pages.shell.locale import Locale
from reporting.format.numbers import format_quantity


def setting_text(locale: Locale, setting: Setting, lever: Intervention) -> str:
    """Describe the setting of a lever in one sentence of Markdown."""
    tr = locale.tr
    values = {
        "name": tr.name(lever),
        "start": setting.start_year,
        "ramp": setting.ramp_years,
        "effect": lever.first_effect(setting),
    }
    if lever.target_population is TargetPopulation.OUTPUT:
        points = format_quantity(setting.reach, Unit.PER_YEAR, locale.language, signed=True)
        return tr(
            "**{name}**: growth {points} from {start}, in full after {ramp} years",
            points=points,
            **values,
        )
    reach = format_quantity(setting.reach, Unit.PERSONS_PER_YEAR, locale.language)
    if setting.end_year is not None:
        return tr(
            "**{name}**: {reach} from {start} to {end}, full size after {ramp} years, first effect "
            "in {effect}",
            reach=reach,
            end=setting.end_year,
            **values,
        )
    return tr(
        "**{name}**: {reach} from {start}, full size after {ramp} years, first effect in {effect}",
        reach=reach,
        **values,
    )
