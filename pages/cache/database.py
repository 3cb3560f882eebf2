"""Cache the open database and what is read from it once per process."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from threading import Lock

import streamlit as st

from data.build.database import open_database
from data.model_inputs.gap_anchors import gap_anchors
from data.reading.model_facts import allocation
from data.reading.risk import RiskFacts, risk_facts
from data.reading.scenarios import scenarios
from data.store.warehouse import Warehouse
from forecasting.core.series import Source
from forecasting.model.allocation import AllocationRule
from forecasting.model.inputs import GapAnchor
from forecasting.model.interventions import ReadyScenario
from forecasting.model.run import BASELINE
from pages.shell.locale import Locale
from reporting.format.i18n import message

# What the build says about its progress.
_STEPS = (
    message("Reading the facts"),
    message("Writing the database"),
    message("Forecasting and calibrating"),
    message("The database is ready"),
)


_lock = Lock()


def open_warehouse(locale: Locale) -> Warehouse:
    """The database of this process. The first visit builds it when it is missing or stale."""
    opened = _opened()
    with _lock:
        if not opened:
            bar = st.progress(0.0, locale.tr("Opening the database"))
            opened.append(
                open_database(progress=lambda what, part: _tell(bar.progress, locale, what, part))
            )
            bar.empty()
            settle()
    return opened[0]


def settle() -> None:
    """Take what has been imported out of garbage collection.

    Streamlit collects after every run while it holds the interpreter lock; with Prophet and
    statsmodels imported, that alone doubles the time from a slider to its chart.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def ready_scenarios() -> dict[str, ReadyScenario]:
    """The ready scenarios by id, the baseline first."""
    return _scenarios()


def allocation_rules() -> dict[str, AllocationRule]:
    """The allocation rules by id, the default first."""
    return _rules()


def known_sources(warehouse: Warehouse) -> dict[str, Source]:
    """Every source by id."""
    return _sources(warehouse, warehouse.digest)


def gap_anchors_of(warehouse: Warehouse) -> dict[str, GapAnchor]:
    """The published gaps at which demand can be anchored, the default first."""
    return _gap_anchors(warehouse, warehouse.digest)


def _tell(show: Callable[[float, str], object], locale: Locale, what: str, part: float) -> None:
    show(part, locale.tr(what))


@st.cache_resource(show_spinner=False)
def _opened() -> list[Warehouse]:
    return []


@st.cache_resource(show_spinner=False)
def _scenarios() -> dict[str, ReadyScenario]:
    found = scenarios()
    return {BASELINE.id: found[BASELINE.id]} | found


@st.cache_resource(show_spinner=False)
def _rules() -> dict[str, AllocationRule]:
    return allocation().rules


@st.cache_resource(show_spinner=False, max_entries=1)
def _sources(_warehouse: Warehouse, digest: str) -> dict[str, Source]:
    return _warehouse.sources()


@st.cache_resource(show_spinner=False, max_entries=1)
def _gap_anchors(_warehouse: Warehouse, digest: str) -> dict[str, GapAnchor]:
    return gap_anchors(_warehouse)


@st.cache_resource(show_spinner=False, max_entries=1)
def known_risks(digest: str) -> RiskFacts:
    """The talent risks and their thresholds; `digest` is that of the facts."""
    return risk_facts()
