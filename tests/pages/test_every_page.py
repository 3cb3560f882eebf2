"""Every page, in both languages, at its defaults and from a link, through app.py."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store.warehouse import Warehouse
from pages.widgets.labels import source_link
from reporting.format.i18n import Language

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "forecast", "scenarios", "risk", "own", "data")
LINKS = {
    "overview": {"region": "510100", "rule": "gdp", "until": "2030"},
    "forecast": {"measure": "births", "ahead": "5", "methods": "naive.drift", "scale": "root"},
    "scenarios": {
        "region": "510100",
        "scenario": "full_package",
        "targeted_training": "20000_2027_2_4",
        "assume.exit_rate": "0.02_0.01_0.03",
        "keep1": "baseline;targeted_training=20000_2027_2_4;assume.elasticity=0.3_0.1_0.5~A1",
        "compare": "baseline.full_package.keep1",
        "band": "keep1",
    },
    "risk": {
        "region": "510100",
        "response": "full_package",
        "adopt": "keep1",
        "adopted": "2026-11-22",
        "target": "510100_2024_" + "_".join(["100000.110000.157000.160000.170000"] * 3),
        "actual.2026": "1720000",
        "keep1": "baseline;targeted_training=20000_2027_2_4;assume.exit_rate=0.02_0.01_0.03~A1",
        "skills_fund": "3000_2026_3_2",
    },
    "own": {"region": "510100", "until": "2030"},
    "data": {"kind": "estimates", "q": "2025"},
}
TITLES = {
    "overview": ("总览", "Overview"),
    "forecast": ("预测", "Forecasts"),
    "scenarios": ("情景", "Scenarios"),
    "risk": ("风险管控", "Risk"),
    "own": ("自有数据", "My figures"),
    "data": ("数据与假设", "Data and assumptions"),
}
# Two English words in a row. Names of libraries, methods and cited works stay as they are.
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
CHINESE = re.compile("[一-鿿]")
PROPER = re.compile(r"\[[^\]]*\]\([^)]*\)|Makridakis et al\.")


def visit(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()


def query_of(app: AppTest) -> dict[str, str]:
    """Return the query parameters of the URL."""
    values = dict(app.query_params).items()
    return {name: value if isinstance(value, str) else value[-1] for name, value in values}


def titles_of_sources(language: Language) -> set[str]:
    """Titles stay in the language of their publication; linked ones are left out by PROPER."""
    with Warehouse.open() as warehouse:
        return {source_link(source, language) for source in warehouse.sources().values()}


def charts(app: AppTest) -> list[dict[str, Any]]:
    """What the charts show, in the order of the page."""
    result = (element.proto for element in app.get("bidi_component"))
    return [json.loads(proto.json)["chart"] for proto in result if proto.component_name == "chart"]


def texts(app: AppTest) -> Iterator[str]:
    """What a visitor reads outside tables."""
    for chart in charts(app):
        yield from (chart[part] for part in ("title", "subtitle", "alt"))
        for card in chart["cards"]:
            yield from card.values()
    for kind in (
        "title",
        "header",
        "markdown",
        "caption",
        "info",
        "warning",
        "success",
        "error",
    ):
        yield from (element.value for element in getattr(app, kind))
    for metric in app.metric:
        yield from (metric.label, metric.value, metric.delta)
    for kind in (
        "selectbox",
        "slider",
        "button",
        "text_input",
        "number_input",
        "checkbox",
        "expander",
        "tabs",
    ):
        yield from (element.label for element in getattr(app, kind))
    for box in app.selectbox:
        yield from box.options


@pytest.mark.parametrize("linked", [False, True], ids=["defaults", "link"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_its_language(page: str, language: str, *, linked: bool) -> None:
    query = (LINKS[page] if linked else {}) | ({"lang": "en"} if language == "en" else {})
    app = visit(page, query)
    assert not app.exception
    assert not [error.value for error in app.error]
    assert app.title[0].value == TITLES[page][language == "en"]
    assert not app.warning, [warning.value for warning in app.warning]
    foreign = ENGLISH if language == "zh" else CHINESE
    read = {PROPER.sub("", text or "") for text in texts(app)} - titles_of_sources(
        Language(language)
    )
    assert not [text for text in read if foreign.search(text)]


@pytest.mark.parametrize(
    ("language", "place", "unit"), [("zh", "成都", "万人"), ("en", "Chengdu", "people")]
)
def test_the_overview_answers_without_a_click(language: str, place: str, unit: str) -> None:
    app = visit("overview", {"region": "510100", "lang": language})
    labels = " ".join(metric.label for metric in app.metric)
    values = [metric.value for metric in app.metric]
    assert place in app.header[0].value
    assert "2030" in labels
    assert "2035" in labels
    assert len([value for value in values if unit in value]) >= 6


def test_unknown_values_of_a_link_are_named_and_ignored() -> None:
    app = visit("overview", {"region": "999999", "until": "1999"})
    assert not app.error
    assert ["999999" in app.warning[0].value, "1999" in app.warning[1].value] == [True, True]
    assert app.selectbox(key="input.region").value == "100000"
    assert query_of(app) == {}


def test_a_lever_out_of_range_is_named_and_ignored() -> None:
    app = visit("scenarios", {"targeted_training": "20000_1990_2_4"})
    assert "20000_1990_2_4" in app.warning[0].value
    assert "targeted_training" not in query_of(app)


def test_only_choices_that_differ_from_their_default_are_in_the_address() -> None:
    app = visit("overview", {"lang": "en"})
    app.selectbox(key="input.region").select("510100").run()
    app.selectbox(key="input.until").select("2040").run()
    assert query_of(app) == {"lang": "en", "region": "510100", "until": "2040"}
    app.selectbox(key="input.region").select("100000").run()
    assert query_of(app) == {"lang": "en", "until": "2040"}


def test_a_lever_beyond_the_ceiling_of_another_region_is_marked() -> None:
    app = visit("scenarios", {"skills_fund": "300000_2026_3_2"})
    app.selectbox(key="input.region").select("510100").run()
    assert any("超过可覆盖上限" in text for text in texts(app))
    assert query_of(app)["skills_fund"] == "300000_2026_3_2"


def test_a_change_of_language_keeps_page_and_choices() -> None:
    app = visit("scenarios", {"region": "510100"})
    app.button_group(key="language").set_value("en").run()
    assert app.title[0].value == "Scenarios"
    assert app.selectbox(key="input.region").value == "510100"
    assert query_of(app) == {"region": "510100", "lang": "en"}


def test_another_ready_scenario_resets_the_levers() -> None:
    app = visit("scenarios", {"targeted_training": "20000_2027_2_4"})
    app.selectbox(key="input.scenario").select("full_package").run()
    assert query_of(app) == {"v": "1", "scenario": "full_package"}


def test_the_baseline_stays_what_a_scenario_is_measured_against() -> None:
    baseline = visit("scenarios", {})
    package = visit("scenarios", {"scenario": "full_package"})
    unmoved, moved = (charts(app)[0]["cards"][0] for app in (baseline, package))
    assert unmoved["change"].startswith("较基准情景平均0")
    assert unmoved["tone"] == "same"
    assert moved["value"] != unmoved["value"]
    assert "−" in moved["change"]
    assert moved["tone"] == "better"


def test_a_search_without_a_match_says_what_to_do() -> None:
    app = visit("data", {"q": "xyzzy"})
    assert "xyzzy" in app.info[0].value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_up_to_four_scenarios_are_compared_side_by_side(language: str) -> None:
    saved = {"keep1": "baseline;targeted_training=20000_2027_2_4~A1", "keep2": "full_package~A1"}
    app = visit("scenarios", {"lang": language, "compare": "baseline.keep1.keep2"} | saved)
    table = next(t.value for t in app.table if "A1" in t.value.columns)
    assert list(table.columns[2:]) == ["A1", "A1 (2)"]  # a name that is taken gets a number
    assert len(table) == 14
    assert not app.warning


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "0.3（80%区间0.1–0.5）"), ("en", "0.3 (80% range 0.1–0.5)")]
)
def test_the_comparison_names_what_a_saved_scenario_assumes(language: str, said: str) -> None:
    saved = {"keep1": "baseline;assume.elasticity=0.3_0.1_0.5~A1"}
    app = visit("scenarios", {"lang": language, "compare": "baseline.keep1"} | saved)
    table = next(t.value for t in app.table if "A1" in t.value.columns)
    assert len(table) == 15
    figures = table.set_index(table.columns[0])["A1"]
    assert said in figures.iloc[-1]
    against = next(
        row for row in figures.index if "2035" in row and ("较" in row or "again" in row)
    )
    assert (
        float(figures[against].replace("−", "-")) == 0
    )  # against the baseline that assumes the same
    assert figures.iloc[0] != table.iloc[0, 1]
    assert not app.warning
    assert not app.error


def test_what_cannot_be_compared_is_named_and_ignored() -> None:
    broken = {
        "keep1": "nonsense",
        "keep2": "baseline;unknown_lever=1_2026_1_4~name",
        "keep3": "baseline;targeted_training=20000_1990_2_4~name",
        "keep5": "baseline;assume.luck=1_1_1~name",
        "keep6": "baseline;assume.exit_rate=3_2_1~name",
        "compare": "baseline.nothing",
        "band": "nobody",
        "baseline": "no_gap",
    }
    app = visit("scenarios", broken | {"keep4": "baseline~B1"})
    text = " ".join(warning.value for warning in app.warning)
    assert all(value in text for value in broken.values())
    assert not app.error
    assert query_of(app) == {"v": "1", "keep4": "baseline~B1"}
    assert any("B1" in table.value.columns for table in app.table)


@pytest.mark.parametrize(("language", "value"), [("zh", "2750万人"), ("en", "27.5 million people")])
@pytest.mark.parametrize("page", ["overview", "scenarios"])
def test_another_gap_anchor_is_announced_and_changes_the_charts(
    page: str, language: str, value: str
) -> None:
    app = visit(page, {"baseline": "digital_gap_2023", "lang": language})
    usual = visit(page, {"lang": language})
    assert value in app.warning[0].value
    assert not usual.warning
    figures, usual_figures = (
        [metric.value for metric in result.metric] + [shown["cards"] for shown in charts(result)]
        for result in (app, usual)
    )
    assert figures != usual_figures


@pytest.mark.parametrize("language", ["zh", "en"])
def test_remarks_on_figures_show_names_instead_of_ids(language: str) -> None:
    app = visit("data", {"lang": language})
    remarks = [text.value for text in app.markdown if text.value.startswith("- ")]
    assert len(remarks) > 20
    assert not [text for text in remarks if re.search(r"\w+/\d{6}|[a-z]+_[a-z_]+ ", text)]


@pytest.mark.parametrize(("language", "said"), [("zh", "在校生"), ("en", "enrolled already")])
def test_graduates_are_forecast_from_those_enrolled(language: str, said: str) -> None:
    app = visit("forecast", {"measure": "graduates", "lang": language})
    assert not app.error
    assert any(said in text.value for text in app.markdown)


def test_the_chosen_methods_decide_the_forecast() -> None:
    app = visit("forecast", {"lang": "en", "measure": "births", "methods": "naive"})
    assert any("Your choice gives" in info.value for info in app.info)
    assert query_of(app)["methods"] == "naive"


def test_a_link_with_an_unknown_method_says_so_and_shows_the_standard() -> None:
    app = visit("forecast", {"lang": "en", "measure": "births", "methods": "naive.oracle"})
    assert any('"naive.oracle"' in warning.value for warning in app.warning)
    assert not any("Your choice gives" in info.value for info in app.info)


def test_a_series_without_a_forecast_says_why() -> None:
    app = visit("forecast", {"lang": "en", "measure": "digital_core_employment"})
    (text,) = [info.value for info in app.info]
    assert "Core digital-economy employment (China) has 1 years" in text
