"""Each of the twelve kinds of the catalogue, with every number the facts hold of it."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.model_inputs.inputs import model_inputs
from data.store.warehouse import Warehouse
from forecasting.core.published import OCCUPATION_TOPICS, RISK_TOPICS
from forecasting.model.assumptions import intervention_parameters
from forecasting.model.inputs import ModelInputs
from pages.cache.database import ready_scenarios
from pages.data_page.catalogue import KINDS
from pages.shell.locale import Locale
from reporting.format.i18n import Language, translator

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
CHINESE = re.compile("[一-鿿]")
# What one row of each kind holds, in Chinese: a name and a figure or a source.
ROWS = {
    "parameters": ("毕业生进入数字岗位的比例", "21.2%", "校准值"),
    "interventions": ("跨界培养", "2–10%", "4 (2–6)"),
    "scenarios": ("数字人才培育行动方案（2024—2026年）", "0.22%", "2026"),
    "series": ("出生人口", "measure=births", "1980–2023", "44"),
    "estimates": ("约1100万人", "2020", "口径一致"),
    "targets": ("成都", "元宇宙相关产业规模", "1500亿元"),
    "evidence": ("实习生转正比例", "51.7%", "51.2%", "55.5%"),
    "occupations": ("职业数量", "数字职业数", "97", "转述"),
    "other_risks": ("技术与终端", "5G基站数", "483.8万", "2025"),
    "figures": ("CIER指数（互联网、电子商务）", "2017-Q3", "12.62", "不用于拟合"),
    "alternates": ("数字经济领域就业岗位（信通院）", "2亿人", "不是实际数"),
    "sources": ("BIBB und Destatis", "2026-11-22"),
}


@pytest.fixture(scope="module")
def national(warehouse: Warehouse) -> ModelInputs:
    return model_inputs(warehouse, "100000")


def rows_of(
    kind: str, warehouse: Warehouse, inputs: ModelInputs, language: Language
) -> pd.DataFrame:
    _, table = KINDS[kind]
    return table(Locale(language, translator(language)), warehouse, inputs)


def counts(warehouse: Warehouse, inputs: ModelInputs) -> dict[str, int]:
    """How many rows each kind has by the facts."""
    figures = warehouse.published_figures()
    return {
        "parameters": len(inputs.parameters.__dataclass_fields__),
        "interventions": sum(
            len(intervention_parameters(i)) for i in inputs.interventions.values()
        ),
        "scenarios": sum(len(ready.scheduled) for ready in ready_scenarios().values()),
        "series": len(list(warehouse.catalogue())),
        "estimates": len(list(warehouse.estimates())),
        "targets": len(list(warehouse.targets())),
        "evidence": len(list(warehouse.evidence())),
        "occupations": len([f for f in figures if f.topic in OCCUPATION_TOPICS]),
        "other_risks": len([f for f in figures if f.topic in RISK_TOPICS]),
        "figures": len([f for f in figures if f.topic not in OCCUPATION_TOPICS | RISK_TOPICS]),
        "alternates": len(list(warehouse.alternates())),
        "sources": len(warehouse.sources()),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_lists_everything_the_facts_hold_of_it(
    kind: str, warehouse: Warehouse, national: ModelInputs
) -> None:
    expected = counts(warehouse, national)
    assert set(expected) == set(KINDS) == set(ROWS)
    rows = rows_of(kind, warehouse, national, Language.ZH)
    assert len(rows) == expected[kind] > 0
    lines = rows.apply("|".join, axis=1)
    assert any(all(part in line for part in ROWS[kind]) for line in lines)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_headings_in_the_language_and_no_empty_cell(
    kind: str, warehouse: Warehouse, national: ModelInputs
) -> None:
    for language, foreign in ((Language.ZH, ENGLISH), (Language.EN, CHINESE)):
        rows = rows_of(kind, warehouse, national, language)
        assert not [heading for heading in rows.columns if foreign.search(heading)]
        assert not rows.isna().any(axis=None)
        assert not rows.map(lambda cell: "nan" in str(cell).split()).any(axis=None)


def test_the_page_opens_every_kind_and_offers_it_as_a_file() -> None:
    def page() -> None:
        from data.model_inputs.inputs import model_inputs
        from pages.cache.database import open_warehouse
        from pages.data_page.browse import show_catalogue
        from pages.shell.frame import begin_run

        locale = begin_run()
        warehouse = open_warehouse(locale)
        show_catalogue(locale, warehouse, model_inputs(warehouse, "100000"))

    app = AppTest.from_function(page, default_timeout=300).run()
    for kind in KINDS:
        app.selectbox(key="input.kind").select(kind).run()
        assert not app.exception, kind
        assert len(app.get("download_button")) == 1, kind
        assert len(app.table) + len(app.dataframe) == 1, kind
