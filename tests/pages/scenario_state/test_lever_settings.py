"""The query parameter of a lever, and what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.model.interventions import Channel, Kind, Setting, TargetPopulation
from pages.scenario_state.lever_settings import (
    Lever,
    encode_setting,
    read_setting,
    round_setting,
)
from tests.builders import intervention

YEARS = range(2025, 2036)
TRAINING = intervention("training", lag=3, ceiling=0.2)
GROWTH = intervention(
    "growth",
    Channel.OUTPUT,
    1.0,
    lag=0,
    target_population=TargetPopulation.OUTPUT,
    ceiling=0.05,
    kind=Kind.DEVELOPMENT,
    floor=-0.05,
)


def lever(measure: object = TRAINING, floor: float = 0.0, ceiling: float = 2e5) -> Lever:
    chosen = TRAINING if measure is TRAINING else GROWTH
    return Lever(chosen, floor, ceiling, Setting(chosen.id, 0.0, 2026, 0), YEARS, "100000.baseline")


@given(
    st.integers(0, 10**9 - 1),
    st.sampled_from(YEARS),
    st.integers(0, 10),
    st.one_of(st.none(), st.sampled_from(range(2036, 2040))),
)
def test_a_setting_comes_back_as_it_was_written(
    reach: int, start: int, ramp: int, end: int | None
) -> None:
    setting = Setting("training", float(reach), start, ramp, 3, end)
    assert read_setting(lever(), encode_setting(setting, TRAINING)) == setting


@given(st.floats(0.0, 1e8), st.floats(-0.05, 0.05))
def test_a_rounded_setting_is_what_the_url_gives_back(people: float, growth: float) -> None:
    trained = Setting("training", people, 2026, 3)
    assert read_setting(lever(), encode_setting(trained, TRAINING)) == round_setting(
        trained, TRAINING
    )
    grown = Setting("growth", growth, 2026, 0)
    assert read_setting(lever(GROWTH, -0.05, 0.05), encode_setting(grown, GROWTH)) == round_setting(
        grown, GROWTH
    )


@pytest.mark.parametrize("growth", [-0.02, 0.0125, 0.05])
def test_a_growth_rate_keeps_its_hundredths_of_a_point(growth: float) -> None:
    place = lever(GROWTH, -0.05, 0.05)
    read = read_setting(place, encode_setting(Setting("growth", growth, 2026, 0, 0), GROWTH))
    assert read is not None
    assert read.reach == pytest.approx(growth)


def test_more_than_the_region_can_reach_is_kept_as_asked() -> None:
    read = read_setting(lever(ceiling=1000.0), "50000_2026_3_3")
    assert read is not None
    assert read.reach == 50_000


@pytest.mark.parametrize(
    "text",
    [
        "many",
        "100_2026_3",
        "-5_2026_3_3",
        "100_1990_3_3",
        "100_2026_99_3",
        "100_2026_3_9",
        "100_2028_3_3_2027",
    ],
)
def test_what_a_lever_does_not_allow_is_refused(text: str) -> None:
    assert read_setting(lever(), text) is None


def test_a_level_of_ambition_is_its_share_of_what_can_be_reached() -> None:
    assert lever().levels == pytest.approx((25e3, 5e4, 1e5, 2e5))


@given(st.floats(1.0, 1e8))
def test_a_slider_has_about_a_hundred_round_steps(ceiling: float) -> None:
    step = lever(ceiling=ceiling).step
    digits = f"{step:.0e}"
    assert digits[0] in "125"
    assert ceiling / step <= 101
