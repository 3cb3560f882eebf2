"""What the visitor's headcount follows in the years ahead, and who leaves: before any lever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import numpy as np
import streamlit as st

from data.reading.calibration import load_calibration
from data.store.warehouse import Warehouse
from data.uploads.own_figures import OwnFigures
from forecasting.analysis.own_headcount import (
    Exits,
    OwnLevers,
    Staffing,
    exits_ahead,
    forecast_target,
    planned_target,
    staffing,
)
from forecasting.core.series import Values, Years
from forecasting.engine import Forecast, forecast_series
from forecasting.engine.history import MIN_YEARS
from pages.cache.database import freeze_imports
from pages.own_page.input import HEADCOUNT_SOURCES
from pages.own_page.levers import turnover_note, turnover_of
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.widgets.forecast_remarks import show_forecast_remarks
from pages.widgets.region_controls import Selection
from reporting.format.i18n import message

_FORECAST = "own.forecast"


class HeadcountSource(StrEnum):
    """What the headcount of the years ahead follows."""

    PLAN = "plan"
    FORECAST = "forecast"
    STEADY = "steady"


NAMES = {
    HeadcountSource.PLAN: message("Own plan"),
    HeadcountSource.FORECAST: message("Forecast from own history"),
    HeadcountSource.STEADY: message("Last headcount held"),
}


@dataclass(frozen=True, eq=False)
class Ahead:
    """The years ahead before any lever.

    Attributes:
        years: shape [H].
        start: headcount before the first of them, persons, one number or shape [draws].
        target: headcount aimed at, persons, shape [draws, H].
        exits: rates at which people leave, shape [draws, H].
        headcount_source: what the target follows.
    """

    years: Years
    start: float | Values
    target: Values
    exits: Exits
    headcount_source: HeadcountSource

    def staffed(self, levers: OwnLevers) -> Staffing:
        """Return the flows under these levers."""
        return staffing(self.years, self.start, self.target, self.exits, levers)


def years_ahead(
    locale: Locale, warehouse: Warehouse, selection: Selection, figures: OwnFigures
) -> Ahead | None:
    """Show what the years ahead follow, and return them; None where the figures do not reach for it."""
    tr, history, settings = locale.tr, figures.headcount, selection.settings
    if not len(history):
        show_empty_state(tr("A plan alone is not enough: add the headcount of at least one year."))
        return None
    last, start = int(history.years[-1]), float(history.values[-1])
    if last >= settings.horizon:
        show_empty_state(
            tr("Your figures go to {year}. Choose a later year under “Until”.", year=last)
        )
        return None
    years = np.arange(last + 1, settings.horizon + 1, dtype=np.int64)
    headcount_source = _pick_headcount_source(locale, figures, last)
    rng = np.random.default_rng(settings.seed)
    attrition, retirement = _rates_given(locale, warehouse, figures, last)
    exits = exits_ahead(attrition, retirement, settings.draws, len(years), rng)
    if headcount_source is HeadcountSource.FORECAST:
        forecast = _forecast(locale, figures, len(years))
        show_forecast_remarks(locale, forecast)
        target = forecast_target(forecast, settings.draws, rng)
    else:
        plan = figures.plan if headcount_source is HeadcountSource.PLAN else {}
        target = planned_target(plan, last, start, years, settings.draws)
        _show_plan_end(locale, plan, settings.horizon)
    return _from_present(locale, Ahead(years, start, target, exits, headcount_source))


def current_year() -> int:
    """Return the year of the present day."""
    return datetime.now(tz=UTC).year


def _from_present(locale: Locale, ahead: Ahead) -> Ahead:
    """Leave out the years that have passed; the headcount at their end is that of the target."""
    passed = int(np.sum(ahead.years < current_year()))
    if not 0 < passed < len(ahead.years):
        return ahead
    st.caption(
        ":material/info: "
        + locale.tr(
            "The years up to {last} have passed. Hires are counted from {first} on; the headcount before is "
            "that of the path between.",
            last=int(ahead.years[passed - 1]),
            first=int(ahead.years[passed]),
        )
    )
    exits = Exits(ahead.exits.attrition[:, passed:], ahead.exits.retirement[:, passed:])
    return Ahead(
        ahead.years[passed:],
        ahead.target[:, passed - 1],
        ahead.target[:, passed:],
        exits,
        ahead.headcount_source,
    )


def _pick_headcount_source(locale: Locale, figures: OwnFigures, last: int) -> HeadcountSource:
    """Show what the figures allow to choose from and return the choice; a remark says why not more."""
    tr, known_years = locale.tr, len(figures.headcount)
    allowed = [HeadcountSource.STEADY]
    if known_years >= MIN_YEARS:
        allowed.insert(0, HeadcountSource.FORECAST)
    if any(year > last for year in figures.plan):
        allowed.insert(0, HeadcountSource.PLAN)
    if st.session_state.get(HEADCOUNT_SOURCES) not in allowed:
        st.session_state[HEADCOUNT_SOURCES] = allowed[0]
    chosen = st.segmented_control(
        tr("The years ahead follow"),
        allowed,
        format_func=lambda headcount_source: tr(NAMES[headcount_source]),
        key=HEADCOUNT_SOURCES,
        required=True,
        persist_state="session",
    )
    if known_years < MIN_YEARS:
        st.info(
            tr.plural(
                "{count} year of headcount is too short a history for a forecast, which needs {needed}. "
                "The answer goes on with your plan or the last headcount.",
                "{count} years of headcount are too short a history for a forecast, which needs "
                "{needed}. The answer goes on with your plan or the last headcount.",
                known_years,
                needed=MIN_YEARS,
            ),
            icon=":material/info:",
        )
    return chosen or allowed[0]


def _show_plan_end(locale: Locale, plan: dict[int, float], horizon: int) -> None:
    """Show that a plan ends before the last year."""
    if plan and max(plan) < horizon:
        st.caption(
            ":material/info: "
            + locale.tr(
                "The plan ends in {year}; afterwards its last figure holds.", year=max(plan)
            )
        )


def _rates_given(
    locale: Locale, warehouse: Warehouse, figures: OwnFigures, last: int
) -> tuple[dict[int, float], dict[int, float]]:
    """Return the own past rates; show a box that asks for one where there are none."""
    tr = locale.tr
    known = {int(year) for year in figures.headcount.years}
    attrition = {y: rate for y, rate in figures.attrition.items() if y in known}
    retirement = {y: rate for y, rate in figures.retirement.items() if y in known}
    if not attrition:
        usual = round(turnover_of(warehouse) * 100, 1)
        rate = _rate_box("own.attrition.given", tr("Attrition a year (%)"), usual)
        st.caption(tr("Start value: {what}", what=turnover_note(locale, warehouse)))
        attrition = {last: rate}
    if not retirement:
        retirement = {last: _rate_box("own.retirement.given", tr("Retirement a year (%)"), 0.0)}
    return attrition, retirement


def _rate_box(key: str, label: str, default: float) -> float:
    st.session_state.setdefault(key, default)
    typed: float = st.number_input(
        label, 0.0, 50.0, step=0.1, format="%.1f", key=key, width=240, persist_state="session"
    )
    return typed / 100


def _forecast(locale: Locale, figures: OwnFigures, horizon: int) -> Forecast:
    """Return the forecast of the own headcount; it is kept in the session, as others share the cache."""
    series = figures.headcount
    key = (tuple(series.years.tolist()), tuple(series.values.tolist()), horizon)
    known: dict[object, Forecast] = st.session_state.get(_FORECAST, {})
    if key not in known:
        with st.spinner(locale.tr("Forecasting")):
            known = {key: forecast_series(series, horizon, load_calibration())}
        freeze_imports()
        st.session_state[_FORECAST] = known
    return known[key]
