"""The scenario page's heart: levers and assumptions on one side, what follows from them on the other."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

from forecasting.analysis.cost import lever_outcomes
from forecasting.model.run import BASELINE
from pages.cache.runs import comparison_of, outcome_of
from pages.scenario_page.assumption_controls import assumptions_block
from pages.scenario_page.best_package import package_block
from pages.scenario_page.goal_seek import goal_block
from pages.scenario_page.lever_list import lever_list, what_is_set
from pages.scenario_page.preview import context_of, gap_shown, watch
from pages.scenario_page.results import closing_cards, result_answers
from pages.scenario_page.scenario_files import file_buttons
from pages.scenario_page.undo import history_buttons
from pages.scenario_state.editor import ANSWERS, FILES, GAP, HISTORY, SEARCH, Bench
from pages.shell.fragments import part
from pages.widgets.chart_block import draw, is_dark, numbers_block
from reporting.charts.gap import gap_over_time
from reporting.words.sentences import assumed_baseline

# Seconds in which the server may send what is drawn so far. Without it the chart waits until the rest is
# computed, as the script keeps the interpreter to itself.
_YIELD = 0.02


def studio(bench: Bench) -> None:
    """The scenario that the levers make, its answers, and the questions the other way round."""
    frame, levers = bench.frame, [lever.id for lever in bench.standing().levers]
    left, right = st.container(key="bench").columns([2, 3], gap="large")
    with right:  # first in the script, so that what is watched is drawn first
        part(frame, GAP, partial(_gap, bench))
        part(frame, ANSWERS, partial(_answers, bench))
    with left, st.container(key="levers"):
        part(frame, HISTORY, partial(history_buttons, frame, levers))
        lever_list(bench)
        part(frame, "assume", partial(assumptions_block, frame, bench.warehouse, bench.selection))
        part(frame, FILES, partial(_files, bench))
    part(frame, SEARCH, partial(_the_other_way_round, bench))


def _gap(bench: Bench) -> None:
    """What is watched while a lever moves."""
    frame, selection = bench.frame, bench.selection
    scenario = bench.standing().scenario
    context = context_of(bench, scenario)
    outcome = outcome_of(selection.inputs, scenario, selection.settings)
    if scenario.assumptions:
        documented = outcome_of(selection.inputs, BASELINE, selection.settings).baseline
        st.info(
            assumed_baseline(documented, outcome.baseline, context), icon=":material/edit_note:"
        )
    watch(bench)
    chart = gap_over_time(outcome.scenario, context, baseline=outcome.baseline)
    draw(frame, "gap.shown", gap_shown(frame, outcome, chart, dark=is_dark()), answers=True)
    numbers_block(frame, chart, context)
    time.sleep(_YIELD)


def _answers(bench: Bench) -> None:
    """What takes longer: when it closes and what it costs, the story, and one further answer."""
    frame, selection, standing = bench.frame, bench.selection, bench.standing()
    inputs, settings = selection.inputs, selection.settings
    whole = comparison_of(inputs, standing.scenario, settings)
    outcomes = lever_outcomes(whole, inputs.interventions)
    closing_cards(frame, whole, outcomes)
    result_answers(
        frame,
        whole,
        outcomes,
        inputs,
        settings,
        context_of(bench, standing.scenario),
        standing.doubts,
    )
    what_is_set(frame, standing.scenario, inputs)


def _files(bench: Bench) -> None:
    file_buttons(bench.frame, bench.warehouse, bench.selection, bench.standing().scenario)


def _the_other_way_round(bench: Bench) -> None:
    """From the goal or the money to the levers. Nothing is searched for until it is asked."""
    tr, scenario = bench.frame.tr, bench.standing().scenario
    st.header(tr("The other way round"), anchor=False)
    blocks = {
        "goal": (tr("Goal: how much would it take?"), ":material/flag:", goal_block),
        "package": (tr("Best package: what to spend on?"), ":material/savings:", package_block),
    }
    for key, (title, icon, block) in blocks.items():
        opened = st.expander(title, icon=icon, key=f"search.{key}", on_change="rerun")
        if opened.open:
            with opened:
                block(bench.frame, bench.warehouse, bench.selection, scenario)
