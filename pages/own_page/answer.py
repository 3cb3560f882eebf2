"""What the visitor's own plan runs into: hires, the region's market beside them, and own levers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from data.uploads.own_figures import OwnFigures
from forecasting.analysis.own_headcount import MarketLoad, OwnLevers, market_load
from forecasting.core.series import Unit
from forecasting.model.result import GapResult, Spread
from forecasting.model.run import BASELINE
from pages.cache.database import ready_scenarios
from pages.cache.runs import outcome_of
from pages.own_page.levers import own_levers, turnover_note, turnover_of
from pages.own_page.plan import NAMES, Ahead, HeadcountSource, years_ahead
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.downloads import file_stem, show_download_button
from pages.widgets.labels import escape_markdown
from pages.widgets.metric_cards import show_people_card, show_tightness_card
from pages.widgets.region_controls import Selection, run_context
from reporting.charts.headcount import own_headcount, own_hires, own_openings
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, format_range
from reporting.render.csv_table import csv_of
from reporting.words.headcount import (
    Strain,
    lever_sentence,
    market_sentence,
    own_lever_table,
    staffing_table,
    strain,
    strain_sentence,
)


def show_answer(
    locale: Locale, warehouse: Warehouse, selection: Selection, figures: OwnFigures
) -> None:
    """Show everything below the figures."""
    ahead = years_ahead(locale, warehouse, selection, figures)
    if ahead is None:
        return
    region = outcome_of(selection.run, BASELINE).baseline
    context = _context(locale, warehouse, selection, figures)
    before = ahead.staffed(OwnLevers())
    load = market_load(before, region, turnover_of(warehouse))
    _show_market(locale, warehouse, context, region, load)
    if figures.headcount.values[-1] > np.median(
        region.supply[:, region.years == region.last_observed]
    ):
        st.warning(
            locale.tr(
                "Your headcount is above the whole digital workforce of the region. Check the unit."
            )
        )
    left, right = st.columns(2)
    with left:
        headcount_source = locale.tr(NAMES[ahead.headcount_source])
        shown = {} if ahead.headcount_source is HeadcountSource.PLAN else figures.plan
        show_chart(
            locale,
            own_headcount(figures.headcount, shown, before, headcount_source, context),
            context,
        )
    with right:
        show_chart(locale, own_openings(before, context), context)
    _show_levers(locale, warehouse, selection, ahead, context)


def _context(
    locale: Locale, warehouse: Warehouse, selection: Selection, figures: OwnFigures
) -> Context:
    """Return the context of the region's run, with the visitor's figures as the first source."""
    context = run_context(
        locale, warehouse, selection, locale.tr.name(ready_scenarios()[BASELINE.id])
    )
    source = locale.tr(
        "figures of the visitor{title}, not published and not verified; {source}",
        title=locale.tr(" “{title}”", title=figures.title) if figures.title else "",
        source=context.provenance.source,
    )
    return replace(context, provenance=replace(context.provenance, source=source))


def _show_market(
    locale: Locale, warehouse: Warehouse, context: Context, region: GapResult, load: MarketLoad
) -> None:
    """Show the answer in a sentence, and the region's market beside it."""
    tr, language, last = locale.tr, locale.language, region.horizon
    st.header(market_sentence(load, context), anchor=False)
    show = {
        Strain.USUAL: st.info,
        Strain.MORE_THAN_USUAL: st.warning,
        Strain.MORE_THAN_ALL: st.error,
    }[strain(load)]
    show(strain_sentence(load, context))
    columns = st.columns(4)
    hires, entrants = Spread.of(load.hires), Spread.of(load.entrants)
    for column, label, spread in (
        (columns[0], tr("Hires needed a year"), hires),
        (columns[1], tr("Graduates who enter, a year"), entrants),
    ):
        with column:
            _show_card(locale, label, spread)
    with columns[2]:
        show_tightness_card(locale, region)
    with columns[3]:
        name = tr("Gap {year}", year=last)
        show_people_card(locale, f"{name} · {tr.name(context.region)}", region, region.gap, last)
    turnover = format_quantity(turnover_of(warehouse), Unit.SHARE, language)
    st.caption(
        tr(
            "Hires and graduates are means over the years ahead, with the median and the 80% interval of "
            "the draws. Change of employer is taken as {turnover} a year: {what}",
            turnover=turnover,
            what=turnover_note(locale, warehouse),
        )
    )


def _show_card(locale: Locale, label: str, spread: Spread) -> None:
    """Show a median with its 80% interval."""
    tr, language = locale.tr, locale.language
    text = format_range(spread.low, spread.high, Unit.PERSONS, language)
    fixed = np.isclose(spread.low, spread.high, rtol=1e-3)
    st.metric(
        label,
        format_quantity(spread.median, Unit.PERSONS, language),
        delta=tr("no interval: plan and rates are fixed")
        if fixed
        else tr("80%: {range}", range=text),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def _show_levers(
    locale: Locale, warehouse: Warehouse, selection: Selection, ahead: Ahead, context: Context
) -> None:
    """Show the levers, what they save, and the figures year by year."""
    tr = locale.tr
    st.header(tr("Which levers of your own help"), anchor=False)
    levers = own_levers(
        locale,
        warehouse,
        selection,
        float(ahead.exits.attrition.mean()),
        float(np.mean(ahead.start)),
    )
    before, after = ahead.staffed(OwnLevers()), ahead.staffed(levers)
    alone = {name: ahead.staffed(part) for name, part in levers.alone.items()}
    st.markdown(f"**{lever_sentence(before, after, context)}**")
    left, right = st.columns([3, 2])
    with left:
        show_chart(locale, own_hires(before, after, context), context)
    with right:
        if alone:
            show_table(own_lever_table(before, alone, after, context), locale.language)
        if len(alone) > 1:
            st.caption(
                tr("Levers fill the same posts, so together they may save less than one by one.")
            )
        st.caption(
            tr(
                "headcount = headcount of the year before + hires + trained adults + interns − attrition "
                "− retirement, in every draw and year. Nobody is dismissed."
            )
        )
    st.header(tr("Year by year"), anchor=False)
    _show_table(locale, staffing_table(before, after, context), context)


def _show_table(locale: Locale, rows: pd.DataFrame, context: Context) -> None:
    """Show the figures year by year, with a download."""
    tr, provenance = locale.tr, context.provenance
    remarks = [
        tr("Own headcount, year by year, in persons (means of the draws)"),
        tr("Source: {source}", source=provenance.source),
        tr(
            "Generated on {date}, data version {digest}",
            date=provenance.created,
            digest=provenance.data_digest[:12],
        ),
    ]
    show_download_button(
        tr("Numbers (CSV)"),
        lambda: csv_of(rows, remarks),
        f"{file_stem('own-staffing', context)}.csv",
        "text/csv",
    )
    show_table(rows, locale.language)
    st.caption(tr("Source: {source}", source=escape_markdown(provenance.source)))
