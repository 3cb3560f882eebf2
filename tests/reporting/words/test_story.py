from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from forecasting.analysis.cost import intervention_outcomes
from forecasting.analysis.plausibility import plausibility_warnings
from forecasting.analysis.sensitivity import influences
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import (
    Assumption,
    Channel,
    Kind,
    Scenario,
    Setting,
    TargetPopulation,
)
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Comparison
from forecasting.model.run import compare
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.story import story
from tests.builders import MEASURES, intervention, model_inputs

GROWTH = intervention(
    "growth",
    Channel.OUTPUT,
    1.0,
    lag=0,
    target_population=TargetPopulation.OUTPUT,
    kind=Kind.DEVELOPMENT,
)
COURSES = Setting("courses", 1e6, 2026, 1)
PLACES = Setting("laboratories", 1e5, 2028, 1)
Tell = Callable[..., str]


@pytest.fixture(scope="module")
def inputs() -> ModelInputs:
    return model_inputs((*MEASURES, GROWTH))


@pytest.fixture
def tell(inputs: ModelInputs, context: Context) -> Tell:
    run = PreparedRun.of(inputs, RunSettings(draws=100))

    def told(*levers: Setting, assumptions: tuple[Assumption, ...] = (), less: float = 0.0) -> str:
        scenario = Scenario("s", levers, assumptions)
        result = _less_demand(compare(run, scenario), less)
        outcomes = intervention_outcomes(result, inputs.interventions)
        strongest = influences(run, scenario)[0]
        warned = plausibility_warnings(run, scenario)
        return story(result, outcomes, strongest, warned, inputs, context)

    return told


def _less_demand(comparison: Comparison, persons: float) -> Comparison:
    scenario, baseline = comparison.result, comparison.baseline
    return replace(
        comparison,
        result=replace(scenario, demand=scenario.demand - persons),
        baseline=replace(baseline, demand=baseline.demand - persons),
    )


def test_the_baseline_has_neither_measure_nor_cost(tell: Tell, context: Context) -> None:
    text = tell()
    zh = context.language is Language.ZH
    assert ("基准情景" if zh else "this is the baseline") in text
    assert ("费用" if zh else "cost") not in text
    assert context.place in text
    assert "2025" in text
    assert "elasticity" in text


def test_one_measure_is_named_with_size_start_and_first_effect(
    tell: Tell, context: Context
) -> None:
    text = tell(COURSES)
    zh = context.language is Language.ZH
    expected = ("100万人/年", "一项措施") if zh else ("1 million people a year", "one measure")
    assert all(part in text for part in (*expected, "courses", "2026", "2028"))
    assert ("110亿元" if zh else "9.5 billion yuan") in text or "95亿元" in text
    assert ("缩小约" if zh else "smaller") in text


def test_a_package_names_the_largest_contribution(tell: Tell, context: Context) -> None:
    text = tell(PLACES, COURSES)
    zh = context.language is Language.ZH
    assert ("设置2项措施" if zh else "2 measures are set") in text
    assert "courses" in text
    assert "laboratories" not in text
    assert "2033" in text  # the last effect: 2028 and five years


def test_a_surplus_is_called_a_surplus(tell: Tell, context: Context) -> None:
    text = tell(COURSES, less=60e6)
    word = "人才比岗位多" if context.language is Language.ZH else "more than posts"
    assert word in text


def test_a_development_is_a_what_if_and_may_widen_the_gap(tell: Tell, context: Context) -> None:
    text = tell(Setting("growth", 0.03, 2026, 0))
    zh = context.language is Language.ZH
    assert ("不是措施" if zh else "no measure, so it has no cost") in text
    assert ("缺口扩大" if zh else "widens") in text
    assert ("累计费用" if zh else "yuan") not in text


def test_changed_assumptions_are_named(tell: Tell, context: Context) -> None:
    plain = tell(COURSES)
    text = tell(COURSES, assumptions=(Assumption("exit_rate", 0.02, 0.01, 0.03),))
    word = "与资料所载不同" if context.language is Language.ZH else "differs from the documented"
    assert word in text
    assert "exit_rate" in text
    assert word not in plain


def test_a_setting_beyond_its_bounds_is_named(tell: Tell, context: Context) -> None:
    word = "需要注意" if context.language is Language.ZH else "Caution"
    assert word in tell(replace(COURSES, reach=1e9))
    assert word not in tell(COURSES)


def test_an_effect_after_the_period_is_named(tell: Tell, context: Context) -> None:
    text = tell(Setting("laboratories", 1e5, 2033, 0))
    zh = context.language is Language.ZH
    assert "2038" in text
    assert ("尚无变化" if zh else "nothing has changed") in text
    assert ("缺口尚未缩小" if zh else "no post is closed") in text


def test_the_story_is_short_and_commands_nobody(tell: Tell, context: Context) -> None:
    text = tell(COURSES, PLACES)
    stop = "。" if context.language is Language.ZH else ". "
    assert 4 <= text.count(stop) + 1 <= 7
    assert "must" not in text
    assert "必须" not in text
    assert "{" not in text
