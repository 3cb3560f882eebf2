"""Show up to four scenarios side by side: choice, table, ranking and chart."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.analysis.ranking import rank
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Assumption, Scenario
from forecasting.model.projection import scenario_for
from forecasting.model.result import Comparison
from forecasting.model.run import BASELINE
from pages.cache.database import ready_scenarios
from pages.cache.runs import outcome_of
from pages.scenario_page.saved_rows import show_save_form, show_saved_rows
from pages.scenario_state.saved_scenarios import SLOTS, SavedScenario, saved_scenarios
from pages.shell import url_state
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.shell.url_controls import clear_rejection, reject, show_rejected, show_select, widget_key
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.downloads import show_table_download
from pages.widgets.labels import join_texts
from pages.widgets.region_controls import Selection, run_context
from reporting.charts.comparison import compared_gaps
from reporting.format.context import Context
from reporting.format.i18n import message
from reporting.words.assumptions import assumption_texts
from reporting.words.key_figures import scenario_table
from reporting.words.ranking import ranking_sentence, ranking_table

MOST = 4
_PARAMETER = "compare"
_FULL = "compare.full"
_NO_BAND = "none"
_TOO_MANY = message("Four scenarios at a time; take one out before you add another.")


def show_comparison(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    """Show saved scenarios and the comparison of the scenarios chosen."""
    tr = locale.tr
    saved = saved_scenarios(selection)
    for slot in SLOTS:
        show_rejected(locale, slot, tr("the other scenarios"))
    show_save_form(locale, selection)
    show_saved_rows(locale, [item for item, _ in saved.values()], selection.inputs)
    ready = _ready(selection)
    scenarios = ready | {slot: scenario for slot, (_, scenario) in saved.items()}
    names = _names(locale, ready, [item for item, _ in saved.values()])
    chosen = _show_choice(locale, names)
    if not chosen:
        show_empty_state(tr("Choose at least one scenario."))
        return
    compared = {names[name]: outcome_of(selection.run, scenarios[name]) for name in chosen}
    context = run_context(locale, warehouse, selection, tr("Comparison"))
    _show_key_figures(locale, compared, selection.inputs, context)
    if len(_assumed(compared)) > 1:
        st.caption(
            tr(
                "The assumptions differ. Each difference “against baseline” is one from the baseline "
                "under the same assumptions as the scenario; the chart shows the documented baseline."
            )
        )
    _show_ranking(locale, compared, selection.settings.horizon, context)
    _show_gap_chart(locale, compared, {name: names[name] for name in chosen}, selection, context)


def _assumed(compared: dict[str, Comparison]) -> set[tuple[Assumption, ...]]:
    """Return the distinct sets of assumptions."""
    return {comparison.result.scenario.assumptions for comparison in compared.values()}


def _ready(selection: Selection) -> dict[str, Scenario]:
    return {
        name: scenario_for(ready, selection.run)
        for name, ready in ready_scenarios().items()
        if ready.fits(selection.region.code)
    }


def _names(locale: Locale, ready: Iterable[str], saved: list[SavedScenario]) -> dict[str, str]:
    """Return unique names by id; a name that is already used gets a number."""
    names = {name: locale.tr.name(ready_scenarios()[name]) for name in ready}
    for item in saved:
        tries = [item.name, *(f"{item.name} ({turn})" for turn in range(2, len(SLOTS) + 6))]
        names[item.slot] = next(name for name in tries if name not in names.values())
    return names


def _show_choice(locale: Locale, names: dict[str, str]) -> list[str]:
    tr, key = locale.tr, widget_key(_PARAMETER)
    chosen = _initial_choice(names)
    st.session_state[key] = chosen
    st.pills(
        tr("Side by side, up to four"),
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key=key,
        on_change=_on_choice,
        args=(chosen,),
    )
    show_rejected(locale, _PARAMETER, tr("the usual choice"))
    if st.session_state.pop(_FULL, False):
        st.warning(tr(_TOO_MANY))
    return chosen


def _initial_choice(names: dict[str, str]) -> list[str]:
    """Return the ids of the URL, else the baseline, the last saved and the ready scenarios."""
    text = url_state.get(_PARAMETER)
    if text is not None:
        asked = text.split(".") if text else []
        # The slot of a deleted scenario is no error.
        chosen = [name for name in names if name in asked]
        if set(asked) <= {*names, *SLOTS} and len(chosen) <= MOST:
            return chosen
        reject(_PARAMETER, text)
    saved = [name for name in names if name in SLOTS][::-1]
    ready = [name for name in names if name not in {*SLOTS, BASELINE.id}]
    first = {BASELINE.id, *[*saved, *ready][: MOST - 1]}
    return [name for name in names if name in first]


def _on_choice(before: list[str]) -> None:
    chosen: list[str] = st.session_state[widget_key(_PARAMETER)]
    clear_rejection(_PARAMETER)
    if len(chosen) > MOST:
        st.session_state[_FULL] = True
        chosen = before
    url_state.put(_PARAMETER, ".".join(chosen))


def _show_key_figures(
    locale: Locale, compared: dict[str, Comparison], inputs: ModelInputs, context: Context
) -> None:
    """Show the key figures, one row for each figure and one column for each scenario."""
    tr = locale.tr
    rows = scenario_table(compared, locale.language)
    if _assumed(compared) != {()}:
        rows[tr("Assumptions")] = [
            join_texts(locale, assumption_texts(c.result.scenario.assumptions, inputs, tr).values())
            or tr("as documented")
            for c in compared.values()
        ]
    turned = rows.set_index(tr("Scenario")).astype(object).T.rename_axis(tr("Figure"))
    shown = turned.map(_table_cell).reset_index()
    show_table(shown, locale.language)
    remarks = [tr("Comparison of scenarios"), context.place, context.provenance.source]
    show_table_download(locale, "scenarios", rows, remarks, context)


def _show_ranking(
    locale: Locale, compared: dict[str, Comparison], year: int, context: Context
) -> None:
    """Show the probability that a scenario leaves a smaller gap than each other one."""
    if len(compared) < 2:
        return
    ranking = rank({name: outcome.result for name, outcome in compared.items()}, year)
    st.markdown(ranking_sentence(ranking, context))
    with st.expander(locale.tr("Probability of a smaller gap"), icon=":material/balance:"):
        show_table(ranking_table(ranking, context), locale.language)


def _table_cell(cell: object) -> object:
    """Return whole numbers as text, so that a year is not formatted as a quantity."""
    if pd.isna(cell):  # type: ignore[call-overload]  # a single cell, never a list
        return float("nan")
    return float(cell) if isinstance(cell, float) else str(cell)


def _show_gap_chart(
    locale: Locale,
    compared: dict[str, Comparison],
    names: dict[str, str],
    selection: Selection,
    context: Context,
) -> None:
    if url_state.get("band") in {*SLOTS, *ready_scenarios()} - names.keys():
        url_state.put("band", None)  # it was taken out of the comparison
    options = names | {_NO_BAND: locale.tr("none")}
    banded = show_select(
        locale, "band", locale.tr("Show the 80% interval of"), options, next(iter(names))
    )
    first, *others = _assumed(compared)
    under = Scenario(BASELINE.id, (), () if others else first)
    baseline = outcome_of(selection.run, under).baseline
    results = {name: comparison.result for name, comparison in compared.items()}
    show_chart(locale, compared_gaps(results, baseline, names.get(banded), context), context)
