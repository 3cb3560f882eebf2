from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Region
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.national_draws import draw_national
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, compare, run_scenario

FEW = RunSettings(draws=200, seed=11, horizon=2032)
MANY = RunSettings(draws=500, seed=7)
HIGHER_GAP = (Assumption("baseline_gap", 2e7, 1.9e7, 2.1e7),)
BETTER_COURSES = (Assumption("courses.retraining", 0.9, 0.8, 0.95),)


@pytest.mark.parametrize("settings", [FEW, MANY], ids=["few", "many"])
def test_the_manifest_states_the_settings_of_the_draws(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    run = PreparedRun.of(inputs, settings)
    result = run_scenario(run, BASELINE)
    stated = result.manifest
    assert RunSettings(stated.draws, stated.seed, stated.horizon) == settings == run.settings
    assert len(result.gap) == settings.draws


def test_a_run_cannot_take_settings_beside_those_of_its_draws(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    with pytest.raises(TypeError, match="settings"):
        replace(run, settings=MANY)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "change",
    [
        lambda inputs: replace(inputs, digest="other facts"),
        lambda inputs: replace(inputs, gap_anchor=replace(inputs.gap_anchor, year=2022)),
        lambda inputs: replace(
            inputs,
            parameters=replace(
                inputs.parameters, exit_rate=replace(inputs.parameters.exit_rate, value=0.03)
            ),
        ),
    ],
    ids=["facts", "anchor", "parameter"],
)
def test_draws_made_for_other_inputs_are_refused(inputs: ModelInputs, change) -> None:  # type: ignore[no-untyped-def]
    changed = change(inputs)
    with pytest.raises(ValueError, match="other inputs"):
        PreparedRun(changed, changed, draw_national(inputs, FEW))


def test_a_run_under_assumptions_is_the_one_prepared_under_them(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    fresh = PreparedRun.of(inputs, FEW, HIGHER_GAP)
    scenario = Scenario("s", (Setting("courses", 1e6, 2026, 0),), HIGHER_GAP)
    expected = compare(fresh, scenario).result.gap
    np.testing.assert_array_equal(compare(run, scenario).result.gap, expected)
    np.testing.assert_array_equal(compare(run.under(HIGHER_GAP), scenario).result.gap, expected)


def test_a_run_returns_from_its_assumptions_to_the_facts(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    back = run.under(HIGHER_GAP).under(())
    assert back.inputs is inputs
    expected = run_scenario(run, BASELINE).gap
    np.testing.assert_array_equal(run_scenario(back, BASELINE).gap, expected)


def test_an_assumption_about_an_intervention_keeps_the_draws(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    assumed = run.under(BETTER_COURSES)
    assert assumed.national is run.national
    assert assumed.inputs.interventions["courses"].effects[0].size.value == 0.9
    assert run.under(HIGHER_GAP).national is not run.national


def test_regions_share_the_national_draws(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    place, shares = Region("510000", "", "", "province", "100000"), Shares(0.1, 0.1, 0.1, "")
    part = run.in_region(place, shares)
    alone = PreparedRun.of(replace(inputs, region=place, shares=shares), FEW)
    assert part.national is run.national
    np.testing.assert_array_equal(
        run_scenario(part, BASELINE).gap, run_scenario(alone, BASELINE).gap
    )


def test_a_shortened_run_gives_the_same_draws_up_to_its_year(inputs: ModelInputs) -> None:
    run = PreparedRun.of(inputs, FEW)
    short = run.until(2030)
    assert short.settings.horizon == 2030
    whole, part = run_scenario(run, BASELINE), run_scenario(short, BASELINE)
    assert part.years[-1] == 2030
    np.testing.assert_array_equal(part.gap, whole.gap[:, : len(part.years)])


def test_an_unknown_assumption_is_refused(inputs: ModelInputs) -> None:
    with pytest.raises(ScenarioError, match="luck"):
        PreparedRun.of(inputs, FEW, (Assumption("luck", 1, 1, 1),))
