"""Marks and amounts beside a figure: how a source was read, large counts, units of single figures."""

from __future__ import annotations

import pytest

from forecasting.core.published import OtherUnit
from forecasting.core.series import Source, SourceAccess
from pages.shell.locale import Locale
from pages.widgets.labels import amount, source_link
from reporting.format.i18n import Language, translator

SOURCE = ("id", "统计局 Bureau", "Yearbook", "2024", "https://example.org", "2026-01-01", "c", "")


def link(reading: SourceAccess, language: Language) -> str:
    return source_link(Source(*SOURCE, reading=reading), language)


def test_a_source_read_second_hand_is_marked_in_both_languages() -> None:
    assert (
        link(SourceAccess.QUOTATION, Language.ZH)
        == "[统计局: Yearbook](https://example.org)（转述）"
    )
    assert link(SourceAccess.QUOTATION, Language.EN).endswith("(https://example.org) (second-hand)")


@pytest.mark.parametrize("reading", [SourceAccess.PUBLISHER, SourceAccess.COPY])
def test_a_source_read_in_full_has_no_mark(reading: SourceAccess) -> None:
    assert link(reading, Language.EN) == "[Bureau: Yearbook](https://example.org)"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (4_838_000, OtherUnit.COUNT, "483.8万", "4.838 million"),
        (97, OtherUnit.COUNT, "97", "97"),
        (349_500_000_000, OtherUnit.USD, "3495亿美元", "349.5 billion US dollars"),
        (6_435, OtherUnit.YUAN_PER_MONTH, "6435元/月", "6,435 yuan a month"),
        (11, OtherUnit.RANK, "第11名", "rank 11"),
    ],
)
def test_units_of_single_figures(value: float, unit: OtherUnit, zh: str, en: str) -> None:
    for language, text in ((Language.ZH, zh), (Language.EN, en)):
        assert amount(Locale(language, translator(language)), value, unit) == text
