"""A region under a scenario, ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.model_inputs.scenario_file import ScenarioFile
from data.reading.files import FACTS
from data.reading.scenarios import scenario as ready_scenario
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import ReadyScenario, Scenario
from forecasting.model.national_draws import Nation, prepare
from forecasting.model.projection import scenario_for


@dataclass(frozen=True, eq=False)
class Case:
    """What a run needs.

    Attributes:
        named: the ready or saved scenario, with its name.
        scenario: the same in the units of the region.
        nation: the national draws under the facts' own parameters.
    """

    inputs: ModelInputs
    named: ReadyScenario | ScenarioFile
    scenario: Scenario
    settings: RunSettings
    nation: Nation


def case_of(
    inputs: ModelInputs, named: str | ScenarioFile, settings: RunSettings, facts: Path = FACTS
) -> Case:
    """The case of a saved scenario, or of a ready one by its id."""
    nation = prepare(inputs, settings)
    if isinstance(named, ScenarioFile):
        return Case(inputs, named, named.scenario, settings, nation)
    ready = ready_scenario(named, facts)
    return Case(inputs, ready, scenario_for(ready, inputs, nation), settings, nation)
