"""The answers of the scenario page: cards, story, one further answer in each tab, the ranking."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
TABS = ["贡献分解", "费用", "全部数字", "短缺类型", "存量平衡", "影响因素", "供需比"]
PACKAGE = {"scenario": "full_package", "digital_output_growth": "200_2026_2_0"}


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run().switch_page("pages/scenarios.py").run()


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize(
    ("language", "what_if", "certainty"),
    [("zh", "不是措施", "归零的概率"), ("en", "no measure, so it has no cost", "probability")],
)
def test_five_cards_and_a_story_come_without_a_click(
    language: str, what_if: str, certainty: str
) -> None:
    app = visit(lang=language, **PACKAGE)
    assert not app.exception
    assert len(app.metric) == 3  # the two gaps are beside their chart, which moves with the levers
    assert what_if in said(app)
    assert certainty in said(app)
    assert "80%" in said(app)


@pytest.mark.parametrize("place", range(7))
def test_every_tab_has_an_answer(place: int) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    for name, value in {"lang": "zh", **PACKAGE}.items():
        app.query_params[name] = value
    app.session_state["further.zh.7"] = TABS[place]
    app.run().switch_page("pages/scenarios.py").run()
    assert not app.exception
    assert not app.error
    assert [tab.label for tab in app.tabs] == TABS
    assert [tab.label for tab in app.tabs if tab.children] == [TABS[place]]


def test_the_baseline_has_neither_contributions_nor_cost() -> None:
    labels = [tab.label for tab in visit(lang="en").tabs]
    assert labels
    assert not {"Contributions", "Cost"} & set(labels)


@pytest.mark.parametrize(
    ("language", "wanted"), [("zh", "的概率为"), ("en", "with a probability of")]
)
def test_scenarios_side_by_side_are_ranked(language: str, wanted: str) -> None:
    app = visit(lang=language, compare="baseline.full_package.training_and_fund")
    assert wanted in said(app)


def test_one_scenario_alone_has_no_rival() -> None:
    app = visit(lang="en", compare="full_package")
    assert "with a probability of" not in said(app)
