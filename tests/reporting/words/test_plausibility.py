from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.analysis.plausibility import PlausibilityWarning, WarningReason
from forecasting.model.interventions import Precedent
from reporting.format.i18n import Language, translator
from reporting.words.plausibility import WARNINGS, warning_text
from tests.builders import intervention

LEVER = intervention("orders")
LEVERS = {"orders": LEVER}


def test_every_reason_has_its_sentence() -> None:
    assert WARNINGS.keys() == set(WarningReason)


def test_too_much_names_lever_size_and_limit() -> None:
    warning = PlausibilityWarning(WarningReason.CEILING, "orders", 500_000, 320_000, 320_000)
    text = warning_text(warning, LEVERS, translator(Language.ZH))
    assert text == "orders：50万人/年超过可覆盖上限，结果按上限32万人/年计算。"


def test_more_places_than_people_suggests_a_size() -> None:
    warning = PlausibilityWarning(WarningReason.CROWDED, "orders", 12e6, 9e6, 4e6)
    text = warning_text(warning, LEVERS, translator(Language.EN))
    assert text.endswith("Lower orders to 4 million people a year.")


def test_a_late_start_names_the_year() -> None:
    warning = PlausibilityWarning(WarningReason.AFTER_HORIZON, "orders", 1e5, 2037)
    assert "2037" in warning_text(warning, LEVERS, translator(Language.ZH))


@pytest.mark.parametrize("language", Language)
def test_a_precedent_is_named(language: Language) -> None:
    known = replace(LEVER, precedent=Precedent(467_000, "学徒", "apprentices", "", "", ()))
    warning = PlausibilityWarning(WarningReason.PRECEDENT, "orders", 6e5, 467_000, 467_000)
    text = warning_text(warning, {"orders": known}, translator(language))
    assert {Language.ZH: "学徒", Language.EN: "apprentices"}[language] in text
