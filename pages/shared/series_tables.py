"""A series and its back-test in tables and remarks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.warehouse import Warehouse
from forecasting.backtest import BacktestResult
from forecasting.forecasters.forecast import Forecast
from forecasting.published import Measure
from forecasting.series import Series
from pages.shared.blocks import plain_table
from pages.shared.cache import known_sources
from pages.shared.frame import Frame
from pages.shared.wording import QUALITIES, amount, noted, producer, source_link
from reporting.charts.forecasts import method_name
from reporting.i18n import explain

INDICATIVE = 8  # origins; with fewer the back-test is only indicative


def remarks(frame: Frame, forecast: Forecast, series: Series, measure: Measure) -> None:
    """What was replaced or left out, and the breaks of the series."""
    tr, language = frame.tr, frame.language
    if forecast.fallback:
        reason = explain(forecast.fallback.reason, language)
        st.warning(tr("A simpler method was used: {reason}", reason=reason))
    for notice in forecast.warnings:
        st.caption(f":material/info: {explain(notice, language)}")
    for member in forecast.members:
        if member.problem:
            problem = explain(member.problem, language)
            method = method_name(member.name, tr)
            st.warning(tr("{method} gave no forecast: {problem}", method=method, problem=problem))
    for cut in measure.breaks:
        if cut.year in series.breaks:
            reason = noted(frame, cut.reason_zh, cut.reason_en)
            st.caption(f":material/content_cut: {tr('Break in {year}', year=cut.year)}: {reason}")


def figures_table(frame: Frame, warehouse: Warehouse, series: Series, measure: Measure) -> None:
    """Every published figure with its quality, definition and source."""
    tr, known = frame.tr, known_sources(warehouse)
    definitions = {d.id: noted(frame, d.text_zh, d.text_en) for d in measure.definitions}
    rows = pd.DataFrame(
        {
            tr("Year"): [str(year) for year in series.years],
            tr("Value"): [amount(frame, float(value), series.unit) for value in series.values],
            tr("Quality"): [tr(QUALITIES[quality]) for quality in series.quality],
            tr("Definition"): [definitions.get(d, "") for d in series.definitions],
            tr("Source"): [producer(known[s], frame.language) for s in series.source_ids],
        }
    )
    plain_table(rows.iloc[::-1], frame.language)
    for name in dict.fromkeys(series.source_ids):
        st.caption(source_link(known[name], frame.language))


def scores_table(frame: Frame, result: BacktestResult) -> None:
    """How the methods did, the best first."""
    tr = frame.tr
    if len(result.origins) < INDICATIVE:
        st.info(
            tr.plural(
                "The back-test rests on {count} year only; take the comparison as indicative.",
                "The back-test rests on {count} years only; take the comparison as indicative.",
                len(result.origins),
            )
        )
    ranked = sorted(result.scores, key=lambda score: score.owa)
    rows = pd.DataFrame(
        {
            tr("Method"): [
                f"{method_name(score.name, tr)} ★"
                if score is ranked[0]
                else method_name(score.name, tr)
                for score in ranked
            ],
            tr("Error relative to naive (OWA)"): [f"{score.owa:.2f}" for score in ranked],
            tr("Scaled error (MASE)"): [f"{score.mase:.2f}" for score in ranked],
            tr("Percentage error (sMAPE)"): [f"{score.smape:.1f}%" for score in ranked],
        }
    )
    plain_table(rows, frame.language)
    st.caption(
        tr(
            "★ smallest error. OWA below 1 beats the last value carried forward; MASE is in units of "
            "the mean yearly change. Sources: Makridakis et al. 2020 (M4); Hyndman and Koehler 2006."
        )
    )
