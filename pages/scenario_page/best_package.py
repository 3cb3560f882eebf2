"""Show the best package for a budget, or the cheapest package for a goal."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.analysis.package_search import Limit
from forecasting.analysis.packages import Package, TradeOff
from forecasting.analysis.target import Goal
from forecasting.core.series import Unit
from forecasting.model.interventions import Kind, Scenario, Setting
from forecasting.model.projection import ceilings
from pages.cache.searches import Limits, package_of, trade_off_of
from pages.scenario_page.goal_seek import show_goal_controls, show_year_select
from pages.scenario_state.lever_settings import set_levers
from pages.shell import url_state
from pages.shell.locale import Locale
from pages.shell.url_controls import reset_parameters, show_number_box, show_select
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.downloads import show_table_download
from pages.widgets.labels import PEOPLE_UNITS
from pages.widgets.region_controls import Selection, run_context
from reporting.charts.trade_off import gap_by_budget
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import format_quantity, round_to
from reporting.words.goals import goal_sentence
from reporting.words.packages import (
    horizon_note,
    package_answer,
    package_table,
    price_sentence,
    reasons,
)

_BUDGET, _GOAL = "budget", "goal"
_DEFAULT_POINT = 4  # of the trade-off curve; its rounded budget is the default
_MONEY = {Language.ZH: (1e8, "亿元"), Language.EN: (1e6, "million yuan")}


def show_best_package(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """Show the choice of a budget or goal, the package, and what other budgets would buy."""
    tr, run = locale.tr, selection.run
    context = run_context(locale, warehouse, selection, tr("Package"))
    words = {_BUDGET: tr("The best package for a budget"), _GOAL: tr("The cheapest for a goal")}
    mode = show_select(locale, "package.mode", tr("Search for"), words, _BUDGET)
    goal: Goal | None = None
    if mode == _GOAL:
        goal = show_goal_controls(locale, selection, scenario, "package")
        year = goal.year
    else:
        budget_place, year_place = st.columns([3, 2], vertical_alignment="bottom")
        with year_place:
            year = show_year_select(locale, selection, "package")
    limits = _show_limits(locale, selection)
    with st.spinner(tr("Calculating")):
        curve = trade_off_of(run, scenario, year, limits)
    if goal is None:
        with budget_place:
            purpose: float | Goal = _show_budget_box(locale, curve)
    else:
        purpose = goal
        st.markdown(goal_sentence(goal, context))
    with st.spinner(tr("Calculating")):
        package = package_of(run, scenario, purpose, year, limits)
    _show_package(locale, package, curve, selection, scenario, context)


def _show_budget_box(locale: Locale, curve: tuple[TradeOff, ...]) -> float:
    factor, unit = _MONEY[locale.language]
    default = float(round_to(curve[_DEFAULT_POINT].budget, 1))
    label = locale.tr("Budget up to the year ({unit})", unit=unit)
    return show_number_box(locale, "package.budget", label, factor, default)


def _show_limits(locale: Locale, selection: Selection) -> Limits:
    """Show a box for the most people a year of each measure; return the limits that were set."""
    tr, inputs, run = locale.tr, selection.inputs, selection.run
    measures = [m for m in inputs.interventions.values() if m.kind is Kind.POLICY]
    names = {measure.id: f"limit.{measure.id}" for measure in measures}
    factor, unit = PEOPLE_UNITS[locale.language]
    limited = [name for name in names.values() if url_state.get(name) is not None]
    label = tr("Limits of the measures ({count} set)", count=len(limited))
    limits, most = {}, ceilings(run, run.national.projected[1])
    with st.expander(label, icon=":material/horizontal_rule:", key="package.limits"):
        st.caption(tr("The most people a year, in {unit}; 0 leaves a measure out.", unit=unit))
        left, right = st.columns(2)
        for place, measure in enumerate(measures):
            with left if place % 2 == 0 else right:
                upper = show_number_box(
                    locale,
                    names[measure.id],
                    tr.name(measure),
                    factor,
                    float(int(most[measure.id])),
                )
            if url_state.get(names[measure.id]) is not None:
                limits[measure.id] = Limit(upper=upper)
        st.button(
            tr("Without limits"),
            icon=":material/undo:",
            key="package.unlimited",
            on_click=reset_parameters,
            args=(limited,),
            disabled=not limited,
        )
    return tuple(sorted(limits.items()))


def _show_package(
    locale: Locale,
    package: Package,
    curve: tuple[TradeOff, ...],
    selection: Selection,
    scenario: Scenario,
    context: Context,
) -> None:
    tr, inputs = locale.tr, selection.inputs
    st.markdown(f"**{package_answer(package, context)}**")
    rows = package_table(package, inputs.interventions, context)
    taken = rows[rows.iloc[:, 1] > 0]
    if len(taken):  # few columns, so that a phone can show them; the file has all
        show_table(taken.iloc[:, [0, 1, 3, 4]], locale.language)
    st.markdown("\n".join(f"- {line}" for line in reasons(package, inputs.interventions, context)))
    st.markdown(price_sentence(package, context))
    st.caption(horizon_note(package.year, context))
    with st.container(horizontal=True):
        apply = st.button(
            tr("Apply to the levers"),
            icon=":material/tune:",
            key="package.apply",
            on_click=set_levers,
            args=(_settings_to_apply(package, scenario), inputs),
        )
        cost = format_quantity(package.cost, Unit.YUAN, locale.language)
        remarks = [
            context.place,
            tr("Package of {cost} up to {year}", cost=cost, year=package.year),
            context.provenance.source,
        ]
        show_table_download(locale, "package", rows, remarks, context)
    if apply:
        st.toast(tr("The levers are set; see the results above."), icon=":material/check:")
        st.rerun()  # the whole page: levers and results are outside this fragment
    show_chart(locale, gap_by_budget(curve, package, context), context)


def _settings_to_apply(package: Package, scenario: Scenario) -> list[Setting]:
    """Return the settings of the package; a measure of size 0 only where the scenario sets it."""
    moved = {setting.intervention for setting in scenario.settings}
    settings = (item.setting for item in package.items)
    return [setting for setting in settings if setting.reach or setting.intervention in moved]
