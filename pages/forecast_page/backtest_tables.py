"""Show the back-test of a series in tables: by years ahead, by origin, by method."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from forecasting.core.series import Series, Unit, Values
from forecasting.engine.accuracy import by_years_ahead
from forecasting.engine.backtest import COMBINED, BacktestResult, MembersUsed
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_table
from pages.widgets.labels import amount, join_texts
from reporting.charts.forecasts import method_name
from reporting.format.i18n import explain, message
from reporting.format.numbers import MISSING, format_quantity

INDICATIVE = 8  # origins; a back-test with fewer is only indicative
FEWEST = 5  # values from which on a coverage is shown
_HELD = {0.8: message("80% interval held"), 0.95: message("95% interval held")}


def show_horizon_table(locale: Locale, series: Series, result: BacktestResult) -> None:
    """Show sMAPE, OWA and coverage by years ahead.

    Errors in the unit of the series are in the chart of errors.
    """
    tr = locale.tr
    scores = [row for row in by_years_ahead(series, result) if row.method == COMBINED and row.count]
    rows = pd.DataFrame(
        {
            tr("Years ahead"): [str(row.ahead) for row in scores],
            tr("Figures compared"): [str(row.count) for row in scores],
            tr("Percentage error (sMAPE)"): [_percent(row.smape) for row in scores],
            tr("Error relative to naive (OWA)"): [_number(row.owa) for row in scores],
            **{
                tr(words): [
                    _share(locale, result.inside[level][:, row.ahead - 1]) for row in scores
                ]
                for level, words in _HELD.items()
            },
        }
    )
    show_table(rows, locale.language)
    st.caption(
        tr(
            "Of the forecast shown, over all origins. An OWA below 1 is closer than repeating the last "
            "value; coverage is given from {count} figures on.",
            count=FEWEST,
        )
    )


def show_origins_table(locale: Locale, series: Series, result: BacktestResult) -> None:
    """Show for each origin the methods used, the forecast of the next year and the actual value."""
    tr = locale.tr
    forecasts, actuals = result.score(COMBINED).forecasts[:, 0], result.actuals[:, 0]
    rows = pd.DataFrame(
        {
            tr("Known until"): [str(year) for year in result.origins],
            tr("Figures used"): [str(members_used.figures) for members_used in result.members_used],
            tr("Methods used"): [
                _member_names(locale, members_used) for members_used in result.members_used
            ],
            tr("Forecast of the next year"): [_amount(locale, v, result.unit) for v in forecasts],
            tr("Outcome"): [_amount(locale, value, result.unit) for value in actuals],
            tr("Error"): [_error(locale, *pair) for pair in zip(forecasts, actuals, strict=True)],
        }
    ).iloc[::-1]
    with st.expander(
        tr("Origin by origin: methods used, forecast and figure"), icon=":material/history:"
    ):
        show_table(rows, locale.language)


def _member_names(locale: Locale, members_used: MembersUsed) -> str:
    """Return "All n", or the names of the methods used with the reasons why others were not."""
    tr = locale.tr
    if not members_used.skipped:
        return tr("All {count}", count=len(members_used.used))
    names = join_texts(locale, (method_name(name, tr) for name in members_used.used))
    reasons = dict.fromkeys(explain(why, locale.language) for why in members_used.skipped.values())
    return tr("{names}; skipped: {reasons}", names=names, reasons=join_texts(locale, reasons))


def _number(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else MISSING


def _percent(value: float) -> str:
    return f"{value:.1f}%" if np.isfinite(value) else MISSING


def _amount(locale: Locale, value: float, unit: Unit) -> str:
    return amount(locale, float(value), unit) if np.isfinite(value) else MISSING


def _error(locale: Locale, forecast: float, actual: float) -> str:
    if not np.isfinite(actual) or actual == 0:
        return MISSING
    return format_quantity(float(abs(forecast / actual - 1)), Unit.SHARE, locale.language, 2)


def _share(locale: Locale, held: Values) -> str:
    known = held[np.isfinite(held)]
    if len(known) < FEWEST:
        return MISSING
    return format_quantity(float(known.mean()), Unit.SHARE, locale.language, 2)


def show_scores_table(locale: Locale, result: BacktestResult) -> None:
    """Show the scores of the methods, the best first."""
    tr = locale.tr
    if len(result.origins) < INDICATIVE:
        st.info(
            tr.plural(
                "The back-test rests on {count} year only; take the comparison as indicative.",
                "The back-test rests on {count} years only; take the comparison as indicative.",
                len(result.origins),
            )
        )
    ranked = sorted(result.scores, key=lambda score: (np.isnan(score.owa), score.owa))
    rows = pd.DataFrame(
        {
            tr("Method"): [
                f"{method_name(score.name, tr)} ★"
                if score is ranked[0]
                else method_name(score.name, tr)
                for score in ranked
            ],
            tr("Error relative to naive (OWA)"): [_number(score.owa) for score in ranked],
            tr("Scaled error (MASE)"): [_number(score.mase) for score in ranked],
            tr("Percentage error (sMAPE)"): [_percent(score.smape) for score in ranked],
        }
    )
    show_table(rows, locale.language)
    st.caption(
        tr(
            "★ smallest error. OWA below 1 beats the last value carried forward; MASE is in units of "
            "the mean yearly change. Sources: Makridakis et al. 2020 (M4); Hyndman and Koehler 2006."
        )
    )
