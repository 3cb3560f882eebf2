"""Show goal-seek: the size of a lever, or of all levers, that reaches a goal."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.analysis.goalseek import GoalSeekResult
from forecasting.analysis.target import CLOSED, Goal, Obstacle, Target
from forecasting.core.series import Unit
from forecasting.model.interventions import Kind, Scenario
from pages.cache.searches import goal_seek_of, half_gap_of
from pages.scenario_state.lever_settings import set_levers
from pages.shell.locale import Locale
from pages.shell.url_controls import show_number_box, show_select
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.labels import PEOPLE_UNITS
from pages.widgets.region_controls import HORIZONS, Selection, run_context
from reporting.charts.trade_off import gap_by_size
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.words.goals import goal_answer, goal_sentence, size_of

_ALL = "all"
_EVEN = 0.5
_SMALL = 0.05  # of supply
_CERTAINTIES = {"50": 0.5, "80": 0.8, "90": 0.9}


def show_goal_seek(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """Show the choice of levers and goal, the answer, its chart, and a button that applies it."""
    inputs = selection.inputs
    context = run_context(locale, warehouse, selection, locale.tr("Goal"))
    levers = _show_lever_select(locale, selection)
    goal = show_goal_controls(locale, selection, scenario, "goal")
    result, responses = goal_seek_of(selection.run, scenario, levers, goal)
    st.markdown(goal_sentence(goal, context))
    st.markdown(f"**{goal_answer(result, inputs.interventions, context)}**")
    if result.obstacle is Obstacle.UNCERTAINTY:
        _show_even_chance(result, selection, scenario, context)
    _show_sizes(locale, result, selection, context)
    show_chart(locale, gap_by_size(responses, result, inputs.interventions, context), context)


def show_goal_controls(
    locale: Locale, selection: Selection, scenario: Scenario, prefix: str
) -> Goal:
    """Show the controls for target, year and certainty, with query parameters under `prefix`."""
    tr = locale.tr
    first, second, third = st.columns([3, 2, 2], vertical_alignment="bottom")
    with second:
        year = show_year_select(locale, selection, prefix)
    with third:
        words = {name: f"{name}%" for name in _CERTAINTIES}
        certainty = show_select(
            locale,
            f"{prefix}.certainty",
            tr("Certainty"),
            words,
            "50",
            tr("In this share of all draws the target has to be met, given all that is uncertain."),
        )
    with first:
        target = _show_target_select(_TargetContext(locale, selection, scenario, prefix, year))
    return Goal(target, year, _CERTAINTIES[certainty])


def show_year_select(locale: Locale, selection: Selection, prefix: str) -> int:
    """Show the select box for the year of the gap."""
    last = max(map(int, HORIZONS))
    years = [str(year) for year in selection.run.national.projected[1:] if year <= last]
    options = {year: year for year in years}
    default = str(selection.settings.horizon)
    return int(show_select(locale, f"{prefix}.year", locale.tr("Year"), options, default))


@dataclass(frozen=True, eq=False)
class _TargetContext:
    """What the choice of a target depends on."""

    locale: Locale
    selection: Selection
    scenario: Scenario
    prefix: str
    year: int

    @property
    def half(self) -> Target:
        """Half of the median gap of the baseline, persons."""
        selection = self.selection
        return half_gap_of(selection.run, self.scenario, self.year)


def _show_target_select(target: _TargetContext) -> Target:
    locale, half, name = target.locale, target.half, f"{target.prefix}.target"
    tr = locale.tr
    value = format_quantity(half.persons, Unit.PERSONS, locale.language)
    words = {
        "half": tr("Halve the baseline gap (at most {value})", value=value),
        "closed": tr("Close the gap"),
        "small": tr("At most 5% of supply"),
        "own": tr("A number of my own"),
    }
    chosen = show_select(locale, name, tr("Target"), words, "half")
    if chosen == "own":
        factor, unit = PEOPLE_UNITS[locale.language]
        label = tr("Gap at most ({unit})", unit=unit)
        return Target(show_number_box(locale, f"{target.prefix}.gap", label, factor, half.persons))
    return {"half": half, "closed": CLOSED, "small": Target(share_of_supply=_SMALL)}[chosen]


def _show_lever_select(locale: Locale, selection: Selection) -> tuple[str, ...]:
    tr, known = locale.tr, selection.inputs.interventions
    measures = tuple(name for name, lever in known.items() if lever.kind is Kind.POLICY)
    words = {_ALL: tr("All measures, each at the same share of what it can reach")}
    words |= {name: tr.name(known[name]) for name in measures}
    words |= {
        name: tr("What if: {name}", name=tr.name(lever))
        for name, lever in known.items()
        if lever.kind is Kind.DEVELOPMENT
    }
    chosen = show_select(locale, "goal.lever", tr("Measure or development"), words, _ALL)
    return measures if chosen == _ALL else (chosen,)


def _show_even_chance(
    result: GoalSeekResult, selection: Selection, scenario: Scenario, context: Context
) -> None:
    """Show the answer for a certainty of 50%."""
    inputs, goal = selection.inputs, replace(result.goal, certainty=_EVEN)
    easier, _ = goal_seek_of(selection.run, scenario, result.interventions, goal)
    if easier.required is not None:
        answer = goal_answer(easier, inputs.interventions, context)
        st.markdown(context.tr("If a probability of 50% were enough: {answer}", answer=answer))


def _show_sizes(
    locale: Locale, result: GoalSeekResult, selection: Selection, context: Context
) -> None:
    """Show the sizes of the levers and a button that applies them."""
    tr, inputs = locale.tr, selection.inputs
    if result.required is None or result.already:
        return
    if len(result.interventions) > 1:
        with st.expander(tr("Sizes found"), icon=":material/table:"):
            rows = [
                {
                    tr("Measure"): tr.name(inputs.interventions[s.intervention]),
                    tr("Size"): size_of(s, inputs.interventions[s.intervention], context),
                    tr("First intake"): str(s.start_year),
                }
                for s in result.required.settings
            ]
            show_table(pd.DataFrame(rows), locale.language)
    apply = st.button(
        tr("Apply to the levers"),
        icon=":material/tune:",
        key="goal.apply",
        on_click=set_levers,
        args=(result.required.settings, inputs),
    )
    if apply:
        st.toast(tr("The levers are set; see the results above."), icon=":material/check:")
        st.rerun()  # the whole page: levers and results are outside this fragment
