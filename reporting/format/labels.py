"""Names of what charts, words and files show."""

from __future__ import annotations

from forecasting.analysis.sensitivity import Influence
from forecasting.analysis.tracking import TrackStatus
from forecasting.model.interventions import TalentKind
from reporting.format.i18n import Language, Translator, message, translator

KINDS = {
    TalentKind.COMPOUND: message("Compound talent"),
    TalentKind.APPLICATION: message("Application-oriented talent"),
    TalentKind.SKILLED: message("Skilled digital workers"),
    TalentKind.OTHER: message("Research, management and general posts"),
}


def influence_name(influence: Influence, tr: Translator) -> str:
    """Return the name of a parameter, with its lever where it belongs to one."""
    name = tr.name(influence.parameter)
    if influence.intervention is None:
        return name
    return tr("{lever}: {parameter}", lever=tr.name(influence.intervention), parameter=name)


def track_word(track: TrackStatus, language: Language) -> str:
    """Return the word for where an actual lies against its target."""
    return translator(language)(TRACKS[track])


TRACKS = {
    TrackStatus.ON_TRACK: message("On track"),
    TrackStatus.WATCH: message("Attention"),
    TrackStatus.OFF_TRACK: message("Off track"),
}
