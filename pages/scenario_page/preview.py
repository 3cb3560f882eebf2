"""Compute the gap chart of the scenario page, at rest and as a preview while a lever moves.

A lever at rest reruns the page. While it moves, its slider requests only the gap from the server (`server.py`),
which takes a tenth of the time, because most of a run is spent on redrawing the page. A preview rounds the size
like the page, so both show the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from weakref import WeakValueDictionary

import streamlit as st

from forecasting.model.interventions import Scenario, Setting
from forecasting.model.result import Comparison
from pages.cache.runs import outcome_of
from pages.scenario_page.lever_list import scenario_name
from pages.scenario_state.editor import OWN, EditorState, ScenarioEditor
from pages.scenario_state.lever_settings import (
    Lever,
    round_setting,
    scenario_of,
)
from pages.shell.locale import Locale
from pages.shell.routes import visit
from pages.widgets.chart_block import ChartPayload, chart_payload, is_dark
from pages.widgets.metric_cards import change_card
from pages.widgets.region_controls import run_context
from reporting.charts.chart import Chart
from reporting.charts.gap import gap_over_time
from reporting.format.context import Context


@dataclass(frozen=True, eq=False)
class _Visit:
    """Editor, its state and the theme that a visit shows."""

    editor: ScenarioEditor
    state: EditorState
    dark: bool


# By token of the visit. The session holds the value, so the entry goes when the session ends.
_visits: WeakValueDictionary[str, _Visit] = WeakValueDictionary()


def register_visit(editor: ScenarioEditor) -> None:
    """Record what this visit shows, so that `preview` can answer its requests."""
    shown = _Visit(editor, editor.state(), dark=is_dark())
    st.session_state["preview.visit"] = _visits[visit()] = shown


def preview(name: str, sizes: Mapping[str, str]) -> ChartPayload:
    """Return the gap chart of a visit with other sizes of some levers, as the page would show it.

    Args:
        name: token of the visit.
        sizes: by lever, in persons a year or as growth rate a year.

    Raises:
        KeyError: there is no such visit.
        ValueError: a lever is unknown or does not allow the size.
    """
    shown = _visits[name]
    editor, state = shown.editor, shown.state
    levers = {lever.id: lever for lever in state.levers}
    settings = dict(zip(levers, state.settings, strict=True))
    for lever, size in sizes.items():
        if lever not in levers:
            raise ValueError(lever)
        settings[lever] = _resized(levers[lever], settings[lever], float(size))
    scenario = scenario_of(OWN, settings.values(), state.scenario.assumptions)
    outcome = outcome_of(editor.selection.run, scenario)
    chart = gap_over_time(outcome.result, context_of(editor, scenario), baseline=outcome.baseline)
    return gap_payload(editor.locale, outcome, chart, dark=shown.dark)


def _resized(lever: Lever, setting: Setting, reach: float) -> Setting:
    """Return the setting with another size, rounded as the page will run it."""
    if not isfinite(reach):
        raise ValueError(lever.id)
    rounded = round_setting(replace(setting, reach=reach), lever.intervention)
    if not lever.allows(rounded):
        raise ValueError(lever.id)
    return rounded


def context_of(editor: ScenarioEditor, scenario: Scenario) -> Context:
    """Return the context of the charts of a scenario."""
    name = scenario_name(editor.locale, scenario)
    return run_context(editor.locale, editor.warehouse, editor.selection, name)


def gap_payload(
    locale: Locale, comparison: Comparison, chart: Chart, *, dark: bool
) -> ChartPayload:
    """Return the cards of gap and qualified gap, and the gap chart, as a chart payload."""
    tr, result, baseline = locale.tr, comparison.result, comparison.baseline
    year = result.horizon
    cards = (
        change_card(locale, tr("Gap {year}", year=year), result, result.gap, baseline.gap),
        change_card(
            locale,
            tr("Qualified gap {year}", year=year),
            result,
            result.qualified_gap,
            baseline.qualified_gap,
        ),
    )
    return chart_payload(chart, cards, dark=dark)
