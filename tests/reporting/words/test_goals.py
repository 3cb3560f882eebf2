from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.analysis.goalseek import GoalSeekResult
from forecasting.analysis.target import CLOSED, Goal, GoalOutcome, Obstacle, Target
from forecasting.model.interventions import Intervention, Setting
from forecasting.model.result import Spread
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.goals import goal_answer, goal_sentence

GOAL = Goal(Target(persons=5.5e6), 2035, 0.8)
BEFORE = GoalOutcome((Setting("skills", 0.0, 2026, 2),), Spread(2e6, 11e6, 3e7), 0.2)
MOST = GoalOutcome((Setting("skills", 3e6, 2026, 2),), Spread(-1e6, 7.1e6, 2.6e7), 0.46)
FOUND = GoalOutcome((Setting("skills", 123456.0, 2026, 2),), Spread(-2e6, 4e6, 2e7), 0.801)
Levers = dict[str, Intervention]


def no(why: Obstacle) -> GoalSeekResult:
    return GoalSeekResult(GOAL, ("skills",), BEFORE, None, MOST, None, why, 2037, 1.6e6)


def words(context: Context, zh: str, en: str) -> str:
    return zh if context.language is Language.ZH else en


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (CLOSED, "消除缺口", "is closed"),
        (Target(persons=5.5e6), "不超过550万人", "at most 5.5 million people"),
        (Target(share_of_supply=0.05), "不超过供给的 5%", "at most 5% of supply"),
    ],
)
def test_the_goal_is_named(context: Context, target: Target, zh: str, en: str) -> None:
    text = goal_sentence(Goal(target, 2035, 0.9), context)
    assert words(context, zh, en) in text
    assert "2035" in text
    assert "90%" in text


def test_the_least_size_is_named_with_gap_and_probability(
    context: Context, interventions: Levers
) -> None:
    answer = GoalSeekResult(GOAL, ("skills",), BEFORE, FOUND, MOST, 0.04, None, 2028, -1e5)
    text = goal_answer(answer, interventions, context)
    assert words(context, "12.3万人/年", "123 thousand people a year") in text
    assert words(context, "400万人", "4 million people") in text
    assert words(context, "−200至2000万人", "−2 to 20 million people") in text
    assert "2026" in text
    assert "80%" in text


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        (Obstacle.LAG, "最早 2037 年才见效", "nothing acts before 2037"),
        (Obstacle.ELSEWHERE, "一地所得即他地所失", "another loses"),
        (Obstacle.WIDENS, "都不缩小", "does not narrow"),
        (Obstacle.CEILING, "高出目标160万人", "1.6 million people above the target"),
        (Obstacle.UNCERTAINTY, "不到 80%", "46% and not 80%"),
    ],
)
def test_a_no_comes_with_its_reason_and_numbers(
    context: Context, interventions: Levers, why: Obstacle, zh: str, en: str
) -> None:
    text = goal_answer(no(why), interventions, context)
    assert words(context, zh, en) in text
    assert words(context, "710万人", "7.1 million people") in text
    assert context.tr.name(interventions["skills"]) in text


def test_a_goal_reached_already_is_said(context: Context, interventions: Levers) -> None:
    there = replace(BEFORE, probability=0.9)
    answer = GoalSeekResult(GOAL, ("skills",), there, there, MOST, 0.0, None, 2028, -1e5)
    text = goal_answer(answer, interventions, context)
    assert words(context, "即已达到目标", "reached already without") in text


def test_several_levers_are_described_by_their_common_share(
    context: Context, interventions: Levers
) -> None:
    both = ("skills", "targeted")
    answer = GoalSeekResult(GOAL, both, BEFORE, FOUND, MOST, 0.355, None, 2028, -1e5)
    text = goal_answer(answer, interventions, context)
    assert "35.5%" in text
    assert "2" in text
