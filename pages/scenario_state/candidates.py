"""Candidates for adoption: ready scenarios, saved scenarios, and the one set on the scenario page."""

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
from pages.scenario_state.assumptions import assumptions_of, levers_under, under_assumptions
from pages.scenario_state.editor import OWN, scenario_from_settings
from pages.scenario_state.lever_settings import setting_of
from pages.scenario_state.saved_scenarios import saved_scenarios
from pages.shell import url_state
from pages.shell.locale import Locale
from pages.widgets.region_controls import Selection

EDITOR = "editor"


@dataclass(frozen=True)
class Candidate:
    """A scenario that can be adopted.

    Attributes:
        id: of a ready scenario, the slot of a saved one, or EDITOR.
        name: in the language of the visitor.
    """

    id: str
    name: str
    scenario: Scenario


@dataclass(frozen=True, eq=False)
class AssessedCandidate:
    """A candidate with its run for the region and its indicators without and with it."""

    candidate: Candidate
    outcome: Comparison
    before: tuple[IndicatorValue, ...]
    after: tuple[IndicatorValue, ...]


def candidates(locale: Locale, selection: Selection) -> dict[str, Candidate]:
    """Return the candidates for the region by id, the baseline last."""
    tr = locale.tr
    by_id = {
        name: Candidate(name, tr.name(ready), scenario_for(ready, selection.run))
        for name, ready in ready_scenarios().items()
        if ready.fits(selection.region.code)
    }
    baseline = by_id.pop(BASELINE.id)
    for slot, (saved, scenario) in saved_scenarios(selection).items():
        by_id[slot] = Candidate(slot, saved.name, scenario)
    own = _in_the_editor(selection)
    if own is not None:
        by_id[EDITOR] = Candidate(EDITOR, tr("Now set on the scenario page"), own)
    return by_id | {BASELINE.id: baseline}


def assess_candidate(
    selection: Selection, candidate: Candidate, facts: RiskFacts
) -> AssessedCandidate:
    """Run a candidate; return its indicators, before and after under the same assumptions."""
    outcome = outcome_of(selection.run, candidate.scenario)
    inputs = under_assumptions(selection, candidate.scenario.assumptions).inputs
    return AssessedCandidate(
        candidate,
        outcome,
        assess(outcome.baseline, inputs, facts.indicators),
        assess(outcome.result, inputs, facts.indicators),
    )


def _in_the_editor(selection: Selection) -> Scenario | None:
    """Return the scenario set on the scenario page, None when it is a ready one."""
    ready = ready_scenarios().get(url_state.get("scenario") or BASELINE.id)
    if ready is None or not ready.fits(selection.region.code):
        return None
    assumptions = assumptions_of(selection)
    settings = tuple(map(setting_of, levers_under(selection, assumptions, ready)))
    scenario = scenario_from_settings(settings, ready, assumptions)
    return scenario if scenario.id == OWN else None
