"""The language of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from pages.shell import url_state
from reporting.format.i18n import Language, Translator, translator


@dataclass(frozen=True)
class Locale:
    """The language of this visit and its translator."""

    language: Language
    tr: Translator


def current_locale() -> Locale:
    spoken = Language.EN if url_state.chosen("lang") == Language.EN else Language.ZH
    return Locale(spoken, translator(spoken))
