from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reporting.format.wrapping import width, wrap

TEXTS = st.text(st.sampled_from("人才缺口预测ab c1。，% "), max_size=60)


def test_chinese_breaks_anywhere_and_english_at_spaces() -> None:
    assert wrap("数字人才缺口", 3) == ["数字人", "才缺口"]
    assert wrap("gap of talent", 5) == ["gap of", "talent"]


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrap("数字人才，缺口", 4) == ["数字人才，", "缺口"]


def test_a_year_keeps_its_sign() -> None:
    assert wrap("缺口到2025年", 4) == ["缺口到", "2025年"]


def test_width_counts_chinese_twice_as_wide_as_latin() -> None:
    assert width("人才") > width("ab")


@given(TEXTS, st.floats(4, 30))
def test_no_character_is_lost(text: str, limit: float) -> None:
    assert "".join("".join(wrap(text, limit)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("人才缺口预测"), max_size=60), st.floats(4, 30))
def test_lines_of_chinese_stay_within_the_limit(text: str, limit: float) -> None:
    assert all(width(line) <= limit for line in wrap(text, limit))
