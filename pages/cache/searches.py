"""Goals and packages that visits share, kept as the runs of `cache` are."""

from __future__ import annotations

import streamlit as st

from forecasting.analysis.goalseek import GoalSeekResult, Response, goal_seek, responses
from forecasting.analysis.package_search import Limit
from forecasting.analysis.packages import Package, TradeOff, cheapest, optimise, trade_off
from forecasting.analysis.target import Goal, Target, half_of_baseline
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Scenario
from pages.cache.runs import identity, nation_of

Limits = tuple[tuple[str, Limit], ...]  # by measure, in one order, so that it can be a key
_KEPT = 64


def goal_seek_of(
    inputs: ModelInputs,
    scenario: Scenario,
    levers: tuple[str, ...],
    goal: Goal,
    settings: RunSettings,
) -> tuple[GoalSeekResult, tuple[Response, ...]]:
    """The least size that reaches the goal, and what every size promises."""
    return _goal_seek(inputs, scenario, identity(inputs, scenario), levers, goal, settings)


def half_gap_of(
    inputs: ModelInputs, scenario: Scenario, year: int, settings: RunSettings
) -> Target:
    """Half of the baseline's median gap in a year."""
    nation = nation_of(inputs, settings, scenario.assumptions)
    return half_of_baseline(inputs, scenario, year, settings, nation)


def package_of(
    inputs: ModelInputs,
    scenario: Scenario,
    wanted: float | Goal,
    year: int,
    limits: Limits,
    settings: RunSettings,
) -> Package:
    """The best package for a budget in yuan, or the cheapest one for a goal."""
    key = identity(inputs, scenario)
    return _package(inputs, scenario, key, wanted, year, limits, settings)


def trade_off_of(
    inputs: ModelInputs, scenario: Scenario, year: int, limits: Limits, settings: RunSettings
) -> tuple[TradeOff, ...]:
    """The best package of each budget."""
    return _trade_off(inputs, scenario, identity(inputs, scenario), year, limits, settings)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _goal_seek(
    _inputs: ModelInputs,
    _scenario: Scenario,
    key: tuple[str, ...],
    levers: tuple[str, ...],
    goal: Goal,
    settings: RunSettings,
) -> tuple[GoalSeekResult, tuple[Response, ...]]:
    nation = nation_of(_inputs, settings, _scenario.assumptions)
    asked = (_inputs, _scenario, levers, goal, settings, nation)
    return goal_seek(*asked), responses(*asked)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _package(
    _inputs: ModelInputs,
    _scenario: Scenario,
    key: tuple[str, ...],
    wanted: float | Goal,
    year: int,
    limits: Limits,
    settings: RunSettings,
) -> Package:
    nation, allowed = nation_of(_inputs, settings, _scenario.assumptions), dict(limits)
    if isinstance(wanted, Goal):
        return cheapest(_inputs, _scenario, wanted, settings, nation, limits=allowed)
    return optimise(_inputs, _scenario, wanted, year, settings, nation, limits=allowed)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _trade_off(
    _inputs: ModelInputs,
    _scenario: Scenario,
    key: tuple[str, ...],
    year: int,
    limits: Limits,
    settings: RunSettings,
) -> tuple[TradeOff, ...]:
    nation = nation_of(_inputs, settings, _scenario.assumptions)
    return trade_off(_inputs, _scenario, year, settings, nation, limits=dict(limits))
