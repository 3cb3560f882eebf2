"""The parameters of the URL and their version."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell import url_state
from tests.pages.conftest import Visit, query_of
from tests.pages.test_every_page import visit as visit_page

LEVER = {"targeted_training": "20000_2027_2_4"}
ASSUMED = {"assume.exit_rate": "0.02_0.01_0.03"}


@pytest.mark.parametrize("scenario", [LEVER, ASSUMED, {"scenario": "full_package"}], ids=str)
def test_a_url_with_a_scenario_has_a_version(visit: Visit, scenario: dict[str, str]) -> None:
    assert query_of(visit(scenario)) == scenario | {"v": "1"}


def test_a_url_without_a_scenario_has_none(visit: Visit) -> None:
    place = {"region": "510100", "lang": "en", "until": "2040"}
    assert query_of(visit(place)) == place
    assert query_of(visit(place | {"v": "1"})) == place


@pytest.fixture
def later() -> AppTest:
    """A link of a later version, opened."""
    return visit_page(
        "overview", {"v": "2", "region": "510100", "lang": "en", "mood": "good"} | LEVER | ASSUMED
    )


def test_a_scenario_of_an_unknown_version_is_left_out_and_shown(later: AppTest) -> None:
    assert query_of(later) == {"region": "510100", "lang": "en"}
    assert later.title[0].value == "Overview"
    assert later.selectbox(key="input.region").value == "510100"
    text = later.warning[0].value
    assert all(f"{name}={value}" in text for name, value in {"v": "2", **LEVER, **ASSUMED}.items())
    assert not later.error


def test_the_notice_about_a_link_can_be_dismissed(later: AppTest) -> None:
    later.button(key="link.dismiss").click().run()
    assert not later.warning
    assert query_of(later) == {"region": "510100", "lang": "en"}


def test_a_parameter_that_is_not_listed_cannot_be_set() -> None:
    with pytest.raises(ValueError, match="unknown query parameter: mood"):
        url_state.put("mood", "good")
