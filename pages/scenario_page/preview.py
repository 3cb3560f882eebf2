"""The gap on the scenario page, as the page shows it and as it follows a lever that still moves.

A lever at rest is a run of the page. While it moves, its slider asks the server for no more than the gap
(`server.py` hands the question on), which takes a tenth of the time: the page's own redrawing is most of
what a run costs. A preview sets what the lever would set, so both show the same figures.
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
    encode_setting,
    read_setting,
    scenario_of,
    size_factor,
)
from pages.shell.locale import Locale
from pages.shell.routes import visit
from pages.widgets.chart_block import chart_shown, is_dark
from pages.widgets.metric_cards import change_card
from pages.widgets.region_controls import run_context
from reporting.charts.chart import Chart
from reporting.charts.gap import gap_over_time
from reporting.format.context import Context


@dataclass(frozen=True, eq=False)
class _Watched:
    """What a visit looks at."""

    editor: ScenarioEditor
    state: EditorState
    dark: bool


# By name of the visit. Its session holds what it watches, so that both go together.
_watched: WeakValueDictionary[str, _Watched] = WeakValueDictionary()


def watch(editor: ScenarioEditor) -> None:
    """Note what this visit looks at, so that `preview` can tell what follows from a move."""
    watched = _Watched(editor, editor.state(), dark=is_dark())
    st.session_state["watched"] = _watched[visit()] = watched


def preview(name: str, sizes: Mapping[str, str]) -> str:
    """The gap of a visit with some levers at other sizes, as `gap_shown` gives it.

    Args:
        name: of the visit.
        sizes: as the sliders show them, by lever.

    Raises:
        KeyError: there is no such visit.
        ValueError: a lever is not known or does not allow this size.
    """
    watched = _watched[name]
    editor, state = watched.editor, watched.state
    levers = {lever.id: lever for lever in state.levers}
    settings = dict(zip(levers, state.settings, strict=True))
    for lever, size in sizes.items():
        if lever not in levers:
            raise ValueError(lever)
        reach = float(size) * size_factor(levers[lever].unit, editor.locale.language)
        if not isfinite(reach):
            raise ValueError(lever)
        settings[lever] = _at(levers[lever], replace(settings[lever], reach=reach))
    scenario = scenario_of(OWN, settings.values(), state.scenario.assumptions)
    outcome = outcome_of(editor.selection.run, scenario)
    chart = gap_over_time(outcome.result, context_of(editor, scenario), baseline=outcome.baseline)
    return gap_shown(editor.locale, outcome, chart, dark=watched.dark)


def _at(lever: Lever, wanted: Setting) -> Setting:
    """Return the setting as the query parameter will hold it, and so as the page will run it."""
    setting = read_setting(lever, encode_setting(wanted, lever.intervention))
    if setting is None:
        raise ValueError(lever.id)
    return setting


def context_of(editor: ScenarioEditor, scenario: Scenario) -> Context:
    """Context of the charts of a scenario."""
    name = scenario_name(editor.locale, scenario)
    return run_context(editor.locale, editor.warehouse, editor.selection, name)


def gap_shown(locale: Locale, comparison: Comparison, chart: Chart, *, dark: bool) -> str:
    """Both gaps against the baseline before the chart of the gap over time; see `chart_shown`."""
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
    return chart_shown(chart, cards, dark=dark)
