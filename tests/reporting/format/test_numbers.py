from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.core.series import Unit
from reporting.format.i18n import Language
from reporting.format.numbers import (
    MISSING,
    add_up,
    format_change,
    format_quantity,
    format_range,
    format_ratio,
    round_to,
    scale_for,
    ticks_for,
    with_unit,
)

ZH, EN = Language.ZH, Language.EN
amounts = st.floats(-1e14, 1e14, allow_nan=False, allow_infinity=False)
counted = st.sampled_from([Unit.PERSONS, Unit.YUAN, Unit.FIRMS, Unit.YUAN_PER_PERSON])
languages = st.sampled_from(list(Language))


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (1.1e7, Unit.PERSONS, "1100万人", "11 million people"),
        (1.2e8, Unit.PERSONS, "1.2亿人", "120 million people"),
        (9.9996e7, Unit.PERSONS, "1亿人", "100 million people"),
        (1, Unit.PERSONS, "1人", "1 person"),
        (0, Unit.PERSONS, "0人", "0 people"),
        (-4.5e6, Unit.PERSONS, "−450万人", "−4.5 million people"),
        (1.1e12, Unit.YUAN, "1.1万亿元", "1.1 trillion yuan"),
        (2.5e11, Unit.YUAN, "2500亿元", "250 billion yuan"),
        (2.5e11, Unit.YUAN_PER_YEAR, "2500亿元/年", "250 billion yuan a year"),
        (7900, Unit.FIRMS, "7900家", "7,900 firms"),
        (0.1234, Unit.SHARE, "12.3%", "12.3%"),
        (0.0161, Unit.PER_YEAR, "1.61%/年", "1.61% a year"),
        (3.25, Unit.YEARS, "3.25年", "3.25 years"),
        (1, Unit.YEARS, "1年", "1 year"),
        (0.38, Unit.ELASTICITY, "0.38", "0.38"),
    ],
)
def test_quantities_read_as_people_write_them(
    value: float, unit: Unit, chinese: str, english: str
) -> None:
    assert format_quantity(value, unit, ZH) == chinese
    assert format_quantity(value, unit, EN) == english


def test_digits_decide_the_precision() -> None:
    assert format_quantity(36_159_000, Unit.PERSONS, ZH) == "3620万人"
    assert format_quantity(36_159_000, Unit.PERSONS, ZH, digits=4) == "3616万人"


def test_half_is_rounded_to_the_even_digit() -> None:
    assert [float(round_to(value, 2)) for value in (1.25, 1.35, 125, 135)] == [1.2, 1.4, 120, 140]


def test_a_missing_value_is_a_dash() -> None:
    assert format_quantity(float("nan"), Unit.PERSONS, ZH) == MISSING
    assert format_range(float("nan"), 1.0, Unit.PERSONS, EN) == MISSING
    assert format_ratio(float("inf"), EN) == MISSING


def test_differences_carry_their_sign() -> None:
    assert format_change(1.2e6, Unit.PERSONS, ZH) == "+120万人"
    assert format_change(-1.2e6, Unit.PERSONS, EN) == "−1.2 million people"
    assert format_change(0, Unit.PERSONS, ZH) == "0人"


def test_ranges_share_one_unit() -> None:
    assert format_range(9.03e6, 1.31e7, Unit.PERSONS, ZH) == "900–1300万人"
    assert format_range(9.03e6, 1.31e7, Unit.PERSONS, EN) == "9–13 million people"
    assert format_range(0.1, 0.25, Unit.SHARE, ZH) == "10–25%"


def test_a_dash_is_not_put_before_a_minus_sign() -> None:
    assert format_range(-2e6, 3.8e7, Unit.PERSONS, ZH) == "−200至3800万人"
    assert format_range(-2e6, 3.8e7, Unit.PERSONS, EN) == "−2 to 38 million people"


def test_bounds_that_round_alike_are_written_once() -> None:
    assert format_range(1.101e7, 1.102e7, Unit.PERSONS, ZH) == "1100万人"


@given(amounts, counted)
def test_chinese_never_counts_ten_thousand_of_a_unit_that_has_a_next_one(
    value: float, unit: Unit
) -> None:
    text = format_quantity(value, unit, ZH)
    digits = re.match(r"−?(\d+)", text)
    assert digits
    beyond_the_last_unit = "万亿" in text
    assert beyond_the_last_unit or len(digits.group(1)) <= 4


@given(amounts, counted, languages)
def test_no_thousands_letter_and_no_comma_in_chinese(
    value: float, unit: Unit, language: Language
) -> None:
    text = format_quantity(value, unit, language)
    assert not re.search(r"\d[kKMB]\b", text)
    assert language is EN or "," not in text


@given(st.floats(1e-6, 1e14), st.integers(1, 6))
def test_rounding_stays_within_half_a_unit_of_the_last_digit(value: float, digits: int) -> None:
    assert abs(float(round_to(value, digits)) - value) <= 0.5000001 * value * 10 ** (1 - digits)


@given(amounts, amounts, counted, languages)
def test_ranges_begin_with_the_lower_bound(
    first: float, second: float, unit: Unit, language: Language
) -> None:
    low, high = sorted((first, second))
    text = format_range(low, high, unit, language, digits=12)
    assert text.startswith("−") == (float(round_to(low, 12)) < 0 and not text.startswith("0"))


@given(st.lists(amounts, min_size=1, max_size=6), counted, languages)
def test_ticks_cover_the_values_and_rise(
    values: list[float], unit: Unit, language: Language
) -> None:
    ticks = ticks_for(values, unit, language)
    reach = ticks.span[1] - ticks.span[0]
    assert ticks.span[0] <= min(values) + 1e-6 * reach
    assert ticks.span[1] >= max(values) - 1e-6 * reach
    assert list(ticks.positions) == sorted(set(ticks.positions))
    assert len(set(ticks.texts)) == len(ticks.positions) <= 9


@given(st.lists(amounts, min_size=1, max_size=6), counted)
def test_tick_texts_never_reach_ten_thousand_of_a_unit_that_has_a_next_one(
    values: list[float], unit: Unit
) -> None:
    ticks = ticks_for(values, unit, ZH)
    whole = [text.lstrip("−").partition(".")[0] for text in ticks.texts]
    assert "万亿" in ticks.scale.label or max(map(len, whole)) <= 4


def test_tick_texts_are_the_positions_in_the_unit_of_the_axis() -> None:
    ticks = ticks_for([0.0, 3.8e7], Unit.PERSONS, ZH)
    assert ticks.texts == ("0", "1000", "2000", "3000", "4000")
    assert ticks.scale.label == "万人"


def test_an_axis_below_a_hundred_million_stays_in_ten_thousands() -> None:
    assert ticks_for([0.0, 9.7e7], Unit.PERSONS, ZH).scale.label == "万人"


def test_headings_name_the_unit() -> None:
    assert with_unit("缺口", scale_for([1e7], Unit.PERSONS, ZH)) == "缺口（万人）"
    assert with_unit("Gap", scale_for([1e7], Unit.PERSONS, EN)) == "Gap (million people)"
    assert with_unit("Ratio", scale_for([1.0], Unit.ELASTICITY, EN)) == "Ratio"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_written(unit: Unit, language: Language) -> None:
    assert format_quantity(12.0, unit, language)


def test_bounds_of_different_powers_keep_the_precision_of_the_smaller() -> None:
    bounds = np.array([4.6e7, 1.0e8])  # numpy's own numbers, as quantiles are
    assert format_range(bounds[0], bounds[1], Unit.PERSONS, Language.ZH) == "0.46–1亿人"
    assert format_range(9e6, 1.3e7, Unit.PERSONS, Language.ZH) == "900–1300万人"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_rounded_parts_add_up(parts: list[float]) -> None:
    exact = np.array(parts)
    total = np.rint(exact.sum()).astype(np.int64)
    whole = add_up(exact, np.asarray(total))
    assert whole.sum() == total
    assert np.abs(whole - exact).max() <= 1


def test_a_range_never_hides_that_it_reaches_below_zero() -> None:
    assert format_range(-48_000, 1.3e6, Unit.PERSONS, Language.ZH) == "−5至130万人"


def test_people_are_whole() -> None:
    assert format_quantity(12.4, Unit.PERSONS, Language.EN) == "12 people"
