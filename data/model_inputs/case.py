"""A named scenario and the prepared run of the region for which it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.model_inputs.scenario_file import ScenarioFile
from data.reading.files import FACTS
from data.reading.scenarios import scenario as ready_scenario
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import ReadyScenario, Scenario
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import scenario_for


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario by its name, and the run in which it is asked for.

    Attributes:
        named: the ready or saved scenario, with its name.
        scenario: the same in the units of the region.
        run: under the assumptions of the scenario.
    """

    named: ReadyScenario | ScenarioFile
    scenario: Scenario
    run: PreparedRun


def case_of(
    inputs: ModelInputs, named: str | ScenarioFile, settings: RunSettings, facts: Path = FACTS
) -> Case:
    """Return the case of a saved scenario, or of a ready one by its id.

    Raises:
        ScenarioError: the horizon cannot be simulated, or an assumption is unknown or out of bounds.
        FactsError: there is no ready scenario of this id.
    """
    if isinstance(named, ScenarioFile):
        run = PreparedRun.of(inputs, settings, named.scenario.assumptions)
        return Case(named, named.scenario, run)
    ready, run = ready_scenario(named, facts), PreparedRun.of(inputs, settings)
    return Case(ready, scenario_for(ready, run), run)
