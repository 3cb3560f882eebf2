"""The scenario page's bench: a ready scenario, the levers, and in words what is set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from forecasting.inputs import ModelInputs
from forecasting.interventions import Base, Intervention, Kind, ReadyScenario, Scenario, Setting
from forecasting.run import BASELINE
from forecasting.series import Unit
from pages.shared.bench import OWN, Bench, lever_part
from pages.shared.cache import ready_scenarios
from pages.shared.frame import Frame
from pages.shared.inputs import pick, reset
from pages.shared.lever_blocks import lever_block
from pages.shared.parts import part
from pages.shared.selection import Selection
from pages.shared.states import empty
from pages.shared.wording import noted
from reporting.assumptions import assumption_texts
from reporting.i18n import message
from reporting.numbers import format_quantity

DEMAND_SIDE = message("Demand side: what if")
GROUPS: dict[str, Callable[[Intervention], bool]] = {
    message("In education"): lambda i: i.base is Base.GRADUATES,
    message("Among those who work"): lambda i: i.base is Base.STOCK,
    DEMAND_SIDE: lambda i: i.kind is Kind.DEVELOPMENT,
}


def pick_ready(frame: Frame, selection: Selection) -> ReadyScenario:
    """The ready scenario from which the levers start; another one resets them."""
    tr, code = frame.tr, selection.region.code
    ready = {name: found for name, found in ready_scenarios().items() if found.fits(code)}
    names = {name: tr.name(scenario) for name, scenario in ready.items()}
    chosen = ready[pick(frame, "scenario", tr("Start from"), names, BASELINE.id)]
    if st.session_state.get("bench") not in {None, chosen.id}:
        reset(selection.inputs.interventions)
    st.session_state["bench"] = chosen.id
    about = noted(frame, chosen.description_zh, chosen.description_en)
    st.caption(tr("Starting point: {about}", about=about))
    return chosen


def lever_list(bench: Bench) -> None:
    """Show every lever, in groups, each as a part of its own."""
    tr = bench.frame.tr
    for name, group in GROUPS.items():
        members = [lever for lever in bench.standing().levers if group(lever.intervention)]
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
            part(bench.frame, lever_part(lever.id), partial(lever_block, bench, lever.id))


def scenario_name(frame: Frame, scenario: Scenario) -> str:
    """What a scenario is called on charts and in file names."""
    if scenario.assumptions:
        return frame.tr(
            "Own scenario, {count} assumptions changed", count=len(scenario.assumptions)
        )
    if scenario.id == OWN:
        return frame.tr("Own scenario")
    return frame.tr.name(ready_scenarios()[scenario.id])


def what_is_set(frame: Frame, scenario: Scenario, inputs: ModelInputs) -> None:
    """Every lever and every changed assumption of the scenario in words."""
    tr = frame.tr
    st.header(tr("What is set"), anchor=False)
    if not scenario.settings:
        empty(
            tr(
                "No measure is set, so the scenario is the baseline. Move a lever, or start from a "
                "ready scenario."
            )
        )
    for setting in scenario.settings:
        st.markdown(f"- {in_words(frame, setting, inputs.interventions[setting.intervention])}")
    for text in assumption_texts(scenario.assumptions, inputs, tr).values():
        st.markdown(f"- {tr('Assumed: {text}', text=text)}")


def in_words(frame: Frame, setting: Setting, lever: Intervention) -> str:
    """A lever's setting in a sentence."""
    tr = frame.tr
    said = {
        "name": tr.name(lever),
        "start": setting.start_year,
        "ramp": setting.ramp_years,
        "effect": lever.first_effect(setting),
    }
    if lever.base is Base.OUTPUT:
        points = format_quantity(setting.reach, Unit.PER_YEAR, frame.language, signed=True)
        return tr(
            "**{name}**: growth {points} from {start}, in full after {ramp} years",
            points=points,
            **said,
        )
    reach = format_quantity(setting.reach, Unit.PERSONS_PER_YEAR, frame.language)
    if setting.end_year is not None:
        return tr(
            "**{name}**: {reach} from {start} to {end}, full size after {ramp} years, first effect "
            "in {effect}",
            reach=reach,
            end=setting.end_year,
            **said,
        )
    return tr(
        "**{name}**: {reach} from {start}, full size after {ramp} years, first effect in {effect}",
        reach=reach,
        **said,
    )
