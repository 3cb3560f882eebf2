"""The scenario page's heart: levers and assumptions on one side, what follows from them on the other."""

from __future__ import annotations

import time

import streamlit as st

from data.warehouse import Warehouse
from forecasting.cost import lever_outcomes
from forecasting.interventions import ReadyScenario, Scenario
from forecasting.plausibility import Doubt, doubts
from forecasting.run import BASELINE
from pages.shared.assumption_blocks import assumptions_block
from pages.shared.assumptions import assumptions_of, levers_under
from pages.shared.cache import comparison_of, nation_of, outcome_of
from pages.shared.frame import Frame
from pages.shared.goals import goal_block
from pages.shared.history import history_buttons
from pages.shared.packages import package_block
from pages.shared.results import closing_cards, gap_block, gap_cards, result_answers
from pages.shared.scenario_files import file_buttons
from pages.shared.selection import Selection, run_context
from pages.shared.workbench import bench, scenario_name, scenario_set, what_is_set
from reporting.sentences import assumed_baseline

# Seconds in which the server may send what is drawn so far. Without it the chart waits until the rest is
# computed, as the script keeps the interpreter to itself.
_YIELD = 0.02


def studio(frame: Frame, warehouse: Warehouse, selection: Selection, ready: ReadyScenario) -> None:
    """The scenario that the levers make, its answers, and the questions the other way round."""
    assumptions = assumptions_of(selection)
    levers = levers_under(selection, assumptions, ready)
    scenario = scenario_set(levers, ready, assumptions)
    nation = nation_of(selection.inputs, selection.settings, assumptions)
    found = doubts(selection.inputs, scenario, nation, selection.settings.horizon)
    left, right = st.container(key="bench").columns([2, 3], gap="large")
    with right:  # first in the script, so that what is watched is drawn first
        _answers(frame, warehouse, selection, scenario, found)
    with left, st.container(key="levers"):
        history_buttons(frame)
        bench(frame, warehouse, levers, found)
        assumptions_block(frame, warehouse, selection)
        file_buttons(frame, warehouse, selection, scenario)
    _the_other_way_round(frame, warehouse, selection, scenario)


def _answers(
    frame: Frame,
    warehouse: Warehouse,
    selection: Selection,
    scenario: Scenario,
    found: tuple[Doubt, ...],
) -> None:
    inputs, settings = selection.inputs, selection.settings
    context = run_context(frame, warehouse, selection, scenario_name(frame, scenario))
    notice, cards, chart = st.container(), st.container(), st.container()
    outcome = outcome_of(inputs, scenario, settings)
    with chart:  # what is watched goes out first; who contributes what takes longer
        gap_block(frame, outcome, context)
    with cards:
        gap_cards(frame, outcome)
    time.sleep(_YIELD)
    if scenario.assumptions:
        documented = outcome_of(inputs, BASELINE, settings).baseline
        notice.info(
            assumed_baseline(documented, outcome.baseline, context), icon=":material/edit_note:"
        )
    whole = comparison_of(inputs, scenario, settings)
    outcomes = lever_outcomes(whole, inputs.interventions)
    with cards:
        closing_cards(frame, whole, outcomes)
    result_answers(frame, whole, outcomes, inputs, settings, context, found)
    what_is_set(frame, scenario, inputs)


def _the_other_way_round(
    frame: Frame, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """From the goal or the money to the levers. Nothing is searched for until it is asked."""
    tr = frame.tr
    st.subheader(tr("The other way round"), anchor=False)
    blocks = {
        "goal": (tr("Goal: how much would it take?"), ":material/flag:", goal_block),
        "package": (tr("Best package: what to spend on?"), ":material/savings:", package_block),
    }
    for key, (title, icon, block) in blocks.items():
        opened = st.expander(title, icon=icon, key=f"search.{key}", on_change="rerun")
        if opened.open:
            with opened:
                block(frame, warehouse, selection, scenario)
