"""The editor of the scenario page: a ready scenario, the levers, and in words what is set."""

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
from pages.scenario_page.lever_control import lever_block
from pages.scenario_state.editor import OWN, ScenarioEditor, lever_fragment
from pages.scenario_state.setting_text import in_words
from pages.shell.feedback import empty
from pages.shell.fragments import fragment
from pages.shell.locale import Locale
from pages.shell.url_controls import pick, reset
from pages.widgets.labels import noted
from pages.widgets.region_controls import Selection
from reporting.format.i18n import message
from reporting.words.assumptions import assumption_texts

DEMAND_SIDE = message("Demand side: what if")
GROUPS: dict[str, Callable[[Intervention], bool]] = {
    message("In education"): lambda i: i.target_population is TargetPopulation.GRADUATES,
    message("Among those who work"): lambda i: i.target_population is TargetPopulation.STOCK,
    DEMAND_SIDE: lambda i: i.kind is Kind.DEVELOPMENT,
}


def pick_ready(locale: Locale, selection: Selection) -> ReadyScenario:
    """The ready scenario from which the levers start; another one resets them."""
    tr, code = locale.tr, selection.region.code
    ready = {name: found for name, found in ready_scenarios().items() if found.fits(code)}
    names = {name: tr.name(scenario) for name, scenario in ready.items()}
    chosen = ready[pick(locale, "scenario", tr("Start from"), names, BASELINE.id)]
    if st.session_state.get("bench") not in {None, chosen.id}:
        reset(selection.inputs.interventions)
    st.session_state["bench"] = chosen.id
    about = noted(locale, chosen.description_zh, chosen.description_en)
    st.caption(tr("Starting point: {about}", about=about))
    return chosen


def lever_list(editor: ScenarioEditor) -> None:
    """Show every lever, in groups, each as a part of its own."""
    tr = editor.locale.tr
    for name, group in GROUPS.items():
        members = [lever for lever in editor.state().levers if group(lever.intervention)]
        if members:
            st.markdown(f"## {tr(name)}")
        if name == DEMAND_SIDE:
            st.caption(
                tr(
                    "Nobody decides on these; they ask what would follow if demand went otherwise. "
                    "They cost nothing and are part of no package."
                )
            )
        for lever in members:
            fragment(
                editor.locale, lever_fragment(lever.id), partial(lever_block, editor, lever.id)
            )


def scenario_name(locale: Locale, scenario: Scenario) -> str:
    """What a scenario is called on charts and in file names."""
    if scenario.assumptions:
        return locale.tr(
            "Own scenario, {count} assumptions changed", count=len(scenario.assumptions)
        )
    if scenario.id == OWN:
        return locale.tr("Own scenario")
    return locale.tr.name(ready_scenarios()[scenario.id])


def what_is_set(locale: Locale, scenario: Scenario, inputs: ModelInputs) -> None:
    """Every lever and every changed assumption of the scenario in words."""
    tr = locale.tr
    st.header(tr("What is set"), anchor=False)
    if not scenario.settings:
        empty(
            tr(
                "No measure is set, so the scenario is the baseline. Move a lever, or start from a "
                "ready scenario."
            )
        )
    for setting in scenario.settings:
        st.markdown(f"- {in_words(locale, setting, inputs.interventions[setting.intervention])}")
    for text in assumption_texts(scenario.assumptions, inputs, tr).values():
        st.markdown(f"- {tr('Assumed: {text}', text=text)}")
