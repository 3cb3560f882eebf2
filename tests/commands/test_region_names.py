"""A region is named as people name it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from commands.region_names import region_code
from data.store.warehouse import Warehouse
from forecasting.core.errors import ScenarioError
from reporting.format.i18n import Language, explain, translator


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("510100", "510100"),
        ("成都", "510100"),
        ("成都市", "510100"),
        ("Chengdu", "510100"),
        ("chengdu city", "510100"),
        ("四川省", "510000"),
        ("Sichuan", "510000"),
        (" Sichuan Province ", "510000"),
        ("北京市", "110000"),
        ("内蒙古自治区", "150000"),
        ("广西壮族自治区", "450000"),
        ("Xinjiang Uygur Autonomous Region", "650000"),
        ("全国", "100000"),
        ("CHINA", "100000"),
        ("５１０１００", "510100"),
    ],
)
def test_a_region_is_known_by_code_and_by_name(warehouse: Warehouse, text: str, code: str) -> None:
    assert region_code(text, warehouse.regions(), translator(Language.EN)) == code


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.EN, ["Atlantis", "510100 Chengdu"]), (Language.ZH, ["Atlantis", "510100 成都"])],
)
def test_an_unknown_region_is_answered_with_codes_and_names(
    warehouse: Warehouse, language: Language, words: list[str]
) -> None:
    with pytest.raises(ScenarioError) as caught:
        region_code("Atlantis", warehouse.regions(), translator(language))
    sentence = explain(caught.value, language)
    assert [word for word in words if word not in sentence] == []
    assert "csv" not in sentence


@pytest.mark.parametrize("text", ["", "省", "9"])
def test_a_text_that_names_no_region_is_refused(warehouse: Warehouse, text: str) -> None:
    with pytest.raises(ScenarioError):
        region_code(text, warehouse.regions(), translator(Language.EN))


def test_a_run_takes_the_name_of_its_region(printed: Callable[..., str]) -> None:
    document = json.loads(printed("run", "--region", "成都", "--draws", "100", "--json"))
    assert document["region"] == "510100"
