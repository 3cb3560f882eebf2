"""Links recorded from version 1 of the parameters still open and show the same figures."""

from __future__ import annotations

import pytest

from tests.pages.test_every_page import charts, query_of, visit

# Query parameters; gap and qualified gap at the horizon; closing year, cost, cost per post.
RECORDED = [
    (
        {
            "region": "510100",
            "scenario": "full_package",
            "targeted_training": "20000_2027_2_4",
            "assume.exit_rate": "0.02_0.01_0.03",
            "v": "1",
        },
        ["26万人", "64.7万人"],
        ["预测期内未归零", "211亿元", "17万元"],
    ),
    (
        {
            "v": "1",
            "lang": "en",
            "until": "2040",
            "talent_retention": "300000_2026_3_0_2031",
            "digital_output_growth": "-150_2027_2_0",
        },
        ["1.17 million people", "9.03 million people"],
        ["not in sight", "21 billion yuan", "8.1 million yuan"],
    ),
    (
        {
            "v": "1",
            "baseline": "digital_gap_2023",
            "rule": "gdp",
            "region": "440000",
            "assume.elasticity": "0.3_0.1_0.5",
            "skills_fund": "9000_2026_3_2",
        },
        ["189万人", "304万人"],
        ["预测期内未归零", "25.8亿元", "9.3万元"],
    ),
]


@pytest.mark.parametrize(("query", "gaps", "answers"), RECORDED)
def test_a_recorded_link_shows_the_same_figures(
    query: dict[str, str], gaps: list[str], answers: list[str]
) -> None:
    app = visit("scenarios", query)
    assert [card["value"] for card in charts(app)[0]["cards"]] == gaps
    assert [metric.value for metric in app.metric] == answers
    assert query_of(app) == query


def test_a_size_beyond_the_ceiling_is_kept_and_reported() -> None:
    app = visit("scenarios", {"lang": "en", "targeted_training": "999999999_2026_3_3"})
    assert charts(app)[0]["cards"][0]["value"] == "6.43 million people"
    text = [caption.value for caption in app.caption if "more than can be reached" in caption.value]
    assert text
    assert "1.07 million people a year" in text[0]


def test_numbers_too_large_to_calculate_with_are_rejected_and_named() -> None:
    huge = "9" * 400
    query = {"assume.exit_rate": f"{huge}_0_{huge}", "skills_fund": f"{huge}_2026_3_2"}
    app = visit("scenarios", query)
    assert not app.error
    assert len(app.warning) == 2
    assert query_of(app) == {}
