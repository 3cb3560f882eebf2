"""Show the scenario editor: levers and assumptions on one side, results on the other."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

from forecasting.analysis.cost import intervention_outcomes
from forecasting.model.run import BASELINE
from pages.cache.runs import comparison_of, outcome_of
from pages.scenario_page.assumption_controls import show_assumptions
from pages.scenario_page.best_package import show_best_package
from pages.scenario_page.goal_seek import show_goal_seek
from pages.scenario_page.lever_list import show_lever_list, show_settings
from pages.scenario_page.preview import context_of, gap_payload, register_visit
from pages.scenario_page.results import show_answers, show_closing_cards
from pages.scenario_page.scenario_files import show_scenario_files
from pages.scenario_page.undo import show_undo_buttons
from pages.scenario_state.editor import ANSWERS, FILES, GAP, HISTORY, SEARCH, ScenarioEditor
from pages.shell.fragments import show_fragment
from pages.widgets.chart_block import draw_chart, is_dark, show_numbers
from reporting.charts.gap import gap_over_time
from reporting.words.sentences import assumed_baseline

# Seconds of pause in which the server sends what is drawn so far. Without it the chart waits until the rest is
# computed, because the script holds the interpreter lock.
_YIELD = 0.02


def show_scenario_page(editor: ScenarioEditor) -> None:
    """Show the levers, the results of their scenario, goal-seek and best package."""
    locale, levers = editor.locale, [lever.id for lever in editor.state().levers]
    left, right = st.container(key="editor").columns([2, 3], gap="large")
    with right:  # first in the script, so that the gap is drawn first
        show_fragment(locale, GAP, partial(_show_gap, editor))
        show_fragment(locale, ANSWERS, partial(_show_answers, editor))
    with left, st.container(key="levers"):
        show_fragment(locale, HISTORY, partial(show_undo_buttons, locale, levers))
        show_lever_list(editor)
        show_fragment(
            locale, "assume", partial(show_assumptions, locale, editor.warehouse, editor.selection)
        )
        show_fragment(locale, FILES, partial(_show_files, editor))
    show_fragment(locale, SEARCH, partial(_show_searches, editor))


def _show_gap(editor: ScenarioEditor) -> None:
    """Show the gap, which follows the levers while they move."""
    locale, selection = editor.locale, editor.selection
    scenario = editor.state().scenario
    context = context_of(editor, scenario)
    outcome = outcome_of(selection.run, scenario)
    if scenario.assumptions:
        documented = outcome_of(selection.run, BASELINE).baseline
        st.info(
            assumed_baseline(documented, outcome.baseline, context), icon=":material/edit_note:"
        )
    register_visit(editor)
    chart = gap_over_time(outcome.result, context, baseline=outcome.baseline)
    draw_chart(
        locale,
        "gap.shown",
        gap_payload(locale, outcome, chart, dark=is_dark()),
        follows_levers=True,
    )
    show_numbers(locale, chart, context)
    time.sleep(_YIELD)


def _show_answers(editor: ScenarioEditor) -> None:
    """Show closing year, cost, summary and the open tab, which take longer than the gap."""
    locale, selection, state = editor.locale, editor.selection, editor.state()
    inputs = selection.inputs
    whole = comparison_of(selection.run, state.scenario)
    outcomes = intervention_outcomes(whole, inputs.interventions)
    show_closing_cards(locale, whole, outcomes)
    show_answers(
        locale,
        whole,
        outcomes,
        selection.run,
        context_of(editor, state.scenario),
        state.plausibility_warnings,
    )
    show_settings(locale, state.scenario, inputs)


def _show_files(editor: ScenarioEditor) -> None:
    show_scenario_files(editor.locale, editor.warehouse, editor.selection, editor.state().scenario)


def _show_searches(editor: ScenarioEditor) -> None:
    """Show goal-seek and best package, each computed only when it is opened."""
    tr, scenario = editor.locale.tr, editor.state().scenario
    st.header(tr("Goal-seek and best package"), anchor=False)
    blocks = {
        "goal": (tr("Goal: how much would it take?"), ":material/flag:", show_goal_seek),
        "package": (tr("Best package: what to spend on?"), ":material/savings:", show_best_package),
    }
    for key, (title, icon, block) in blocks.items():
        opened = st.expander(title, icon=icon, key=f"search.{key}", on_change="rerun")
        if opened.open:
            with opened:
                block(editor.locale, editor.warehouse, editor.selection, scenario)
