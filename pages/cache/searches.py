"""Goal seeks and packages, cached for all visits of the process."""

from __future__ import annotations

import streamlit as st

from forecasting.analysis.goalseek import GoalSeekResult, Response, goal_seek, responses
from forecasting.analysis.package_search import Limit
from forecasting.analysis.packages import Package, TradeOff, cheapest, optimise, trade_off
from forecasting.analysis.target import Goal, Target, half_of_baseline
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import Scenario
from forecasting.model.prepared_run import PreparedRun
from pages.cache.runs import identity, run_under

Limits = tuple[tuple[str, Limit], ...]  # by measure, in one order, so that it can be a key
_ENTRIES = 64


def goal_seek_of(
    run: PreparedRun, scenario: Scenario, interventions: tuple[str, ...], goal: Goal
) -> tuple[GoalSeekResult, tuple[Response, ...]]:
    """Return the least size that reaches the goal, and the gap and probability at every size."""
    return _goal_seek(run, scenario, identity(run, scenario), interventions, goal, run.settings)


def half_gap_of(run: PreparedRun, scenario: Scenario, year: int) -> Target:
    """Return half of the baseline's median gap in a year, persons."""
    return half_of_baseline(run_under(run, scenario.assumptions), scenario, year)


def package_of(
    run: PreparedRun, scenario: Scenario, objective: float | Goal, year: int, limits: Limits
) -> Package:
    """Return the best package for a budget in yuan, or the cheapest one for a goal."""
    key = identity(run, scenario)
    return _package(run, scenario, key, objective, year, limits, run.settings)


def trade_off_of(
    run: PreparedRun, scenario: Scenario, year: int, limits: Limits
) -> tuple[TradeOff, ...]:
    """Return the best package of each budget."""
    return _trade_off(run, scenario, identity(run, scenario), year, limits, run.settings)


@st.cache_resource(show_spinner=False, max_entries=_ENTRIES)
def _goal_seek(
    _run: PreparedRun,
    _scenario: Scenario,
    key: tuple[str, ...],
    interventions: tuple[str, ...],
    goal: Goal,
    settings: RunSettings,
) -> tuple[GoalSeekResult, tuple[Response, ...]]:
    question = (run_under(_run, _scenario.assumptions), _scenario, interventions, goal)
    return goal_seek(*question), responses(*question)


@st.cache_resource(show_spinner=False, max_entries=_ENTRIES)
def _package(
    _run: PreparedRun,
    _scenario: Scenario,
    key: tuple[str, ...],
    objective: float | Goal,
    year: int,
    limits: Limits,
    settings: RunSettings,
) -> Package:
    run = run_under(_run, _scenario.assumptions)
    if isinstance(objective, Goal):
        return cheapest(run, _scenario, objective, limits=dict(limits))
    return optimise(run, _scenario, objective, year, limits=dict(limits))


@st.cache_resource(show_spinner=False, max_entries=_ENTRIES)
def _trade_off(
    _run: PreparedRun,
    _scenario: Scenario,
    key: tuple[str, ...],
    year: int,
    limits: Limits,
    settings: RunSettings,
) -> tuple[TradeOff, ...]:
    run = run_under(_run, _scenario.assumptions)
    return trade_off(run, _scenario, year, limits=dict(limits))
