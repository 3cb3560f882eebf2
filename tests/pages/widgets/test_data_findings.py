"""Findings on the facts in the words of the reader: names and amounts instead of ids and plain numbers."""

from __future__ import annotations

import re

import pytest

from data.model_inputs.plausibility import check_facts
from data.store.warehouse import Warehouse
from pages.shell.locale import Locale
from pages.widgets.data_findings import finding_text
from reporting.format.i18n import Language, translator

ID = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b")


@pytest.mark.parametrize("language", Language)
def test_every_finding_is_written_with_names(warehouse: Warehouse, language: Language) -> None:
    locale = Locale(language, translator(language))
    lines = [finding_text(locale, warehouse, finding) for finding in check_facts(warehouse)]
    assert lines
    assert not [line for line in lines if ID.search(line)]


def test_an_allocated_stock_is_said_beside_the_census(warehouse: Warehouse) -> None:
    locale = Locale(Language.ZH, translator(Language.ZH))
    lines = [finding_text(locale, warehouse, finding) for finding in check_facts(warehouse)]
    (line,) = (line for line in lines if "4.11倍" in line)
    assert "北京" in line
    assert "661万人" in line
    assert "161万人" in line
