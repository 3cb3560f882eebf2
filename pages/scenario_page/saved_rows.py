"""The controls with which scenarios are kept, renamed, duplicated and deleted."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from forecasting.model.inputs import ModelInputs
from pages.cache.database import ready_scenarios
from pages.scenario_state.saved_scenarios import (
    LONGEST,
    SLOTS,
    SavedScenario,
    forget,
    free_slot,
    rename,
    save_editor_state,
    save_scenario,
)
from pages.shell.locale import Locale
from pages.shell.url_controls import accept
from pages.widgets.labels import joined
from pages.widgets.region_controls import Selection
from reporting.words.assumptions import parameter_names

_NAME = "keep.name"


def save_current(locale: Locale, selection: Selection) -> None:
    """Draw a name and a button that save what the editor shows."""
    tr, full = locale.tr, free_slot() is None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            tr("Name"),
            key=_NAME,
            max_chars=LONGEST,
            placeholder=_proposal(locale),
            disabled=full,
        )
        st.button(
            tr("Keep what is set"),
            icon=":material/bookmark_add:",
            key="keep",
            on_click=_keep,
            args=(_proposal(locale), list(selection.inputs.interventions)),
            disabled=full,
        )
    if full:
        st.caption(tr("All {count} places are taken; delete a scenario first.", count=len(SLOTS)))


def saved_rows(locale: Locale, saved: list[SavedScenario], inputs: ModelInputs) -> None:
    """One row for each kept scenario: its name, what it sets and assumes, duplicate and delete."""
    tr, names = locale.tr, parameter_names(inputs, locale.tr)
    for item in saved:
        key = f"keep.{item.slot}"
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
            st.caption(_content(locale, item, inputs, names), width="stretch")
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
                on_click=forget,
                args=(item,),
            )


def _content(
    locale: Locale, item: SavedScenario, inputs: ModelInputs, names: Mapping[str, str]
) -> str:
    """From which ready scenario it starts, which measures were moved and what is assumed."""
    tr = locale.tr
    start = tr("from {scenario}", scenario=tr.name(ready_scenarios()[item.ready]))
    moved = (tr.name(inputs.interventions[name]) for name in item.levers)
    assumed = (tr("assumed otherwise: {name}", name=names[name]) for name in item.assumptions)
    return joined(locale, (start, *moved, *assumed))


def _proposal(locale: Locale) -> str:
    number = (free_slot() or SLOTS[-1]).removeprefix("keep")
    return locale.tr("Scenario {number}", number=number)


def _keep(proposal: str, interventions: list[str]) -> None:
    for slot in SLOTS:
        accept(slot)
    save_editor_state(st.session_state[_NAME] or proposal, interventions)
    st.session_state[_NAME] = ""


def _rename(item: SavedScenario) -> None:
    rename(item, st.session_state[f"keep.{item.slot}.name"])
