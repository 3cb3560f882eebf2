"""Scenarios side by side on the scenario page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_every_page import visit


def texts_of(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh", "的概率为"), ("en", "with a probability of")]
)
def test_scenarios_side_by_side_are_ranked(language: str, sentence: str) -> None:
    app = visit(
        "scenarios", {"lang": language, "compare": "baseline.full_package.training_and_fund"}
    )
    assert sentence in texts_of(app)


def test_one_scenario_alone_is_not_ranked() -> None:
    app = visit("scenarios", {"lang": "en", "compare": "full_package"})
    assert "with a probability of" not in texts_of(app)
