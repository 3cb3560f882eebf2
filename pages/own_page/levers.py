"""The levers an organisation has itself: keep people, train adults, take interns."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.analysis.own_headcount import OwnLevers
from forecasting.core.parameters import Parameter
from forecasting.core.published import Evidence
from forecasting.core.series import Unit
from forecasting.model.interventions import Channel
from pages.cache.database import known_sources
from pages.shell.locale import Locale
from pages.widgets.labels import amount, grade_badge, localised, source_link
from pages.widgets.region_controls import Selection
from reporting.format.numbers import format_quantity

_CONVERSION = "intern_conversion"
_TURNOVER = "firm_turnover"
_TRAINING = "diversified_skills_training"
_INTERN_LAG = 1  # an assumption, which the page says
_STEPS = 100  # of a slider


def evidence_of(warehouse: Warehouse, identifier: str) -> Evidence:
    """One published figure of data/facts/evidence.csv."""
    return next(result for result in warehouse.evidence() if result.id == identifier)


def turnover_of(warehouse: Warehouse) -> float:
    """Share of employees who leave their employer in a year, all industries."""
    return evidence_of(warehouse, _TURNOVER).central or 0.0


def turnover_note(locale: Locale, warehouse: Warehouse) -> str:
    """Where the turnover of firms is from."""
    return _cited(locale, warehouse, evidence_of(warehouse, _TURNOVER))


def own_levers(
    locale: Locale, warehouse: Warehouse, selection: Selection, attrition: float, headcount: float
) -> OwnLevers:
    """Show the three levers.

    Args:
        locale: language of the page.
        warehouse: the database.
        selection: with the inputs, whose evidence the levers start from.
        attrition: mean rate without levers, a share a year.
        headcount: last one, persons; it decides how far the sliders go.
    """
    first, second, third = st.columns(3)
    with first, st.container(border=True, height="stretch"):
        cut = _attrition(locale, attrition)
    most = max(10, int(headcount * 0.3))
    with second, st.container(border=True, height="stretch"):
        training = selection.inputs.interventions[_TRAINING]
        effect = next(e.size for e in training.effects if e.channel is Channel.RETRAINING)
        trained = _people(locale, "own.trained", locale.tr("Train adults (people a year)"), most)
        share = _share(
            locale, "own.trained.share", locale.tr("Of them take up a post"), effect.value
        )
        _lag(locale, training.lag_years)
        st.caption(_parameter(locale, warehouse, effect))
    with third, st.container(border=True, height="stretch"):
        result = evidence_of(warehouse, _CONVERSION)
        interns = _people(locale, "own.interns", locale.tr("Take interns (people a year)"), most)
        saved = _share(
            locale, "own.interns.share", locale.tr("Of them are taken on"), result.central or 0.0
        )
        st.caption(locale.tr("Assumption: the interns of a year are hired in the next one."))
        st.caption(_cited(locale, warehouse, result))
    return OwnLevers(cut, trained, share, training.lag_years, interns, saved, _INTERN_LAG)


def _attrition(locale: Locale, rate: float) -> float:
    tr = locale.tr
    most = round(min(rate, 0.2) * 100, 1)
    if most < 0.1:
        st.caption(tr("Nobody quits in your figures, so this lever has nothing to lower."))
        return 0.0
    points = _slider("own.attrition", tr("Lower attrition by (points)"), most, 0.1, "%.1f")
    st.caption(
        tr(
            "Your mean so far is {rate} a year; it falls to {lowered} from the first year on. What "
            "this takes in pay and conditions is for you to judge.",
            rate=format_quantity(rate, Unit.SHARE, locale.language),
            lowered=format_quantity(rate - points / 100, Unit.SHARE, locale.language),
        )
    )
    return points / 100


def _people(locale: Locale, key: str, label: str, most: int) -> float:
    return _slider(key, label, float(most), float(max(1, most // _STEPS)), "%.0f")


def _share(locale: Locale, key: str, label: str, default: float) -> float:
    st.session_state.setdefault(key, round(default * 100, 1))
    return _slider(key, locale.tr("{name} (%)", name=label), 100.0, 0.1, "%.1f") / 100


def _slider(key: str, label: str, most: float, step: float, form: str) -> float:
    """A slider from zero; what was set under other figures is cut to what it can show now."""
    shown = st.session_state.setdefault(key, 0.0)
    if shown > most:
        st.session_state[key] = most
    value: float = st.slider(
        label, 0.0, most, step=step, format=form, key=key, persist_state="session"
    )
    return value


def _lag(locale: Locale, years: int) -> None:
    st.caption(
        locale.tr.plural(
            "They take up their post {count} year after they begin.",
            "They take up their post {count} years after they begin.",
            years,
        )
    )


def _parameter(locale: Locale, warehouse: Warehouse, size: Parameter) -> str:
    """Where the share is from at which the slider starts."""
    known = known_sources(warehouse)
    links = " · ".join(source_link(known[name], locale.language) for name in size.source_ids)
    value = amount(locale, size.value, size.unit)
    start = locale.tr("Start value {value}: {name}", value=value, name=locale.tr.name(size))
    note = localised(locale, size.note_zh, size.note_en)
    return f"{start} {grade_badge(locale, size.grade)} {note} {links}"


def _cited(locale: Locale, warehouse: Warehouse, found: Evidence) -> str:
    """A published figure with its grade, note and sources."""
    known = known_sources(warehouse)
    links = " · ".join(source_link(known[name], locale.language) for name in found.source_ids)
    name = locale.tr.name(found)
    note = localised(locale, found.note_zh, found.note_en)
    value = amount(locale, found.central, found.unit)
    text = locale.tr("{name}: {value}", name=name, value=value)
    return f"{text} {grade_badge(locale, found.grade)} {note} {links}"
