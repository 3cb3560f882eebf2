"""Show three steps of the risk loop: identify, assess, respond."""

from __future__ import annotations

import streamlit as st

from data.reading.risk import RiskFacts
from data.store.warehouse import Warehouse
from forecasting.analysis.indicators import IndicatorValue, Status, values_of_risk, worst
from forecasting.core.series import Unit
from pages.cache.database import known_sources
from pages.risk_page.adoption import Adoption, adopt, read_day, today, withdraw
from pages.scenario_state.candidates import EDITOR, AssessedCandidate, Candidate
from pages.scenario_state.saved_scenarios import free_slot, save_editor_state
from pages.scenario_state.setting_text import setting_text
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.shell.url_controls import reset_parameters, show_select
from pages.widgets.chart_block import show_table
from pages.widgets.downloads import show_table_download
from pages.widgets.labels import BAD, DOUBTFUL, GOOD, join_texts, localised, source_link
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
    """Return a RAG status as a Markdown badge: colour, sign and word."""
    colour, sign = _SIGNS[status] if status else ("gray", ":material/remove:")
    return f":{colour}-badge[{sign} {status_word(status, locale.language)}]"


def show_risks(locale: Locale, facts: RiskFacts, values: tuple[IndicatorValue, ...]) -> None:
    """Show each risk of the paper: name, status, description and its indicators."""
    tr, by_kind = locale.tr, {value.indicator.kind: value for value in values}
    for risk in facts.risks:
        status = worst(values_of_risk(risk, by_kind))
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{tr.name(risk)}** {status_badge(locale, status)}")
            st.markdown(localised(locale, risk.text_zh, risk.text_en))
            st.caption(
                tr(
                    "Watched by: {figures}. Paper, section {section}.",
                    figures=figures_named(risk.kinds, facts.indicators, tr),
                    section=risk.paper_section,
                )
            )


def show_assessment(
    locale: Locale,
    warehouse: Warehouse,
    facts: RiskFacts,
    shown: AssessedCandidate,
    context: Context,
) -> None:
    """Show every indicator with its status, and the sources of the thresholds."""
    tr, language, values = locale.tr, locale.language, shown.after
    st.markdown(summary(values, context.place, shown.outcome.result.horizon, language))
    show_table(
        indicator_table(values, language, lambda status: status_badge(locale, status)), language
    )
    st.caption(
        tr(
            "The median decides: beyond the amber threshold an indicator needs attention, beyond "
            "the red one it is critical. The intervals are wide; the probability of red is the "
            "share of draws beyond that threshold."
        )
    )
    rows = indicator_table(values, language, lambda status: status_word(status, language))
    provenance = context.provenance
    remarks = [context.place, provenance.scenario, provenance.source, provenance.created]
    show_table_download(locale, "risk", rows, remarks, context)
    with st.expander(tr("Sources of the thresholds"), icon=":material/rule:"):
        _show_thresholds(locale, warehouse, facts)


def _show_thresholds(locale: Locale, warehouse: Warehouse, facts: RiskFacts) -> None:
    sources = known_sources(warehouse)
    for indicator in facts.indicators:
        notes = [localised(locale, indicator.note_zh, indicator.note_en)]
        cited = list(indicator.source_ids)
        if indicator.orientation:
            notes.append(
                localised(locale, indicator.orientation.note_zh, indicator.orientation.note_en)
            )
            cited += indicator.orientation.source_ids
        between = "" if locale.language is Language.ZH else " "
        st.markdown(f"- **{locale.tr.name(indicator)}** {between.join(notes)}")
        for name in dict.fromkeys(cited):
            st.caption(source_link(sources[name], locale.language))


def show_response_select(
    locale: Locale, known: dict[str, Candidate], adopted: Adoption | None
) -> Candidate:
    """Show the choice of a scenario as the response, by default the adopted one."""
    names = {name: response.name for name, response in known.items()}
    default = adopted.scenario if adopted else next(iter(known))
    return known[
        show_select(locale, "response", locale.tr("Response: which scenario"), names, default)
    ]


def show_response(
    locale: Locale,
    selection: Selection,
    facts: RiskFacts,
    shown: AssessedCandidate,
    context: Context,
) -> None:
    """Show what a scenario changes, its measures with actors and cost, and the adoption form."""
    language = locale.language
    st.markdown(changes_sentence(shown.before, shown.after, language))
    show_table(
        change_table(
            shown.before, shown.after, language, lambda status: status_badge(locale, status)
        ),
        language,
    )
    funding = funding_sentence(shown.after, shown.outcome.result, selection.inputs, language)
    if funding:
        st.caption(funding)
    _show_measures(locale, selection, shown)
    _show_adoption_form(locale, selection, facts, shown)


def _show_measures(locale: Locale, selection: Selection, shown: AssessedCandidate) -> None:
    """Show the measures with actors and cost, and the changed assumptions."""
    tr, result = locale.tr, shown.outcome.result
    st.markdown(f"### {tr('What is done, and who does it')}")
    if not result.scenario.settings:
        show_empty_state(
            tr("This scenario holds no measures: nothing is done beyond present trends.")
        )
    for setting in result.scenario.settings:
        lever = selection.inputs.interventions[setting.intervention]
        texts = [setting_text(locale, setting, lever)]
        texts.append(
            tr("who: {actors}", actors=localised(locale, lever.actors_zh, lever.actors_en))
        )
        if lever.id in result.costs:
            cost = float(result.costs[lever.id][result.shown].sum())
            amount = format_quantity(cost, Unit.YUAN, locale.language)
            texts.append(tr("cost up to {year}: {cost}", year=result.horizon, cost=amount))
        st.markdown(f"- {join_texts(locale, texts)}")
    assumed = assumption_texts(result.scenario.assumptions, selection.inputs, tr)
    for text in assumed.values():
        st.markdown(f"- {tr('Assumed: {text}', text=text)}")


def _show_adoption_form(
    locale: Locale, selection: Selection, facts: RiskFacts, shown: AssessedCandidate
) -> None:
    """Show the day of adoption and the button that fixes the target line."""
    tr = locale.tr
    st.session_state.setdefault(_DAY, today().isoformat())
    with st.container(horizontal=True, vertical_alignment="bottom", key="adopt-form"):
        st.text_input(tr("Day of adoption (YYYY-MM-DD)"), key=_DAY, max_chars=10, width=220)
        st.button(
            tr("Adopt this scenario"),
            icon=":material/flag:",
            type="primary",
            key="adopt",
            on_click=_on_adopt,
            args=(locale, selection, facts, shown),
        )
    problem = st.session_state.pop("adopt.problem", None)
    if problem:
        st.error(problem, icon=":material/error:")


def _on_adopt(
    locale: Locale, selection: Selection, facts: RiskFacts, shown: AssessedCandidate
) -> None:
    """Adopt the scenario; save it first if it is the one set on the scenario page."""
    tr, text = locale.tr, str(st.session_state[_DAY]).strip()
    day, chosen = read_day(text), shown.candidate.id
    if day is None:
        st.session_state["adopt.problem"] = tr(
            '"{text}" is no day. Write it like {example}.', text=text, example=today().isoformat()
        )
        return
    if chosen == EDITOR:
        if free_slot() is None:
            st.session_state["adopt.problem"] = tr(
                "All places for saved scenarios are taken; delete one on the scenario page first."
            )
            return
        name = tr("Adopted {date}", date=day.isoformat())
        chosen = save_editor_state(name, selection.inputs.interventions) or chosen
    adopt(chosen, day, shown.outcome.result, facts.tracking)
    reset_response()


def reset_response() -> None:
    """Return the response to its default, the adopted scenario."""
    reset_parameters(["response"])


def show_withdraw_button(locale: Locale) -> None:
    """Show the button that withdraws the adoption."""
    st.button(
        locale.tr("Withdraw the adoption"),
        icon=":material/flag_2:",
        key="withdraw",
        on_click=_on_withdraw,
    )


def _on_withdraw() -> None:
    withdraw()
    reset_response()
