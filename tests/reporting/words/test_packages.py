from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.analysis.packages import InclusionReason, Package, PackageItem
from forecasting.analysis.target import GoalOutcome, Obstacle
from forecasting.model.interventions import Intervention, Scenario, Setting
from forecasting.model.result import Spread
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.packages import (
    package_answer,
    package_table,
    price_sentence,
    reasons,
    verdict_text,
)


def part(name: str, reach: float, verdict: InclusionReason, price: float | None) -> PackageItem:
    posts = reach / 10
    cost = posts * (price or 0.0)
    return PackageItem(Setting(name, reach, 2026, 2), 5e5, cost, posts, price, 2031, verdict)


PARTS = (
    part("integration", 0.0, InclusionReason.LAG, None),
    part("targeted", 2e5, InclusionReason.PARTLY, 5e4),
    part("skills", 5e5, InclusionReason.FULL, 3e4),
)
PACKAGE = Package(
    2030,
    2.5e9,
    Scenario("package", tuple(p.setting for p in PARTS[1:])),
    GoalOutcome((), Spread(1e6, 4.8e6, 9e6), 0.1),
    GoalOutcome((), Spread(9e5, 4.4e6, 8e6), 0.12),
    4e5,
    2.5e9,
    1 / 5e4,
    PARTS,
)


def words(context: Context, zh: str, en: str) -> str:
    return zh if context.language is Language.ZH else en


def test_the_answer_gives_gap_interval_and_cost(context: Context) -> None:
    text = package_answer(PACKAGE, context)
    for zh, en in (
        ("25亿元", "2.5 billion yuan"),
        ("480万人", "4.8 million people"),
        ("440万人", "4.4 million people"),
        ("90–800万人", "0.9–8 million people"),
        ("40万人", "400 thousand people"),
    ):
        assert words(context, zh, en) in text


def test_further_money_has_a_price(context: Context) -> None:
    text = price_sentence(PACKAGE, context)
    assert words(context, "1亿元", "100 million yuan") in text
    assert words(context, "2000 个岗位", "2,000 posts") in text
    assert words(context, "5万元", "50 thousand yuan") in text
    nothing = price_sentence(replace(PACKAGE, posts_per_yuan=0.0), context)
    assert words(context, "不见效", "buys nothing") in nothing


@pytest.mark.parametrize("verdict", list(InclusionReason))
def test_every_verdict_has_words(context: Context, verdict: InclusionReason) -> None:
    text = verdict_text(replace(PARTS[1], inclusion=verdict), PACKAGE, context)
    assert text
    assert "{" not in text


def test_a_dearer_measure_is_set_against_the_margin(context: Context) -> None:
    dear = replace(PARTS[0], inclusion=InclusionReason.DEARER, price=9e4)
    text = verdict_text(dear, PACKAGE, context)
    assert words(context, "9万元", "90 thousand yuan") in text
    assert words(context, "5万元", "50 thousand yuan") in text


def test_the_table_begins_with_the_cheapest_measure_of_the_package(
    context: Context, interventions: dict[str, Intervention]
) -> None:
    rows = package_table(PACKAGE, interventions, context)
    names = [context.tr.name(interventions[name]) for name in ("skills", "targeted", "integration")]
    assert list(rows.iloc[:, 0]) == names
    assert list(rows.iloc[:, 1]) == ([50, 20, 0] if "万" in rows.columns[1] else [500, 200, 0])


def test_every_measure_gets_a_line_with_its_reason(
    context: Context, interventions: dict[str, Intervention]
) -> None:
    lines = reasons(PACKAGE, interventions, context)
    assert len(lines) == len(PARTS)
    assert context.tr.name(interventions["skills"]) in lines[0]
    assert words(context, "最早 2031 年见效", "acts from 2031") in lines[-1]


@pytest.mark.parametrize(
    ("reached", "cost", "zh", "en"),
    [
        (True, 2.5e9, "达到目标的最省组合", "The cheapest package"),
        (True, 0.0, "不采取任何措施", "reached already"),
        (False, 2.5e9, "没有组合能达到目标", "No package reaches"),
    ],
)
def test_a_goal_changes_the_answer(
    context: Context, cost: float, zh: str, en: str, *, reached: bool
) -> None:
    why = None if reached else Obstacle.CEILING
    package = replace(PACKAGE, reached=reached, obstacle=why, cost=cost)
    text = package_answer(package, context)
    assert words(context, zh, en) in text
    assert (words(context, "仍高于目标", "stays above") in text) is not reached
