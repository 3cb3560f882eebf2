from __future__ import annotations

import logging

import pytest

from forecasting.core.errors import ParameterError, SeriesError
from forecasting.core.series import Region
from forecasting.engine.forecast import Notice
from reporting.format.i18n import Language, explain, translator


def test_english_is_the_key_itself() -> None:
    assert translator(Language.EN)("Scenario: {scenario}", scenario="A") == "Scenario: A"


def test_chinese_comes_from_the_catalogue() -> None:
    assert translator(Language.ZH)("Scenario: {scenario}", scenario="甲") == "情景：甲"


def test_english_plurals_follow_the_count() -> None:
    tr = translator(Language.EN)
    forms = (
        "{place}; {indicator}, mean absolute error, {count} origin",
        "{place}; {indicator}, mean absolute error over {count} origins",
    )
    assert tr.plural(*forms, 1, place="A", indicator="B").endswith("1 origin")
    assert tr.plural(*forms, 3, place="A", indicator="B").endswith("3 origins")
    assert "3" in translator(Language.ZH).plural(*forms, 3, place="A", indicator="B")


def test_a_missing_translation_is_shown_in_english_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sentence = "No translator has seen this."
    with caplog.at_level(logging.WARNING):
        assert translator(Language.ZH)(sentence) == sentence
    assert sentence in caplog.text


def test_errors_are_explained_in_the_language_of_the_reader() -> None:
    error = SeriesError(
        "The years of series {key} do not rise strictly. Sort them and remove duplicates.",
        key="gdp/100000",
    )
    assert explain(error, Language.EN) == str(error)
    assert explain(error, Language.ZH).startswith("序列gdp/100000")


def test_a_message_among_the_values_is_explained_too() -> None:
    inner = Notice("The forecast is not a finite number.")
    outer = ParameterError("The fit failed ({reason}).", reason=inner)
    assert explain(outer, Language.ZH) == "拟合失败（预测结果不是有限数。）。"


def test_names_are_data() -> None:
    region = Region("510100", "成都市", "Chengdu", "city", "510000")
    assert translator(Language.ZH).name(region) == "成都市"
    assert translator(Language.EN).name(region) == "Chengdu"
