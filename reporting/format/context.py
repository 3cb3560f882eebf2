"""The place, the language and the sources that every chart of a page shares."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.core.series import Region
from reporting.format.i18n import Language, Translator, translator
from reporting.format.provenance import Provenance


@dataclass(frozen=True)
class Context:
    """Place, language and provenance of a chart, table or sentence.

    Attributes:
        basis: the published gap at which demand is anchored, "" for the default one.
    """

    region: Region
    language: Language
    provenance: Provenance
    basis: str = ""

    @property
    def tr(self) -> Translator:
        """Return the translator of the language."""
        return translator(self.language)

    @property
    def place(self) -> str:
        """Return the name of the region, with the baseline where it is not the default."""
        name = self.tr.name(self.region)
        if not self.basis:
            return name
        return self.tr("{place} (baseline {basis})", place=name, basis=self.basis)
