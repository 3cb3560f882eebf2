"""What every chart of a page shares: the place, the language and where the numbers come from."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.series import Region
from reporting.charts.chart import Provenance
from reporting.i18n import Language, Translator, translator


@dataclass(frozen=True)
class Context:
    """Place, language and provenance of a chart, table or sentence."""

    region: Region
    language: Language
    provenance: Provenance

    @property
    def tr(self) -> Translator:
        """The translator of the language."""
        return translator(self.language)

    @property
    def place(self) -> str:
        """Name of the region."""
        return self.tr.name(self.region)
