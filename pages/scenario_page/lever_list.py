"""Show the ready scenarios, the list of levers, and the settings in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import (
    Intervention,
    Kind,
    ReadyScenario,
    Scenario,
    TargetPopulation,
)
from forecasting.model.run import BASELINE
from pages.cache.database import ready_scenarios
from pages.scenario_page.lever_control import show_lever
from pages.scenario_state.editor import OWN, READY_KEY, ScenarioEditor, lever_fragment
from pages.scenario_state.setting_text import setting_text
from pages.shell.feedback import show_empty_state
from pages.shell.fragments import show_fragment
from pages.shell.locale import Locale
from pages.shell.url_controls import reset_parameters, show_select
from pages.widgets.labels import localised
from pages.widgets.region_controls import Selection
from reporting.format.i18n import message
from reporting.words.assumptions import assumption_texts

DEMAND_SIDE = message("Demand side: what if")
GROUPS: dict[str, Callable[[Intervention], bool]] = {
    message("In education"): lambda i: i.target_population is TargetPopulation.GRADUATES,
    message("Among those who work"): lambda i: i.target_population is TargetPopulation.STOCK,
    DEMAND_SIDE: lambda i: i.kind is Kind.DEVELOPMENT,
}


def show_ready_scenario_select(locale: Locale, selection: Selection) -> ReadyScenario:
    """Show the ready scenarios from which the levers start; another choice resets the levers."""
    tr, code = locale.tr, selection.region.code
    ready = {name: each for name, each in ready_scenarios().items() if each.fits(code)}
    names = {name: tr.name(scenario) for name, scenario in ready.items()}
    chosen = ready[show_select(locale, "scenario", tr("Start from"), names, BASELINE.id)]
    if st.session_state.get(READY_KEY) not in {None, chosen.id}:
        reset_parameters(selection.inputs.interventions)
    st.session_state[READY_KEY] = chosen.id
    about = localised(locale, chosen.description_zh, chosen.description_en)
    st.caption(tr("Starting point: {about}", about=about))
    return chosen


def show_lever_list(editor: ScenarioEditor) -> None:
    """Show the levers in groups, each in a fragment of its own."""
    tr = editor.locale.tr
    for name, group in GROUPS.items():
        members = [lever for lever in editor.state().levers if group(lever.intervention)]
        if members:
            st.markdown(f"## {tr(name)}")
        if name == DEMAND_SIDE:
            st.caption(
                tr(
                    "These are not policy measures: they show what would follow if demand "
                    "developed differently. They have no cost and are not part of any package."
                )
            )
        for lever in members:
            show_fragment(
                editor.locale, lever_fragment(lever.id), partial(show_lever, editor, lever.id)
            )


def scenario_name(locale: Locale, scenario: Scenario) -> str:
    """Return the name of a scenario for charts and files."""
    if scenario.assumptions:
        return locale.tr(
            "Own scenario, {count} assumptions changed", count=len(scenario.assumptions)
        )
    if scenario.id == OWN:
        return locale.tr("Own scenario")
    return locale.tr.name(ready_scenarios()[scenario.id])


def show_settings(locale: Locale, scenario: Scenario, inputs: ModelInputs) -> None:
    """Show every lever setting and every changed assumption of the scenario in words."""
    tr = locale.tr
    st.header(tr("What is set"), anchor=False)
    if not scenario.settings:
        show_empty_state(
            tr(
                "No measure is set, so the scenario is the baseline. Move a lever, or start from a "
                "ready scenario."
            )
        )
    for setting in scenario.settings:
        st.markdown(
            f"- {setting_text(locale, setting, inputs.interventions[setting.intervention])}"
        )
    for text in assumption_texts(scenario.assumptions, inputs, tr).values():
        st.markdown(f"- {tr('Assumed: {text}', text=text)}")
