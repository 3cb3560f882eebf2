"""Show the fourth step of the risk loop: target line, actuals, and whether they are on track."""

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
    delete_actual,
    own_actuals,
    set_actual,
)
from pages.risk_page.identify_assess_respond import show_withdraw_button
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.shell.url_controls import rejections_of
from pages.widgets.chart_block import show_chart, show_table
from pages.widgets.downloads import show_table_download
from pages.widgets.labels import BAD, DOUBTFUL, GOOD, PEOPLE_UNITS, localised
from reporting.charts.tracking import target_line
from reporting.format.context import Context
from reporting.format.i18n import explain
from reporting.format.labels import track_word
from reporting.words.risk import tracking_sentence, tracking_table

_SIGNS = {TrackStatus.ON_TRACK: GOOD, TrackStatus.WATCH: DOUBTFUL, TrackStatus.OFF_TRACK: BAD}
_YEAR, _PEOPLE, _PROBLEM = "actual.year", "actual.people", "actual.problem"


def track_badge(locale: Locale, verdict: TrackStatus) -> str:
    """Return a verdict as a Markdown badge: colour, sign and word."""
    colour, sign = _SIGNS[verdict]
    return f":{colour}-badge[{sign} {track_word(verdict, locale.language)}]"


def show_tracking(
    locale: Locale,
    facts: RiskFacts,
    adopted: Adoption,
    result: GapResult,
    inputs: ModelInputs,
    context: Context,
) -> None:
    """Show the dated target line of the adopted scenario and the verdict on each actual.

    Args:
        locale: language of the page.
        facts: with the rule by which actuals are judged.
        adopted: scenario, day and target line.
        result: of the adopted scenario with the data of today.
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
    show_chart(locale, target_line(line, rule, result, judged, adopted.day, context), context)
    _show_verdicts(locale, judged, line, first_effect_year(result, inputs), context)
    _show_entry_form(locale, line, rule, own)
    st.caption(localised(locale, rule.note_zh, rule.note_en))
    st.caption(
        tr(
            "The intervals contain the uncertainty of the model, not the errors of a count. In the"
            " first years they are narrow: one year outside is a reason to check, two in a row are"
            " a reason to act."
        )
    )
    show_withdraw_button(locale)


def _show_verdicts(
    locale: Locale,
    judged: tuple[TrackedActual, ...],
    line: TargetLine,
    acting_from: int | None,
    context: Context,
) -> None:
    tr, language = locale.tr, locale.language
    if not judged:
        show_empty_state(
            tr(
                "No actual yet. Figures published after {last} are compared with the line "
                "automatically once they are in the facts; enter a figure of your own below.",
                last=line.first_year - 1,
            )
        )
        return
    for actual in judged:
        st.markdown(
            f"{track_badge(locale, actual.track)} {tracking_sentence(actual, acting_from, language)}"
        )
    show_table(
        tracking_table(judged, language, lambda verdict: track_badge(locale, verdict)), language
    )
    rows = tracking_table(judged, language, lambda verdict: track_word(verdict, language))
    provenance = context.provenance
    remarks = [context.place, provenance.scenario, provenance.source, provenance.created]
    show_table_download(locale, "tracking", rows, remarks, context)


def _show_entry_form(
    locale: Locale, line: TargetLine, rule: TrackingRule, own: dict[int, float]
) -> None:
    """Show the form that adds an actual, and a button for each that deletes it."""
    tr = locale.tr
    factor, unit = PEOPLE_UNITS[locale.language]
    st.markdown(f"### {tr('Enter an actual')}")
    st.caption(
        tr(
            "Everybody employed in the core digital industries of the region at 31 December, in "
            "the scope of the fifth economic census (36.159 million in China in 2023), full-time "
            "or not. A count of another scope cannot be compared with this line."
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
            on_click=_on_enter,
            args=(locale, line, rule, int(year), people, factor),
        )
    _show_problems(locale)
    with st.container(horizontal=True, key="actual-rows"):
        for entered in own:
            st.button(
                tr("Take out {year}", year=entered),
                icon=":material/delete:",
                key=f"actual.drop.{entered}",
                on_click=delete_actual,
                args=(entered,),
            )


def _show_problems(locale: Locale) -> None:
    """Show errors of the last entry and rejected actuals of the URL."""
    problem = st.session_state.pop(_PROBLEM, None)
    if problem:
        st.error(problem, icon=":material/error:")
    for year, text in rejections_of(ACTUAL).items():
        st.warning(
            locale.tr(
                'The link gives the actual "{text}" for "{year}", which cannot be held against the '
                "line; it is left out.",
                text=text,
                year=year.removeprefix(ACTUAL),
            ),
            icon=":material/link_off:",
        )


def _on_enter(
    locale: Locale,
    line: TargetLine,
    rule: TrackingRule,
    year: int,
    people: float | None,
    factor: float,
) -> None:
    """Store an entry, or record why it cannot be used."""
    if people is None:
        st.session_state[_PROBLEM] = locale.tr("Fill in the workforce first.")
        return
    try:
        line.check(year, people * factor, rule)
    except ScenarioError as error:
        st.session_state[_PROBLEM] = explain(error, locale.language)
        return
    set_actual(year, people * factor)
