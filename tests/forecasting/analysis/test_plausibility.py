from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.analysis.plausibility import (
    PlausibilityWarning,
    WarningReason,
    plausibility_warnings,
)
from forecasting.core.series import Region
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Precedent, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import ceilings
from tests.builders import model_inputs


def found(
    inputs: ModelInputs, *settings: Setting, horizon: int = 2035
) -> list[PlausibilityWarning]:
    run = PreparedRun.of(inputs, RunSettings(draws=200))
    return list(plausibility_warnings(run, Scenario("s", settings)))


def with_precedent(inputs: ModelInputs, reach: float) -> ModelInputs:
    lever = inputs.interventions["internships"]
    known = replace(lever, precedent=Precedent(reach, "", "", "", "", ()))
    return replace(inputs, interventions={**inputs.interventions, "internships": known})


def test_a_modest_setting_raises_no_doubt(inputs: ModelInputs) -> None:
    assert found(inputs, Setting("internships", 1e5, 2026, 2)) == []


def test_more_than_the_ceiling_names_what_can_be_reached(inputs: ModelInputs) -> None:
    (warning,) = found(inputs, Setting("orders", 9e6, 2026, 0))
    run = PreparedRun.of(inputs, RunSettings(draws=200))
    most = ceilings(run, 2026)["orders"]
    assert (warning.reason, warning.intervention) == (WarningReason.CEILING, "orders")
    assert warning.suggested == pytest.approx(most)


def test_more_than_has_ever_been_done_is_said(inputs: ModelInputs) -> None:
    (warning,) = found(with_precedent(inputs, 4e5), Setting("internships", 5e5, 2026, 0))
    assert (warning.reason, round(warning.limit)) == (WarningReason.PRECEDENT, 400_000)


def test_a_region_is_compared_with_its_part_of_the_precedent() -> None:
    place = Region("510000", "", "", "province", "100000")
    inputs = model_inputs(region=place, shares=Shares(0.1, 0.1, 0.25, ""))
    (warning,) = found(with_precedent(inputs, 4e5), Setting("internships", 2e5, 2026, 0))
    assert warning.limit == pytest.approx(1e5)


def test_an_effect_after_the_last_year_is_said(inputs: ModelInputs) -> None:
    (warning,) = found(inputs, Setting("internships", 1e5, 2032, 0), horizon=2035)
    assert (warning.reason, warning.limit) == (WarningReason.AFTER_HORIZON, 2036)


def test_more_places_than_graduates_suggests_a_size_that_fits(inputs: ModelInputs) -> None:
    settings = (Setting("internships", 3e6, 2026, 0), Setting("orders", 5e6, 2026, 0))
    (crowded,) = [d for d in found(inputs, *settings) if d.reason is WarningReason.CROWDED]
    assert crowded.intervention == "orders"
    assert crowded.suggested is not None
    assert 3e6 + crowded.suggested == pytest.approx(crowded.limit)


def test_attracting_people_is_a_loss_elsewhere(inputs: ModelInputs) -> None:
    (warning,) = found(inputs, Setting("settlement", 1e4, 2026, 0))
    assert warning.reason is WarningReason.ELSEWHERE
