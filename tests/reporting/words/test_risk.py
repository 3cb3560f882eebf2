"""The risk loop in words and tables."""

from __future__ import annotations

import pytest

from forecasting.analysis.indicators import IndicatorKind, IndicatorValue, RiskIndicator, Status
from forecasting.analysis.tracking import Actual, TrackedActual, TrackStatus
from forecasting.core.series import Unit
from forecasting.model.result import Spread
from reporting.format.i18n import Language
from reporting.format.numbers import MISSING
from reporting.words.risk import (
    change_table,
    changes_sentence,
    indicator_table,
    status_word,
    summary,
    threshold_text,
    tracking_sentence,
    tracking_table,
)

EN, ZH = Language.EN, Language.ZH


def indicator(
    figure: IndicatorKind = IndicatorKind.GAP_SHARE, *, more: bool = False
) -> RiskIndicator:
    amber, red = (0.5, 0.2) if more else (0.1, 0.2)
    return RiskIndicator(figure, "缺口", "Gap", Unit.SHARE, more, amber, red, "", "", ())


GAP = IndicatorValue(indicator(), 0.15, Spread(-0.1, 0.15, 0.4), 0.41)
SMALL = IndicatorValue(indicator(), 0.05, Spread(-0.2, 0.05, 0.3), 0.2)
NONE = IndicatorValue(indicator(IndicatorKind.LATE_SHARE), None)


def word(status: Status | None) -> str:
    return status_word(status, EN)


def judged(track: TrackStatus, *, above: bool = False, gap: float | None = 5e5) -> TrackedActual:
    people = 1.7e6 if above else 1.5e6
    return TrackedActual(Actual(2026, people, published=False), track, 1.6e6, above, gap)


def test_a_row_holds_light_value_interval_thresholds_and_the_probability_of_red() -> None:
    table = indicator_table([GAP, NONE], EN, word)
    assert list(table.iloc[0]) == [
        "Gap",
        "Attention",
        "15%",
        "−10 to 40%",
        "amber ≥ 10%, red ≥ 20%",
        "41%",
    ]
    assert list(table.iloc[1])[1:4] == ["Not applicable", MISSING, MISSING]


@pytest.mark.parametrize(
    ("language", "said"), [(EN, "amber ≤ 50%, red ≤ 20%"), (ZH, "黄线 ≤50%，红线 ≤20%")]
)
def test_thresholds_say_in_which_direction_they_warn(language: Language, said: str) -> None:
    better = indicator(IndicatorKind.CLOSING_PROBABILITY, more=True)
    assert threshold_text(better, language) == said


def test_the_summary_counts_what_could_be_judged() -> None:
    text = summary([GAP, SMALL, NONE], "Chengdu", 2035, EN)
    assert text == (
        "Chengdu, end of 2035: of 2 indicators, 0 are critical, 1 need attention and 1 are in order."
    )


def test_a_changed_status_is_named() -> None:
    assert changes_sentence([GAP, NONE], [SMALL, NONE], EN) == (
        "Status changes: Gap: Attention → In order."
    )
    assert changes_sentence([GAP, NONE], [GAP, SMALL], EN).startswith("No status changes")
    assert list(change_table([GAP], [SMALL], EN, word).iloc[0]) == [
        "Gap",
        "15% Attention",
        "5% In order",
    ]


@pytest.mark.parametrize(
    ("found", "first_effect_year", "said"),
    [
        (judged(TrackStatus.ON_TRACK), 2026, "as the target line says"),
        (judged(TrackStatus.WATCH), 2026, "100 thousand people below the target, still within"),
        (judged(TrackStatus.WATCH, above=True), 2026, "above the target, still within"),
        (judged(TrackStatus.OFF_TRACK), 2026, "check which measure lags"),
        (judged(TrackStatus.OFF_TRACK), 2027, "No measure can have acted by then"),
        (judged(TrackStatus.OFF_TRACK), None, "No measure can have acted by then"),
        (judged(TrackStatus.OFF_TRACK, above=True), None, "before measures are cut"),
    ],
)
def test_an_actual_is_described_with_its_consequence(
    found: TrackedActual, first_effect_year: int | None, said: str
) -> None:
    assert said in tracking_sentence(found, first_effect_year, EN)


def test_the_table_holds_an_actual_with_the_gap_it_implies() -> None:
    table = tracking_table(
        [judged(TrackStatus.WATCH), judged(TrackStatus.WATCH, gap=None)], ZH, str
    )
    assert list(table.iloc[0])[3:] == ["150万人", "160万人", "−10万人", "50万人"]
    assert table.iloc[1].iloc[-1] == MISSING
