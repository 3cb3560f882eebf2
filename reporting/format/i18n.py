"""The two languages: the English sentence in the code is the key of its Chinese translation.

The language is an argument everywhere, never ambient: context is lost in parts of a Streamlit page
that run on their own. Catalogues are read from their .po file, so that no compiled file can be stale.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Protocol, runtime_checkable

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "locale"
CATALOGUE = LOCALE / "zh" / "LC_MESSAGES" / "messages.po"

_log = logging.getLogger(__name__)


class Language(StrEnum):
    """The languages of readers; the values are ISO 639 codes."""

    ZH = "zh"
    EN = "en"


class Named(Protocol):
    """Whatever carries its name as data: a region, a parameter, an intervention."""

    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@runtime_checkable
class Templated(Protocol):
    """An error or a notice: an English template and the values that fill it."""

    @property
    def template(self) -> str: ...
    @property
    def values(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class Translator:
    """Turns an English template into a sentence of its language."""

    language: Language
    catalogue: NullTranslations

    def __call__(self, msgid: str, /, **values: object) -> str:
        """Translate `msgid` and fill its {placeholders}."""
        return self.catalogue.gettext(msgid).format(**values)

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Translate with the form that fits `count`, which fills {count}."""
        form = self.catalogue.ngettext(singular, plural, count)
        return form.format(count=count, **values)

    def name(self, item: Named) -> str:
        """Return the name of a region, parameter or intervention."""
        return item.name_zh if self.language is Language.ZH else item.name_en


@cache
def translator(language: Language) -> Translator:
    """Return the translator of a language; its catalogue is read once."""
    catalogue = NullTranslations() if language is Language.EN else _read(CATALOGUE)
    return Translator(language, catalogue)


def explain(message: Templated, language: Language) -> str:
    """Return an error or notice in the reader's language; messages among its values are translated too."""
    values = {name: _explained(value, language) for name, value in message.values.items()}
    return translator(language)(message.template, **values)


def _explained(value: object, language: Language) -> object:
    """Return a value of a message; messages are translated, several of them one to a line."""
    if isinstance(value, Templated):
        return explain(value, language)
    if isinstance(value, tuple) and value and all(isinstance(part, Templated) for part in value):
        return "\n".join(explain(part, language) for part in value)
    return value


def message(msgid: str) -> str:
    """Mark a sentence for the catalogue where it is written, to be translated where it is shown."""
    return msgid


def _read(path: Path) -> GNUTranslations:
    with path.open("rb") as source:
        catalog = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    translations.add_fallback(_Untranslated())
    return translations


class _Untranslated(NullTranslations):
    """Shows the English sentence and says in the log that its translation is missing."""

    def gettext(self, message: str) -> str:
        _log.warning("No translation in %s for: %s", CATALOGUE.name, message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        _log.warning("No translation in %s for: %s", CATALOGUE.name, msgid1)
        return super().ngettext(msgid1, msgid2, n)
