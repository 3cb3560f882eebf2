from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forecasting.core.series import Region, Values
from forecasting.model.assumptions import known_parameters
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import (
    Assumption,
    Channel,
    Scenario,
    Setting,
    TalentKind,
    TargetPopulation,
)
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, run_scenario
from tests.builders import intervention, model_inputs, parameter, parameters

COURSES = intervention(
    "courses",
    Channel.RETRAINING,
    0.1,
    lag=2,
    target_population=TargetPopulation.STOCK,
    talent=TalentKind.SKILLED,
)
ORDERS = intervention("orders", size=0.25, lag=3, ceiling=0.3, talent=TalentKind.APPLICATION)
MINORS = intervention("minors", size=0.05, lag=2, ceiling=0.3, talent=TalentKind.COMPOUND)
PLACES = intervention("places", Channel.GRADUATES, 0.5, lag=4)
KINDS = (TalentKind.COMPOUND, TalentKind.APPLICATION, TalentKind.SKILLED)


@pytest.fixture(scope="module")
def inputs() -> ModelInputs:
    return model_inputs((COURSES, ORDERS, MINORS, PLACES))


def run(inputs: ModelInputs, settings: RunSettings, *measures: Setting) -> GapResult:
    return run_scenario(
        PreparedRun.of(inputs, settings), Scenario("s", measures) if measures else BASELINE
    )


def of_year(result: GapResult, paths: Values, year: int) -> Values:
    return np.asarray(paths[:, list(result.years).index(year)])


@hypothesis_settings(max_examples=20, deadline=None)
@given(
    reaches=st.tuples(*(st.floats(0, 5e6) for _ in range(4))),
    seed=st.integers(0, 100),
)
def test_the_kinds_add_up_to_the_gap_in_every_draw(reaches: tuple[float, ...], seed: int) -> None:
    levers = (COURSES, ORDERS, MINORS, PLACES)
    settings = [Setting(m.id, r, 2026, 1) for m, r in zip(levers, reaches, strict=True)]
    result = run(model_inputs(levers), RunSettings(draws=100, seed=seed), *settings)
    total = np.sum([result.gap_of(kind) for kind in TalentKind], axis=0)
    assert np.abs(total - result.gap).max() < 1e-3


def test_a_kind_is_its_share_of_posts_less_its_share_of_people(settings: RunSettings) -> None:
    known = {"compound": 0.25, "application": 0.3, "skilled": 0.2}
    shares = {f"{kind}_share": parameter(f"{kind}_share", of) for kind, of in known.items()} | {
        f"{kind}_supply_share": parameter(f"{kind}_supply_share", 0.2) for kind in known
    }
    result = run(model_inputs(parameters=replace(parameters(), **shares)), settings)
    by_hand = 0.25 * result.demand - 0.2 * result.supply
    assert np.allclose(result.gap_of(TalentKind.COMPOUND), by_hand)


def test_the_retrained_count_to_their_kind_and_leave_like_everybody(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run(inputs, settings, Setting("courses", 1e6, 2026, 0))
    trained = result.talent_mix.trained[TalentKind.SKILLED]
    exits = PreparedRun.of(inputs, settings).national.exit_rate
    assert of_year(result, trained, 2027).max() == 0
    assert of_year(result, trained, 2028) == pytest.approx(1e5)
    assert of_year(result, trained, 2029) == pytest.approx(1e5 * (1 - exits) + 1e5)


def test_students_who_would_have_entered_anyway_count_too(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run(inputs, settings, Setting("orders", 4e5, 2026, 0))
    trained = of_year(result, result.talent_mix.trained[TalentKind.APPLICATION], 2029)
    assert trained == pytest.approx(
        4e5 * (PreparedRun.of(inputs, settings).national.entry_share + 0.25)
    )


def test_a_measure_narrows_the_gap_of_its_kind_most(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    before = run(inputs, settings)
    after = run(inputs, settings, Setting("minors", 1e6, 2026, 0))
    narrower = {
        kind: of_year(before, before.gap_of(kind) - after.gap_of(kind), 2035).mean()
        for kind in KINDS
    }
    assert narrower[TalentKind.COMPOUND] > 5e5
    assert narrower[TalentKind.APPLICATION] < 0  # some of its people become compound talent
    assert narrower[TalentKind.SKILLED] < 0


def test_a_measure_without_a_kind_keeps_the_usual_mix(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run(inputs, settings, Setting("places", 2e5, 2026, 0))
    assert not any(trained.any() for trained in result.talent_mix.trained.values())


def test_measures_on_the_same_entrants_never_train_more_than_enter(settings: RunSettings) -> None:
    greedy = [
        intervention(f"m{i}", size=0.9, lag=1, ceiling=1.0, talent=kind)
        for i, kind in enumerate(KINDS)
    ]
    measures = [Setting(measure.id, 1e9, 2025, 0) for measure in greedy]
    result = run(model_inputs(tuple(greedy)), settings, *measures)
    trained = np.sum(list(result.talent_mix.trained.values()), axis=0)
    ahead = result.years > result.last_observed
    entered = np.cumsum((result.flows.graduates + result.flows.migration)[:, ahead], axis=1)
    assert (trained[:, ahead] <= entered * 1.0001).all()
    assert (trained <= result.supply).all()


def test_shares_that_exceed_the_whole_are_scaled_down(settings: RunSettings) -> None:
    large = {name: parameter(name, 0.5) for name in ("compound_share", "application_share")}
    result = run(model_inputs(parameters=replace(parameters(), **large)), settings)
    shares = np.array(list(result.talent_mix.posts.values()))
    assert np.allclose(shares.sum(axis=0), 1)
    assert shares.min() > -1e-9


def test_baseline_and_scenario_share_the_draws_of_the_shares(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    before = run(inputs, settings)
    after = run(inputs, settings, Setting("courses", 1e6, 2026, 0))
    for kind in TalentKind:
        assert np.array_equal(before.talent_mix.posts[kind], after.talent_mix.posts[kind])
        assert np.array_equal(before.talent_mix.people[kind], after.talent_mix.people[kind])


def test_the_kinds_of_regions_sum_to_the_nation(inputs: ModelInputs, settings: RunSettings) -> None:
    nation = run(inputs, settings)
    parts = [
        run(
            replace(
                inputs,
                region=Region(str(i), "", "", "province", "100000"),
                shares=replace(inputs.shares, stock=s, gap=g, graduates=s, rule="r"),
            ),
            settings,
        )
        for i, (s, g) in enumerate([(0.6, 0.3), (0.4, 0.7)])
    ]
    for kind in TalentKind:
        total = sum(part.gap_of(kind) for part in parts)
        assert np.allclose(total, nation.gap_of(kind))


def test_a_share_can_be_assumed_otherwise(inputs: ModelInputs, settings: RunSettings) -> None:
    assert "compound_share" in known_parameters(inputs)
    assumed = Scenario("s", (), (Assumption("compound_share", 0.1, 0.1, 0.1),))
    result = run_scenario(PreparedRun.of(inputs, settings), assumed)
    assert result.talent_mix.posts[TalentKind.COMPOUND] == pytest.approx(0.1)
    assert np.allclose(result.gap, run(inputs, settings).gap)
