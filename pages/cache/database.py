"""Cache the open database and what is read from the facts, once per process and version of the facts."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from data.build.facts_versions import FactsVersion, FactsVersions
from data.build.ingest import Progress
from data.model_inputs.gap_anchors import gap_anchors
from data.reading.calibration import engine_folder, load_calibration
from data.reading.model_facts import allocation
from data.reading.risk import RiskFacts, risk_facts
from data.reading.scenarios import scenarios
from data.store.warehouse import Warehouse
from forecasting.core.series import Source
from forecasting.engine import Calibration
from forecasting.model.allocation import AllocationRule
from forecasting.model.inputs import GapAnchor
from forecasting.model.interventions import ReadyScenario
from forecasting.model.run import BASELINE
from pages.shell.locale import Locale
from reporting.format.i18n import explain, message

# Sentences by which the build reports its progress.
_STEPS = (
    message("Reading the facts"),
    message("Writing the database"),
    message("Forecasting and calibrating"),
    message("The database is ready"),
)
_VERSION = "facts.version"  # the version of the facts that the visit uses
_CHANGED = "facts.changed"  # whether to say that the visit has moved on to another version
_VERSIONS_KEPT = 2  # cached: the newest version, and the one before for visits that still use it


def open_warehouse(locale: Locale) -> Warehouse:
    """Return the database that this visit uses. The first visit builds it when it is missing or stale."""
    if _VERSION not in st.session_state:
        st.session_state[_VERSION] = _newest(locale)
    version: FactsVersion = st.session_state[_VERSION]
    return version.warehouse


def follow_facts(locale: Locale) -> None:
    """Take over changed facts for this run of the page, and say so above it.

    `app.py` calls it once a run, before the page, so that all of a run uses one version. Facts with
    faults are shown with their faults, and the visit goes on with the version before.
    """
    before: FactsVersion | None = st.session_state.get(_VERSION)
    version = st.session_state[_VERSION] = _newest(locale)
    if before is not None and before.digest != version.digest:
        st.session_state[_CHANGED] = True
    if problem := _versions().problem:
        st.error(
            locale.tr(
                "The facts have been changed, but the change cannot be used: the figures on this page "
                "are still those of data version {digest}. Correct what is named here and reload the "
                "page.",
                digest=version.digest[:8],
            )
            + "\n\n"
            + explain(problem, locale.language).replace("\n", "\n\n"),
            icon=":material/error:",
        )
    elif st.session_state.get(_CHANGED):
        _changed_notice(locale, version)


def _changed_notice(locale: Locale, version: FactsVersion) -> None:
    """Show that the facts have changed, until the visitor closes it."""
    st.info(
        locale.tr(
            "The facts have changed. From now on the figures in this visit are those of data version "
            "{digest}; downloads and figures noted before come from an older version.",
            digest=version.digest[:8],
        ),
        icon=":material/update:",
    )
    st.button(
        locale.tr("Close this notice"),
        key="facts.dismiss",
        on_click=lambda: st.session_state.pop(_CHANGED, None),
    )


def _newest(locale: Locale) -> FactsVersion:
    with _progress_bar(locale) as progress:
        version = _versions().newest(progress)
    _freeze_imports_after(version.digest)
    return version


@contextmanager
def _progress_bar(locale: Locale) -> Iterator[Progress]:
    """Show a progress bar once the build reports something; take it away at the end."""
    place = st.empty()

    def show(what: str, part: float) -> None:
        place.progress(part, locale.tr(what))

    try:
        yield show
    finally:
        place.empty()


def freeze_imports() -> None:
    """Take what has been imported out of garbage collection.

    Streamlit collects after every run while it holds the interpreter lock; with Prophet and
    statsmodels imported, that alone doubles the time from a slider to its chart.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


@st.cache_resource(show_spinner=False)
def _freeze_imports_after(digest: str) -> None:
    """Freeze once after a version of the facts was opened, which may have imported the libraries."""
    freeze_imports()


def facts_of(digest: str) -> Path:
    """Return the folder of facts from which the database of that digest was built."""
    return _versions().held(digest).facts


def ready_scenarios() -> dict[str, ReadyScenario]:
    """Return the ready scenarios by id, the baseline first."""
    return _scenarios(_digest())


def allocation_rules() -> dict[str, AllocationRule]:
    """Return the allocation rules by id, the default first."""
    return _rules(_digest())


def known_sources(warehouse: Warehouse) -> dict[str, Source]:
    """Return every source by id."""
    return _sources(warehouse, warehouse.digest)


def gap_anchors_of(warehouse: Warehouse) -> dict[str, GapAnchor]:
    """Return the published gaps at which demand can be anchored, the default first."""
    return _gap_anchors(warehouse, warehouse.digest)


def _digest() -> str:
    """Return the version of the facts that this visit uses; outside of a visit the newest."""
    version: FactsVersion = st.session_state.get(_VERSION) or _versions().newest()
    return version.digest


@st.cache_resource(show_spinner=False)
def _versions() -> FactsVersions:
    return FactsVersions()


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def _scenarios(digest: str) -> dict[str, ReadyScenario]:
    by_id = scenarios(facts_of(digest))
    return {BASELINE.id: by_id[BASELINE.id]} | by_id


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def _rules(digest: str) -> dict[str, AllocationRule]:
    return allocation(facts_of(digest)).rules


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def _sources(_warehouse: Warehouse, digest: str) -> dict[str, Source]:
    return _warehouse.sources()


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def _gap_anchors(_warehouse: Warehouse, digest: str) -> dict[str, GapAnchor]:
    return gap_anchors(_warehouse, facts_of(digest))


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def known_risks(digest: str) -> RiskFacts:
    """Return the talent risks and their thresholds; `digest` is that of the facts."""
    return risk_facts(facts_of(digest))


@st.cache_resource(show_spinner=False, max_entries=_VERSIONS_KEPT)
def calibration_of(digest: str) -> Calibration:
    """Return the calibration of the prediction intervals; `digest` is that of the facts."""
    return load_calibration(engine_folder(facts_of(digest)))
