"""The scenario page's bench: a ready scenario and the levers, from choice to Scenario."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.warehouse import Warehouse
from forecasting.interventions import Intervention, ReadyScenario, Scenario, Setting
from forecasting.run import BASELINE, reachable, scenario_for
from forecasting.series import Unit
from pages.shared import view
from pages.shared.cache import known_sources, ready_scenarios
from pages.shared.frame import Frame
from pages.shared.inputs import pick, reset
from pages.shared.levers import Lever, lever_block, setting_of
from pages.shared.selection import Selection
from pages.shared.states import empty
from pages.shared.wording import noted
from reporting.numbers import format_quantity

OWN = "custom"


def pick_ready(frame: Frame, selection: Selection) -> ReadyScenario:
    """The ready scenario from which the levers start; another one resets them."""
    tr, ready = frame.tr, ready_scenarios()
    names = {name: tr.name(scenario) for name, scenario in ready.items()}
    chosen = ready[pick(frame, "scenario", tr("Start from"), names, BASELINE.id)]
    if st.session_state.get("bench") not in {None, chosen.id}:
        reset(selection.inputs.interventions)
    st.session_state["bench"] = chosen.id
    st.caption(noted(frame, chosen.description_zh, chosen.description_en))
    return chosen


def levers_of(selection: Selection, ready: ReadyScenario) -> list[Lever]:
    """One lever for each intervention, set as in the ready scenario."""
    inputs, nation = selection.inputs, selection.nation
    preset = {s.intervention: s for s in scenario_for(ready, inputs, nation).settings}
    years = range(nation.projected[0], selection.settings.horizon + 1)
    return [
        Lever(
            intervention,
            reachable(inputs, intervention, years[1], nation),
            preset.get(name) or Setting(name, 0.0, years[1], intervention.ramp_years),
            years,
            f"{selection.region.code}.{ready.id}",
        )
        for name, intervention in inputs.interventions.items()
    ]


def scenario_set(levers: list[Lever], ready: ReadyScenario) -> Scenario:
    """The scenario that the levers make. Known before they are drawn, so that results come first."""
    settings = [setting_of(lever) for lever in levers]
    changed = any(view.chosen(lever.intervention.id) for lever in levers)
    active = tuple(setting for setting in settings if setting.reach > 0)
    return Scenario(OWN if changed else ready.id, active)


def bench(frame: Frame, warehouse: Warehouse, levers: list[Lever]) -> None:
    """Show every lever."""
    sources = known_sources(warehouse)
    for lever in levers:
        lever_block(frame, lever, sources)
    changed = [lever.intervention.id for lever in levers if view.chosen(lever.intervention.id)]
    if changed:
        st.button(
            frame.tr("Reset all measures"),
            icon=":material/restart_alt:",
            key="reset",
            on_click=reset,
            args=(changed,),
        )


def scenario_name(frame: Frame, scenario: Scenario) -> str:
    """What a scenario is called on charts and in file names."""
    if scenario.id == OWN:
        return frame.tr("Own scenario")
    return frame.tr.name(ready_scenarios()[scenario.id])


def what_changed(
    frame: Frame, scenario: Scenario, interventions: Mapping[str, Intervention]
) -> None:
    """Every measure of the scenario in words."""
    tr = frame.tr
    if not scenario.settings:
        empty(
            tr(
                "No measure is set, so the scenario is the baseline. Move a lever, or start from a "
                "ready scenario."
            )
        )
    for setting in scenario.settings:
        measure = interventions[setting.intervention]
        lag = measure.lag_years if setting.lag_years is None else setting.lag_years
        text = tr(
            "**{name}**: {reach} from {start}, full size after {ramp} years, first effect in {effect}",
            name=tr.name(measure),
            reach=format_quantity(setting.reach, Unit.PERSONS_PER_YEAR, frame.language),
            start=setting.start_year,
            ramp=setting.ramp_years,
            effect=setting.start_year + lag,
        )
        st.markdown(f"- {text}")
