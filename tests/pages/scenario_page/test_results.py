"""Results of the scenario page: cards, summary and tabs."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[3]
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
def test_cards_and_summary_are_shown_without_a_click(
    language: str, what_if: str, certainty: str
) -> None:
    app = visit(lang=language, **PACKAGE)
    assert not app.exception
    assert len(app.metric) == 3  # the cards of the two gaps belong to the chart
    assert what_if in said(app)
    assert certainty in said(app)
    assert "80%" in said(app)


@pytest.mark.parametrize("place", range(7))
def test_every_tab_has_contents(place: int) -> None:
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
