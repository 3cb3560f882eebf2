"""Show the controls that save, rename, duplicate and delete scenarios."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from forecasting.model.inputs import ModelInputs
from pages.cache.database import ready_scenarios
from pages.scenario_state.saved_scenarios import (
    LONGEST,
    SLOTS,
    SavedScenario,
    delete_saved,
    free_slot,
    rename_saved,
    save_editor_state,
    save_scenario,
)
from pages.shell.locale import Locale
from pages.shell.url_controls import clear_rejection
from pages.widgets.labels import join_texts
from pages.widgets.region_controls import Selection
from reporting.words.assumptions import parameter_names

_NAME = "save.name"


def show_save_form(locale: Locale, selection: Selection) -> None:
    """Show a name box and a button that save the scenario set on the page."""
    tr, full = locale.tr, free_slot() is None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            tr("Name"),
            key=_NAME,
            max_chars=LONGEST,
            placeholder=_suggested_name(locale),
            disabled=full,
        )
        st.button(
            tr("Save what is set"),
            icon=":material/bookmark_add:",
            key="save",
            on_click=_save,
            args=(_suggested_name(locale), list(selection.inputs.interventions)),
            disabled=full,
        )
    if full:
        st.caption(tr("All {count} places are taken; delete a scenario first.", count=len(SLOTS)))


def show_saved_rows(locale: Locale, saved: list[SavedScenario], inputs: ModelInputs) -> None:
    """Show one row for each saved scenario: name, settings, duplicate and delete."""
    tr, names = locale.tr, parameter_names(inputs, locale.tr)
    for item in saved:
        key = f"saved.{item.slot}"
        st.session_state[f"{key}.name"] = item.name
        with st.container(horizontal=True, vertical_alignment="center", key=f"row.{item.slot}"):
            st.text_input(
                tr("Rename {name}", name=item.name),
                key=f"{key}.name",
                max_chars=LONGEST,
                label_visibility="collapsed",
                on_change=_rename,
                args=(item,),
                width=260,
            )
            st.caption(_summary(locale, item, inputs, names), width="stretch")
            st.button(
                tr("Duplicate"),
                icon=":material/content_copy:",
                key=f"{key}.copy",
                on_click=save_scenario,
                args=(tr("{name} (copy)", name=item.name)[:LONGEST], item.ready, item.changes),
                disabled=free_slot() is None,
            )
            st.button(
                tr("Delete"),
                icon=":material/delete:",
                key=f"{key}.delete",
                on_click=delete_saved,
                args=(item,),
            )


def _summary(
    locale: Locale, item: SavedScenario, inputs: ModelInputs, names: Mapping[str, str]
) -> str:
    """Describe a saved scenario: its ready scenario, levers and assumptions that differ."""
    tr = locale.tr
    start = tr("from {scenario}", scenario=tr.name(ready_scenarios()[item.ready]))
    moved = (tr.name(inputs.interventions[name]) for name in item.levers)
    assumed = (tr("assumption changed: {name}", name=names[name]) for name in item.assumptions)
    return join_texts(locale, (start, *moved, *assumed))


def _suggested_name(locale: Locale) -> str:
    number = (free_slot() or SLOTS[-1]).removeprefix("keep")
    return locale.tr("Scenario {number}", number=number)


def _save(proposal: str, interventions: list[str]) -> None:
    for slot in SLOTS:
        clear_rejection(slot)
    save_editor_state(st.session_state[_NAME] or proposal, interventions)
    st.session_state[_NAME] = ""


def _rename(item: SavedScenario) -> None:
    rename_saved(item, st.session_state[f"saved.{item.slot}.name"])
