"""Show the four steps of the risk page in order."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.model.run import BASELINE
from pages.cache.database import known_risks
from pages.risk_page.adoption import Adoption, read_adoption, reject_adoption
from pages.risk_page.identify_assess_respond import (
    show_assessment,
    show_response,
    show_response_select,
    show_risks,
    show_withdraw_button,
)
from pages.risk_page.tracking import show_tracking
from pages.scenario_state.candidates import EDITOR, Candidate, assess_candidate, candidates
from pages.scenario_state.saved_scenarios import SLOTS
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.shell.url_controls import show_rejected
from pages.widgets.region_controls import Selection, run_context


def show_risk_loop(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    """Show identify, assess, respond and control for the region and horizon selected."""
    tr, facts = locale.tr, known_risks(warehouse.digest)
    known = candidates(locale, selection)
    here = _of_region(read_adoption(), selection.region.code, known)
    for name in (*SLOTS, "adopt", "adopted", "target"):
        show_rejected(locale, name, tr("what else the link holds"))
    current = known[here.scenario] if here else known[BASELINE.id]
    shown = assess_candidate(selection, current, facts)
    context = run_context(locale, warehouse, selection, current.name)

    st.header(tr("1 Identify"), anchor=False)
    show_risks(locale, facts, shown.after)
    st.header(tr("2 Assess"), anchor=False)
    _show_what_is_assessed(locale, here, current)
    show_assessment(locale, warehouse, facts, shown, context)
    st.header(tr("3 Respond"), anchor=False)
    chosen = show_response_select(locale, known, here)
    show_response(locale, selection, facts, assess_candidate(selection, chosen, facts), context)
    st.header(tr("4 Control"), anchor=False)
    if here:
        show_tracking(locale, facts, here, shown.outcome.result, selection.inputs, context)
    else:
        _show_nothing_adopted(locale, warehouse, read_adoption())


def _of_region(
    adopted: Adoption | None, region: str, known: dict[str, Candidate]
) -> Adoption | None:
    """Return the adoption for the region; reject one whose scenario no longer exists."""
    if adopted is None or adopted.line.region != region:
        return None
    if adopted.scenario not in known or adopted.scenario == EDITOR:
        reject_adoption("adopt")
        return None
    return adopted


def _show_what_is_assessed(locale: Locale, adopted: Adoption | None, current: Candidate) -> None:
    tr = locale.tr
    if adopted:
        st.markdown(tr("Assessed with the adopted scenario: **{name}**.", name=current.name))
    else:
        st.markdown(tr("Nothing is adopted yet, so this is the baseline: no new measures."))


def _show_nothing_adopted(locale: Locale, warehouse: Warehouse, adopted: Adoption | None) -> None:
    tr = locale.tr
    if adopted is None:
        show_empty_state(
            tr(
                "Adopt a scenario in step 3: its path becomes a dated target line, against which the "
                "figures of each new year are held."
            )
        )
        return
    show_empty_state(
        tr(
            "A scenario was adopted on {date} for {place}. Choose that region above to control it, or "
            "adopt one for this region instead.",
            date=adopted.day.isoformat(),
            place=tr.name(warehouse.region(adopted.line.region)),
        )
    )
    show_withdraw_button(locale)
