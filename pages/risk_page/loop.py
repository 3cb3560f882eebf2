"""The four steps of the risk page in their order."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.model.run import BASELINE
from pages.cache.database import known_risks
from pages.risk_page.adoption import Adoption, adoption, refuse
from pages.risk_page.identify_assess_respond import (
    assess_block,
    identify,
    pick_response,
    respond,
    withdraw_button,
)
from pages.risk_page.tracking import control
from pages.scenario_state.candidates import EDITOR, Response, assessed, responses
from pages.scenario_state.saved_scenarios import SLOTS
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.shell.url_controls import show_rejected
from pages.widgets.region_controls import Selection, run_context


def risk_loop(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    """Identify, assess, respond, control, for the region and the horizon chosen."""
    tr, facts = locale.tr, known_risks(warehouse.digest)
    known = responses(locale, selection)
    here = _of_region(adoption(), selection.region.code, known)
    for name in (*SLOTS, "adopt", "adopted", "target"):
        show_rejected(locale, name, tr("what else the link holds"))
    current = known[here.scenario] if here else known[BASELINE.id]
    shown = assessed(selection, current, facts)
    context = run_context(locale, warehouse, selection, current.name)

    st.header(tr("1 Identify"), anchor=False)
    identify(locale, facts, shown.after)
    st.header(tr("2 Assess"), anchor=False)
    _what_is_assessed(locale, here, current)
    assess_block(locale, warehouse, facts, shown, context)
    st.header(tr("3 Respond"), anchor=False)
    chosen = pick_response(locale, known, here)
    respond(locale, selection, facts, assessed(selection, chosen, facts), context)
    st.header(tr("4 Control"), anchor=False)
    if here:
        control(locale, facts, here, shown.outcome.result, selection.inputs, context)
    else:
        _nothing_to_control(locale, warehouse, adoption())


def _of_region(
    adopted: Adoption | None, region: str, known: dict[str, Response]
) -> Adoption | None:
    """What is adopted for the region; one whose scenario is gone is set aside."""
    if adopted is None or adopted.line.region != region:
        return None
    if adopted.scenario not in known or adopted.scenario == EDITOR:
        refuse("adopt")
        return None
    return adopted


def _what_is_assessed(locale: Locale, adopted: Adoption | None, current: Response) -> None:
    tr = locale.tr
    if adopted:
        st.markdown(tr("Assessed with the adopted scenario: **{name}**.", name=current.name))
    else:
        st.markdown(tr("Nothing is adopted yet, so this is the baseline: no new measures."))


def _nothing_to_control(locale: Locale, warehouse: Warehouse, adopted: Adoption | None) -> None:
    tr = locale.tr
    if adopted is None:
        empty(
            tr(
                "Adopt a scenario in step 3: its path becomes a dated target line, against which the "
                "figures of each new year are held."
            )
        )
        return
    empty(
        tr(
            "A scenario was adopted on {date} for {place}. Choose that region above to control it, or "
            "adopt one for this region instead.",
            date=adopted.day.isoformat(),
            place=tr.name(warehouse.region(adopted.line.region)),
        )
    )
    withdraw_button(locale)
