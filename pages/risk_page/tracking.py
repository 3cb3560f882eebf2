"""The fourth step of the risk loop: the target line, actuals, and whether they are on track."""

from __future__ import annotations

import streamlit as st

from data.reading.risk import RiskFacts
from forecasting.analysis.indicators import first_effect_year
from forecasting.analysis.tracking import (
    TargetLine,
    TrackedActual,
    TrackingRule,
    TrackStatus,
    published_actuals,
    track_actuals,
)
from forecasting.core.errors import ScenarioError
from forecasting.model.inputs import ModelInputs
from forecasting.model.result import GapResult
from pages.risk_page.adoption import (
    ACTUAL,
    Adoption,
    drop_actual,
    own_actuals,
    put_actual,
)
from pages.risk_page.identify_assess_respond import withdraw_button
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.shell.url_controls import rejected
from pages.widgets.chart_block import chart_block, plain_table
from pages.widgets.downloads import table_download
from pages.widgets.labels import BAD, DOUBTFUL, GOOD, PEOPLE, noted
from reporting.charts.tracking import target_line
from reporting.format.context import Context
from reporting.format.i18n import explain
from reporting.format.labels import track_word
from reporting.words.risk import tracking_sentence, tracking_table

_SIGNS = {TrackStatus.ON_TRACK: GOOD, TrackStatus.WATCH: DOUBTFUL, TrackStatus.OFF_TRACK: BAD}
_YEAR, _PEOPLE, _PROBLEM = "actual.year", "actual.people", "actual.problem"


def track_badge(locale: Locale, found: TrackStatus) -> str:
    """A verdict as a mark for Markdown: colour, sign and word."""
    colour, sign = _SIGNS[found]
    return f":{colour}-badge[{sign} {track_word(found, locale.language)}]"


def control(
    locale: Locale,
    facts: RiskFacts,
    adopted: Adoption,
    result: GapResult,
    inputs: ModelInputs,
    context: Context,
) -> None:
    """The dated line of the adopted scenario with every actual judged.

    Args:
        locale: language of the page.
        facts: with the rule by which actuals are judged.
        adopted: what was adopted, when, and what it promised.
        result: of the adopted scenario, as the data of today have it.
        inputs: of the region.
        context: place, language, provenance.
    """
    tr, line, rule = locale.tr, adopted.line, facts.tracking
    st.markdown(
        tr(
            "Adopted on {date}: **{name}**. The target line was fixed that day from figures up to "
            "{last} and does not move with later data.",
            date=adopted.day.isoformat(),
            name=context.provenance.scenario,
            last=line.first_year - 1,
        )
    )
    own = own_actuals(line, rule)
    judged = track_actuals(line, published_actuals(result, line), own, result)
    chart_block(locale, target_line(line, rule, result, judged, adopted.day, context), context)
    _verdicts(locale, judged, line, first_effect_year(result, inputs), context)
    _entries(locale, line, rule, own)
    st.caption(noted(locale, rule.note_zh, rule.note_en))
    st.caption(
        tr(
            "The intervals hold what the model is unsure of, not the errors of a count. In the first "
            "years they are narrow, so one year outside is a reason to look, two in a row to act."
        )
    )
    withdraw_button(locale)


def _verdicts(
    locale: Locale,
    judged: tuple[TrackedActual, ...],
    line: TargetLine,
    acting_from: int | None,
    context: Context,
) -> None:
    tr, language = locale.tr, locale.language
    if not judged:
        empty(
            tr(
                "No actual yet. Figures published after {last} are held against the line by "
                "themselves once they stand in the facts; enter a figure of your own below.",
                last=line.first_year - 1,
            )
        )
        return
    for found in judged:
        st.markdown(
            f"{track_badge(locale, found.track)} {tracking_sentence(found, acting_from, language)}"
        )
    plain_table(
        tracking_table(judged, language, lambda found: track_badge(locale, found)), language
    )
    rows = tracking_table(judged, language, lambda found: track_word(found, language))
    provenance = context.provenance
    remarks = [context.place, provenance.scenario, provenance.source, provenance.created]
    table_download(locale, "tracking", rows, remarks, context)


def _entries(locale: Locale, line: TargetLine, rule: TrackingRule, own: dict[int, float]) -> None:
    """Enter an actual for a year, or take one out again."""
    tr = locale.tr
    factor, unit = PEOPLE[locale.language]
    st.markdown(f"### {tr('Enter an actual')}")
    st.caption(
        tr(
            "Everybody employed in the core digital industries of the region at 31 December, in the "
            "scope of the fifth economic census (36.159 million in China in 2023), full-time or not. "
            "A count of another scope cannot be held against this line."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="actual-form"):
        year = st.selectbox(
            tr("Year"), [str(y) for y in line.years], key=_YEAR, width=120, filter_mode=None
        )
        people = st.number_input(
            tr("Workforce ({unit})", unit=unit),
            min_value=0.0,
            value=None,
            format="%.8g",
            key=f"{_PEOPLE}.{locale.language}",
            width=220,
        )
        st.button(
            tr("Enter"),
            icon=":material/add:",
            key="actual.enter",
            on_click=_enter,
            args=(locale, line, rule, int(year), people, factor),
        )
    _problems(locale)
    with st.container(horizontal=True, key="actual-rows"):
        for entered in own:
            st.button(
                tr("Take out {year}", year=entered),
                icon=":material/delete:",
                key=f"actual.drop.{entered}",
                on_click=drop_actual,
                args=(entered,),
            )


def _problems(locale: Locale) -> None:
    """What was wrong with the last entry, and with entries of the address."""
    problem = st.session_state.pop(_PROBLEM, None)
    if problem:
        st.error(problem, icon=":material/error:")
    for year, text in rejected(ACTUAL).items():
        st.warning(
            locale.tr(
                'The link gives the actual "{text}" for "{year}", which cannot be held against the '
                "line; it is left out.",
                text=text,
                year=year.removeprefix(ACTUAL),
            ),
            icon=":material/link_off:",
        )


def _enter(
    locale: Locale,
    line: TargetLine,
    rule: TrackingRule,
    year: int,
    people: float | None,
    factor: float,
) -> None:
    """Take an entry over, or say what is wrong with it."""
    if people is None:
        st.session_state[_PROBLEM] = locale.tr("Fill in the workforce first.")
        return
    try:
        line.check(year, people * factor, rule)
    except ScenarioError as error:
        st.session_state[_PROBLEM] = explain(error, locale.language)
        return
    put_actual(year, people * factor)
