"""The scenario page's heart: levers and assumptions on one side, what follows from them on the other."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

from forecasting.analysis.cost import intervention_outcomes
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
from pages.scenario_state.editor import ANSWERS, FILES, GAP, HISTORY, SEARCH, ScenarioEditor
from pages.shell.fragments import fragment
from pages.widgets.chart_block import draw, is_dark, numbers_block
from reporting.charts.gap import gap_over_time
from reporting.words.sentences import assumed_baseline

# Seconds in which the server may send what is drawn so far. Without it the chart waits until the rest is
# computed, as the script keeps the interpreter to itself.
_YIELD = 0.02


def show_scenario_page(editor: ScenarioEditor) -> None:
    """The scenario that the levers make, its answers, and the questions the other way round."""
    locale, levers = editor.locale, [lever.id for lever in editor.state().levers]
    left, right = st.container(key="bench").columns([2, 3], gap="large")
    with right:  # first in the script, so that what is watched is drawn first
        fragment(locale, GAP, partial(_gap, editor))
        fragment(locale, ANSWERS, partial(_answers, editor))
    with left, st.container(key="levers"):
        fragment(locale, HISTORY, partial(history_buttons, locale, levers))
        lever_list(editor)
        fragment(
            locale, "assume", partial(assumptions_block, locale, editor.warehouse, editor.selection)
        )
        fragment(locale, FILES, partial(_files, editor))
    fragment(locale, SEARCH, partial(_the_other_way_round, editor))


def _gap(editor: ScenarioEditor) -> None:
    """What is watched while a lever moves."""
    locale, selection = editor.locale, editor.selection
    scenario = editor.state().scenario
    context = context_of(editor, scenario)
    outcome = outcome_of(selection.run, scenario)
    if scenario.assumptions:
        documented = outcome_of(selection.run, BASELINE).baseline
        st.info(
            assumed_baseline(documented, outcome.baseline, context), icon=":material/edit_note:"
        )
    watch(editor)
    chart = gap_over_time(outcome.result, context, baseline=outcome.baseline)
    draw(locale, "gap.shown", gap_shown(locale, outcome, chart, dark=is_dark()), answers=True)
    numbers_block(locale, chart, context)
    time.sleep(_YIELD)


def _answers(editor: ScenarioEditor) -> None:
    """What takes longer: when it closes and what it costs, the story, and one further answer."""
    locale, selection, state = editor.locale, editor.selection, editor.state()
    inputs = selection.inputs
    whole = comparison_of(selection.run, state.scenario)
    outcomes = intervention_outcomes(whole, inputs.interventions)
    closing_cards(locale, whole, outcomes)
    result_answers(
        locale,
        whole,
        outcomes,
        selection.run,
        context_of(editor, state.scenario),
        state.plausibility_warnings,
    )
    what_is_set(locale, state.scenario, inputs)


def _files(editor: ScenarioEditor) -> None:
    file_buttons(editor.locale, editor.warehouse, editor.selection, editor.state().scenario)


def _the_other_way_round(editor: ScenarioEditor) -> None:
    """From the goal or the money to the levers. Nothing is searched for until it is asked."""
    tr, scenario = editor.locale.tr, editor.state().scenario
    st.header(tr("The other way round"), anchor=False)
    blocks = {
        "goal": (tr("Goal: how much would it take?"), ":material/flag:", goal_block),
        "package": (tr("Best package: what to spend on?"), ":material/savings:", package_block),
    }
    for key, (title, icon, block) in blocks.items():
        opened = st.expander(title, icon=icon, key=f"search.{key}", on_change="rerun")
        if opened.open:
            with opened:
                block(editor.locale, editor.warehouse, editor.selection, scenario)
