"""The language of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from pages.shell import url_state
from reporting.format.i18n import Language, Translator, translator


@dataclass(frozen=True)
class Locale:
    """The language of a visit and its translator."""

    language: Language
    tr: Translator


def current_locale() -> Locale:
    """Return the locale of the URL, Chinese by default."""
    language = Language(url_state.get("lang") or Language.ZH)
    return Locale(language, translator(language))
