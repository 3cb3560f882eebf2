"""The other way round: which size of a lever, or of all of them, reaches a goal."""

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
from pages.shell.url_controls import pick, quantity
from pages.widgets.chart_block import chart_block, plain_table
from pages.widgets.labels import PEOPLE
from pages.widgets.region_controls import HORIZONS, Selection, run_context
from reporting.charts.trade_off import gap_by_size
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.words.goals import goal_answer, goal_wanted, size_of

_ALL = "all"
_EVEN = 0.5
_SMALL = 0.05  # of supply
_CERTAINTIES = {"50": 0.5, "80": 0.8, "90": 0.9}


def goal_block(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """Choose levers and a goal; the answer in a sentence, a chart, and a button that sets it."""
    inputs = selection.inputs
    context = run_context(locale, warehouse, selection, locale.tr("Goal"))
    levers = _pick_levers(locale, selection)
    goal = pick_goal(locale, selection, scenario, "goal")
    sought, responses = goal_seek_of(selection.run, scenario, levers, goal)
    st.markdown(goal_wanted(goal, context))
    st.markdown(f"**{goal_answer(sought, inputs.interventions, context)}**")
    if sought.obstacle is Obstacle.UNCERTAINTY:
        _less_certain(sought, selection, scenario, context)
    _sizes(locale, sought, selection, context)
    chart_block(locale, gap_by_size(responses, sought, inputs.interventions, context), context)


def pick_goal(locale: Locale, selection: Selection, scenario: Scenario, prefix: str) -> Goal:
    """Target, year and certainty; in the address under `prefix`."""
    tr = locale.tr
    first, second, third = st.columns([3, 2, 2], vertical_alignment="bottom")
    with second:
        year = pick_year(locale, selection, prefix)
    with third:
        words = {name: f"{name}%" for name in _CERTAINTIES}
        certainty = pick(
            locale,
            f"{prefix}.certainty",
            tr("Certainty"),
            words,
            "50",
            tr("In this share of all draws the target has to be met, given all that is uncertain."),
        )
    with first:
        target = _pick_target(_Asked(locale, selection, scenario, prefix, year))
    return Goal(target, year, _CERTAINTIES[certainty])


def pick_year(locale: Locale, selection: Selection, prefix: str) -> int:
    """The year of the gap."""
    last = max(map(int, HORIZONS))
    years = [str(year) for year in selection.run.national.projected[1:] if year <= last]
    options = {year: year for year in years}
    default = str(selection.settings.horizon)
    return int(pick(locale, f"{prefix}.year", locale.tr("Year"), options, default))


@dataclass(frozen=True, eq=False)
class _Asked:
    """Where a target is asked for."""

    locale: Locale
    selection: Selection
    scenario: Scenario
    prefix: str
    year: int

    @property
    def half(self) -> Target:
        """Half of the baseline's median gap."""
        selection = self.selection
        return half_gap_of(selection.run, self.scenario, self.year)


def _pick_target(asked: _Asked) -> Target:
    locale, half, name = asked.locale, asked.half, f"{asked.prefix}.target"
    tr = locale.tr
    value = format_quantity(half.persons, Unit.PERSONS, locale.language)
    words = {
        "half": tr("Halve the baseline gap (at most {value})", value=value),
        "closed": tr("Close the gap"),
        "small": tr("At most 5% of supply"),
        "own": tr("A number of my own"),
    }
    chosen = pick(locale, name, tr("Target"), words, "half")
    if chosen == "own":
        factor, unit = PEOPLE[locale.language]
        label = tr("Gap at most ({unit})", unit=unit)
        return Target(quantity(locale, f"{asked.prefix}.gap", label, factor, half.persons))
    return {"half": half, "closed": CLOSED, "small": Target(share_of_supply=_SMALL)}[chosen]


def _pick_levers(locale: Locale, selection: Selection) -> tuple[str, ...]:
    tr, known = locale.tr, selection.inputs.interventions
    measures = tuple(name for name, lever in known.items() if lever.kind is Kind.POLICY)
    words = {_ALL: tr("All measures, each at the same share of what it can reach")}
    words |= {name: tr.name(known[name]) for name in measures}
    words |= {
        name: tr("What if: {name}", name=tr.name(lever))
        for name, lever in known.items()
        if lever.kind is Kind.DEVELOPMENT
    }
    chosen = pick(locale, "goal.lever", tr("Measure or development"), words, _ALL)
    return measures if chosen == _ALL else (chosen,)


def _less_certain(
    sought: GoalSeekResult, selection: Selection, scenario: Scenario, context: Context
) -> None:
    """What would do if an even chance were enough."""
    inputs, goal = selection.inputs, replace(sought.goal, certainty=_EVEN)
    easier, _ = goal_seek_of(selection.run, scenario, sought.interventions, goal)
    if easier.required is not None:
        answer = goal_answer(easier, inputs.interventions, context)
        st.markdown(context.tr("If a probability of 50% were enough: {answer}", answer=answer))


def _sizes(locale: Locale, sought: GoalSeekResult, selection: Selection, context: Context) -> None:
    """The sizes found, and a button that puts them on the levers."""
    tr, inputs = locale.tr, selection.inputs
    if sought.required is None or sought.already:
        return
    if len(sought.interventions) > 1:
        with st.expander(tr("Sizes found"), icon=":material/table:"):
            rows = [
                {
                    tr("Measure"): tr.name(inputs.interventions[s.intervention]),
                    tr("Size"): size_of(s, inputs.interventions[s.intervention], context),
                    tr("First intake"): str(s.start_year),
                }
                for s in sought.required.settings
            ]
            plain_table(pd.DataFrame(rows), locale.language)
    apply = st.button(
        tr("Set the levers so"),
        icon=":material/tune:",
        key="goal.apply",
        on_click=set_levers,
        args=(sought.required.settings, inputs),
    )
    if apply:
        st.toast(tr("The levers are set; the results stand above."), icon=":material/check:")
        st.rerun()  # the whole page: levers and results are outside this block
