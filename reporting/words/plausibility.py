"""Warnings about a scenario's settings, in words."""

from __future__ import annotations

from collections.abc import Mapping

from forecasting.analysis.plausibility import PlausibilityWarning, WarningReason
from forecasting.model.interventions import Intervention
from reporting.format.i18n import Translator, message
from reporting.format.numbers import format_quantity

WARNINGS = {
    WarningReason.CEILING: message(
        "{lever}: {reach} is more than can be reached; the result is calculated with the most, {limit}."
    ),
    WarningReason.PRECEDENT: message(
        "{lever}: {reach} is more than has ever been done. For comparison, {limit} ({precedent}, this "
        "region's part by size)."
    ),
    WarningReason.AFTER_HORIZON: message(
        "{lever}: the first effect comes in {year}, after the last year shown. Start earlier or look "
        "further ahead."
    ),
    WarningReason.CROWDED: message(
        "The measures on the same people reach {reach} together, more than the {limit} there are. "
        "Lower {lever} to {suggested}."
    ),
    WarningReason.ELSEWHERE: message(
        "{lever}: people who come here are missing in another region; the nation gains nothing."
    ),
}


def warning_text(
    warning: PlausibilityWarning, levers: Mapping[str, Intervention], tr: Translator
) -> str:
    """Return a warning as a sentence."""
    lever = levers[warning.intervention]
    unit = lever.target_population.unit

    def size(value: float) -> str:
        return format_quantity(value, unit, tr.language)

    return tr(
        WARNINGS[warning.reason],
        lever=tr.name(lever),
        reach=size(warning.reach),
        limit=size(warning.limit),
        year=round(warning.limit),
        suggested=size(warning.suggested or 0.0),
        precedent=tr.name(lever.precedent) if lever.precedent else "",
    )
