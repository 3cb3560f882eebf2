"""Three steps of the risk loop: identify, assess, respond."""

from __future__ import annotations

import streamlit as st

from data.reading.risk import RiskFacts
from data.store.warehouse import Warehouse
from forecasting.analysis.indicators import IndicatorValue, Status, values_of_risk, worst
from forecasting.core.series import Unit
from pages.cache.database import known_sources
from pages.risk_page.adoption import Adoption, adopt, read_day, today, withdraw
from pages.scenario_state.candidates import EDITOR, Assessed, Response
from pages.scenario_state.saved_scenarios import free_slot, save_editor_state
from pages.scenario_state.setting_text import in_words
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.shell.url_controls import pick, reset
from pages.widgets.chart_block import plain_table
from pages.widgets.downloads import table_download
from pages.widgets.labels import BAD, DOUBTFUL, GOOD, joined, noted, source_link
from pages.widgets.region_controls import Selection
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import format_quantity
from reporting.words.assumptions import assumption_texts
from reporting.words.risk import (
    change_table,
    changes_sentence,
    figures_named,
    funding_sentence,
    indicator_table,
    status_word,
    summary,
)

_SIGNS = {Status.GREEN: GOOD, Status.AMBER: DOUBTFUL, Status.RED: BAD}
_DAY = "adopted.day"


def status_badge(locale: Locale, status: Status | None) -> str:
    """A light as a mark for Markdown: colour, sign and word."""
    colour, sign = _SIGNS[status] if status else ("gray", ":material/remove:")
    return f":{colour}-badge[{sign} {status_word(status, locale.language)}]"


def identify(locale: Locale, facts: RiskFacts, readings: tuple[IndicatorValue, ...]) -> None:
    """Each risk of the paper in a line: what it is, its status, which indicators watch it."""
    tr, by_figure = locale.tr, {reading.indicator.kind: reading for reading in readings}
    for risk in facts.risks:
        light = worst(values_of_risk(risk, by_figure))
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{tr.name(risk)}** {status_badge(locale, light)}")
            st.markdown(noted(locale, risk.text_zh, risk.text_en))
            st.caption(
                tr(
                    "Watched by: {figures}. Paper, section {section}.",
                    figures=figures_named(risk.kinds, facts.indicators, tr),
                    section=risk.paper_section,
                )
            )


def assess_block(
    locale: Locale, warehouse: Warehouse, facts: RiskFacts, shown: Assessed, context: Context
) -> None:
    """Every indicator with its light, and what the thresholds rest on."""
    tr, language, readings = locale.tr, locale.language, shown.after
    st.markdown(summary(readings, context.place, shown.outcome.result.horizon, language))
    plain_table(
        indicator_table(readings, language, lambda status: status_badge(locale, status)), language
    )
    st.caption(
        tr(
            "The median decides: past amber it needs attention, past red it is critical. The intervals "
            "are wide; the probability of red says how many of the draws lie beyond that threshold."
        )
    )
    rows = indicator_table(readings, language, lambda status: status_word(status, language))
    provenance = context.provenance
    remarks = [context.place, provenance.scenario, provenance.source, provenance.created]
    table_download(locale, "risk", rows, remarks, context)
    with st.expander(tr("What the thresholds rest on"), icon=":material/rule:"):
        _thresholds(locale, warehouse, facts)


def _thresholds(locale: Locale, warehouse: Warehouse, facts: RiskFacts) -> None:
    sources = known_sources(warehouse)
    for indicator in facts.indicators:
        notes = [noted(locale, indicator.note_zh, indicator.note_en)]
        cited = list(indicator.source_ids)
        if indicator.orientation:
            notes.append(
                noted(locale, indicator.orientation.note_zh, indicator.orientation.note_en)
            )
            cited += indicator.orientation.source_ids
        between = "" if locale.language is Language.ZH else " "
        st.markdown(f"- **{locale.tr.name(indicator)}** {between.join(notes)}")
        for name in dict.fromkeys(cited):
            st.caption(source_link(sources[name], locale.language))


def pick_response(locale: Locale, known: dict[str, Response], adopted: Adoption | None) -> Response:
    """The scenario that is looked at as a response: by default the adopted one."""
    names = {name: response.name for name, response in known.items()}
    default = adopted.scenario if adopted else next(iter(known))
    return known[pick(locale, "response", locale.tr("Response: which scenario"), names, default)]


def respond(
    locale: Locale, selection: Selection, facts: RiskFacts, shown: Assessed, context: Context
) -> None:
    """What a scenario would change, who does what at what cost, and its adoption."""
    language = locale.language
    st.markdown(changes_sentence(shown.before, shown.after, language))
    plain_table(
        change_table(
            shown.before, shown.after, language, lambda status: status_badge(locale, status)
        ),
        language,
    )
    funding = funding_sentence(shown.after, shown.outcome.result, selection.inputs, language)
    if funding:
        st.caption(funding)
    _measures(locale, selection, shown)
    _adopt_form(locale, selection, facts, shown)


def _measures(locale: Locale, selection: Selection, shown: Assessed) -> None:
    """What is done, by whom, at what cost; and what is assumed otherwise."""
    tr, result = locale.tr, shown.outcome.result
    st.markdown(f"### {tr('What is done, and who does it')}")
    if not result.scenario.settings:
        empty(tr("This scenario holds no measures: nothing is done beyond present trends."))
    for setting in result.scenario.settings:
        lever = selection.inputs.interventions[setting.intervention]
        said = [in_words(locale, setting, lever)]
        said.append(tr("who: {actors}", actors=noted(locale, lever.actors_zh, lever.actors_en)))
        if lever.id in result.costs:
            cost = float(result.costs[lever.id][result.shown].sum())
            amount = format_quantity(cost, Unit.YUAN, locale.language)
            said.append(tr("cost up to {year}: {cost}", year=result.horizon, cost=amount))
        st.markdown(f"- {joined(locale, said)}")
    texts = assumption_texts(result.scenario.assumptions, selection.inputs, tr)
    for text in texts.values():
        st.markdown(f"- {tr('Assumed: {text}', text=text)}")


def _adopt_form(locale: Locale, selection: Selection, facts: RiskFacts, shown: Assessed) -> None:
    """The day and the button that fixes the target line."""
    tr = locale.tr
    st.session_state.setdefault(_DAY, today().isoformat())
    with st.container(horizontal=True, vertical_alignment="bottom", key="adopt-form"):
        st.text_input(tr("Day of adoption (YYYY-MM-DD)"), key=_DAY, max_chars=10, width=220)
        st.button(
            tr("Adopt this scenario"),
            icon=":material/flag:",
            type="primary",
            key="adopt",
            on_click=_adopt,
            args=(locale, selection, facts, shown),
        )
    problem = st.session_state.pop("adopt.problem", None)
    if problem:
        st.error(problem, icon=":material/error:")


def _adopt(locale: Locale, selection: Selection, facts: RiskFacts, shown: Assessed) -> None:
    """Fix the target line; the scenario of the editor is saved first, so that it lasts."""
    tr, text = locale.tr, str(st.session_state[_DAY]).strip()
    day, chosen = read_day(text), shown.response.id
    if day is None:
        st.session_state["adopt.problem"] = tr(
            '"{text}" is no day. Write it like {example}.', text=text, example=today().isoformat()
        )
        return
    if chosen == EDITOR:
        if free_slot() is None:
            st.session_state["adopt.problem"] = tr(
                "All places for kept scenarios are taken; delete one on the scenario page first."
            )
            return
        name = tr("Adopted {date}", date=day.isoformat())
        chosen = save_editor_state(name, selection.inputs.interventions) or chosen
    adopt(chosen, day, shown.outcome.result, facts.tracking)
    forget_choice()


def forget_choice() -> None:
    """The adopted scenario is the one that is looked at from now on."""
    reset(["response"])


def withdraw_button(locale: Locale) -> None:
    """A button that adopts nothing again."""
    st.button(
        locale.tr("Withdraw the adoption"),
        icon=":material/flag_2:",
        key="withdraw",
        on_click=_withdraw,
    )


def _withdraw() -> None:
    withdraw()
    forget_choice()
