"""Scenarios that can be adopted: ready ones, kept ones, and what is set on the scenario page."""

from __future__ import annotations

from dataclasses import dataclass

from data.reading.risk import RiskFacts
from forecasting.analysis.indicators import IndicatorValue, assess
from forecasting.model.interventions import Scenario
from forecasting.model.projection import scenario_for
from forecasting.model.result import Comparison
from forecasting.model.run import BASELINE
from pages.cache.database import ready_scenarios
from pages.cache.runs import outcome_of
from pages.scenario_state.assumptions import assumptions_of, levers_under, under
from pages.scenario_state.editor import OWN, scenario_set
from pages.scenario_state.lever_settings import setting_of
from pages.scenario_state.saved_scenarios import saved_scenarios
from pages.shell import url_state
from pages.shell.locale import Locale
from pages.widgets.region_controls import Selection

EDITOR = "bench"


@dataclass(frozen=True)
class Response:
    """A scenario under the name by which the visitor knows it.

    Attributes:
        id: of a ready scenario, the slot of a kept one, or BENCH.
    """

    id: str
    name: str
    scenario: Scenario


@dataclass(frozen=True, eq=False)
class Assessed:
    """A response run for the region, and its indicators without it and with it."""

    response: Response
    outcome: Comparison
    before: tuple[IndicatorValue, ...]
    after: tuple[IndicatorValue, ...]


def responses(locale: Locale, selection: Selection) -> dict[str, Response]:
    """Everything that can be adopted in the region, by id; the baseline last."""
    tr = locale.tr
    found = {
        name: Response(name, tr.name(ready), scenario_for(ready, selection.run))
        for name, ready in ready_scenarios().items()
        if ready.fits(selection.region.code)
    }
    baseline = found.pop(BASELINE.id)
    for slot, (saved, scenario) in saved_scenarios(selection).items():
        found[slot] = Response(slot, saved.name, scenario)
    own = _in_the_editor(selection)
    if own is not None:
        found[EDITOR] = Response(EDITOR, tr("Now set on the scenario page"), own)
    return found | {BASELINE.id: baseline}


def assessed(selection: Selection, response: Response, facts: RiskFacts) -> Assessed:
    """A response with its indicators; both sides rest on the same assumptions."""
    outcome = outcome_of(selection.run, response.scenario)
    inputs = under(selection, response.scenario.assumptions).inputs
    return Assessed(
        response,
        outcome,
        assess(outcome.baseline, inputs, facts.indicators),
        assess(outcome.result, inputs, facts.indicators),
    )


def _in_the_editor(selection: Selection) -> Scenario | None:
    """What is set on the scenario page where that is no ready scenario."""
    ready = ready_scenarios().get(url_state.chosen("scenario") or BASELINE.id)
    if ready is None or not ready.fits(selection.region.code):
        return None
    assumptions = assumptions_of(selection)
    settings = tuple(map(setting_of, levers_under(selection, assumptions, ready)))
    scenario = scenario_set(settings, ready, assumptions)
    return scenario if scenario.id == OWN else None
