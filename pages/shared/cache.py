"""What all visits share: the open database, the model's inputs, runs and back-tests.

Everything here is read-only after it was made, so it is cached without copies. The keys are ids,
digests and settings, never arrays.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

import streamlit as st

from data.baselines import baselines
from data.build_forecasts import HORIZON
from data.calibration import load_calibration
from data.database import open_database
from data.inputs import in_region, national_inputs, on_baseline
from data.model_facts import allocation
from data.scenarios import scenarios
from data.warehouse import Warehouse
from forecasting.allocation import AllocationRule
from forecasting.assumptions import assume
from forecasting.backtest import Origin, forecast_origins
from forecasting.cohorts import CohortRecord, cohort_record
from forecasting.elasticity import Estimate
from forecasting.forecasters import (
    COMBINATION,
    METHODS,
    Forecast,
    Transformation,
    forecast_series,
    on,
)
from forecasting.gap import Comparison, GapResult
from forecasting.inputs import Baseline, ModelInputs, RunSettings
from forecasting.interventions import Assumption, ReadyScenario, Scenario
from forecasting.nation import Nation, prepare
from forecasting.run import BASELINE, contributions_of, run_scenario
from forecasting.sensitivity import (
    Consequence,
    Influence,
    at_ends,
    consequences,
    in_scenario,
    influences,
)
from forecasting.series import Series, SeriesKey, Source, Values
from pages.shared.frame import Frame
from reporting.charts.regions import RegionGap
from reporting.i18n import message
from reporting.key_figures import YEARS, key_figures

# What the build says about its progress.
_STEPS = (
    message("Reading the facts"),
    message("Writing the database"),
    message("Forecasting and calibrating"),
    message("The database is ready"),
)
COHORT_ORIGINS = 6  # past years from which graduates are told again
_RUNS = 32  # a result of 2,000 draws takes about 3 MB
_lock = Lock()


def open_warehouse(frame: Frame) -> Warehouse:
    """The database of this process. The first visit builds it when it is missing or stale."""
    opened = _opened()
    with _lock:
        if not opened:
            bar = st.progress(0.0, frame.tr("Opening the database"))
            opened.append(
                open_database(progress=lambda what, part: _tell(bar.progress, frame, what, part))
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


def known_baselines(warehouse: Warehouse) -> dict[str, Baseline]:
    """The published gaps at which demand can be anchored, the default first."""
    return _baselines(warehouse, warehouse.digest)


def inputs_of(
    warehouse: Warehouse, region: str, rule: str, baseline: str | None = None
) -> ModelInputs:
    """The model's inputs for a region under an allocation rule, on the default baseline or another."""
    known = known_baselines(warehouse)
    return _inputs(warehouse, warehouse.digest, region, rule, baseline or next(iter(known)))


def nation_of(
    inputs: ModelInputs, settings: RunSettings, assumptions: tuple[Assumption, ...] = ()
) -> Nation:
    """The national draws, the same for every region, rule and measure."""
    return _nation(inputs, inputs.digest, inputs.baseline.id, assumptions, settings)


def outcome_of(inputs: ModelInputs, scenario: Scenario, settings: RunSettings) -> Comparison:
    """A scenario beside its baseline, without the contributions, which take longer."""
    without = scenario.baseline
    baseline = _result(inputs, without, identity(inputs, without), settings)
    if not scenario.settings:
        return Comparison(baseline, baseline, {})
    return Comparison(baseline, _result(inputs, scenario, identity(inputs, scenario), settings), {})


def comparison_of(inputs: ModelInputs, scenario: Scenario, settings: RunSettings) -> Comparison:
    """A scenario beside its baseline, with the contribution of each measure."""
    outcome = outcome_of(inputs, scenario, settings)
    if not scenario.settings:
        return outcome
    gains = _contributions(inputs, scenario, identity(inputs, scenario), settings)
    return replace(outcome, contributions=gains)


def region_gaps(
    warehouse: Warehouse, rule: str, baseline: str, settings: RunSettings
) -> tuple[RegionGap, ...]:
    """The median gap of each province at the horizon and its share of the nation's."""
    return _region_gaps(warehouse, warehouse.digest, rule, baseline, settings)


def influences_of(
    inputs: ModelInputs, settings: RunSettings, scenario: Scenario = BASELINE
) -> tuple[Influence, ...]:
    """How far each parameter of the model and of the levers moves the gap at the horizon."""
    return _influences(inputs, scenario, identity(inputs, scenario), settings)


def strongest_of(
    inputs: ModelInputs, settings: RunSettings, scenario: Scenario
) -> Influence | None:
    """The parameter of the model on which the gap hangs most, with the levers set.

    Which one it is, the baseline tells: that is known already whatever the levers do.
    """
    ranked = influences_of(inputs, settings, scenario.baseline)
    if not ranked or not scenario.settings:
        return ranked[0] if ranked else None
    return _in_scenario(inputs, scenario, identity(inputs, scenario), ranked[0], settings)


def consequences_of(
    warehouse: Warehouse, inputs: ModelInputs, settings: RunSettings, parameter: str
) -> tuple[Consequence, ...]:
    """The baseline gap under each estimate of a calibrated parameter."""
    key = identity(inputs, BASELINE)
    return _consequences(inputs, tuple(warehouse.calibration(parameter)), parameter, key, settings)


def series_forecast(
    frame: Frame,
    warehouse: Warehouse,
    key: SeriesKey,
    horizon: int,
    members: tuple[str, ...] = COMBINATION,
) -> Forecast:
    """The next `horizon` years: stored by the build for the combination, computed for others."""
    if members == COMBINATION:
        made = warehouse.forecast(key)
    else:
        with st.spinner(frame.tr("Forecasting")):
            made = _forecast_by(warehouse, warehouse.digest, str(key), key, members)
    return replace(
        made,
        years=made.years[:horizon],
        quantiles=made.quantiles[:horizon],
        members=tuple(replace(m, values=m.values[:horizon]) for m in made.members),
    )


def series_origins(
    frame: Frame, warehouse: Warehouse, key: SeriesKey, transformation: Transformation
) -> tuple[Origin, ...]:
    """What every method said in the past; a progress bar shows while it is computed."""
    found = _past_forecasts()
    name = f"{warehouse.digest}/{key}/{transformation}"
    if name not in found:
        bar = st.progress(0.0, frame.tr("Back-test: forecasting again from earlier years"))

        def tell(done: int, count: int) -> None:
            bar.progress(done / count)

        try:
            series, methods = warehouse.series(key), on(transformation, METHODS)
            found[name] = forecast_origins(series, methods, horizon=HORIZON, progress=tell)
        finally:
            bar.empty()
        settle()
    return found[name]


def cohort_record_of(frame: Frame, warehouse: Warehouse, graduates: SeriesKey) -> CohortRecord:
    """Graduates told from those enrolled, against the engine; a progress bar shows meanwhile."""
    found = _cohort_records()
    if warehouse.digest not in found:
        series = warehouse.series(graduates)
        entrants = warehouse.series(SeriesKey("entrants", graduates.region))
        origins = [int(year) for year in series.years[-1 - COHORT_ORIGINS : -1]]
        bar = st.progress(0.0, frame.tr("Back-test: forecasting again from earlier years"))

        def engine(past: Series, horizon: int) -> Values:
            bar.progress(origins.index(int(past.years[-1])) / len(origins))
            return forecast_series(past, horizon, load_calibration()).median

        found[warehouse.digest] = cohort_record(series, entrants, engine, origins)
        bar.empty()
        settle()
    return found[warehouse.digest]


def identity(inputs: ModelInputs, scenario: Scenario) -> tuple[str, ...]:
    """What decides a result, besides the settings."""
    shares = inputs.shares
    place = (inputs.region.code, shares.rule, inputs.baseline.id)
    return (inputs.digest, *place, scenario.id, scenario.digest)


def _tell(show: Callable[[float, str], object], frame: Frame, what: str, part: float) -> None:
    show(part, frame.tr(what))


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
def _baselines(_warehouse: Warehouse, digest: str) -> dict[str, Baseline]:
    return baselines(_warehouse)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _inputs(
    _warehouse: Warehouse, digest: str, region: str, rule: str, baseline: str
) -> ModelInputs:
    found = in_region(_national_inputs(_warehouse, digest), _warehouse, region, rule)
    return on_baseline(found, known_baselines(_warehouse)[baseline])


@st.cache_resource(show_spinner=False, max_entries=1)
def _national_inputs(_warehouse: Warehouse, digest: str) -> ModelInputs:
    return national_inputs(_warehouse)


@st.cache_resource(show_spinner=False, max_entries=8)
def _nation(
    _inputs: ModelInputs,
    digest: str,
    baseline: str,
    assumptions: tuple[Assumption, ...],
    settings: RunSettings,
) -> Nation:
    return prepare(assume(_inputs, assumptions), settings)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _result(
    _inputs: ModelInputs, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> GapResult:
    nation = nation_of(_inputs, settings, _scenario.assumptions)
    return run_scenario(_inputs, _scenario, settings, nation)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _contributions(
    _inputs: ModelInputs, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> dict[str, Values]:
    nation = nation_of(_inputs, settings, _scenario.assumptions)
    return contributions_of(_inputs, _scenario, settings, nation)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _influences(
    _inputs: ModelInputs, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> tuple[Influence, ...]:
    return influences(_inputs, settings, settings.horizon, _scenario)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _in_scenario(
    _inputs: ModelInputs,
    _scenario: Scenario,
    key: tuple[str, ...],
    _strongest: Influence,
    settings: RunSettings,
) -> Influence:
    assumptions, parameter = _scenario.assumptions, _strongest.parameter.id
    place = (_inputs.digest, _inputs.baseline.id, parameter)
    ends = _at_ends(_inputs, place, assumptions, _strongest, settings)
    return in_scenario(_strongest, _inputs, _scenario, ends)


@st.cache_resource(show_spinner=False, max_entries=4)
def _at_ends(
    _inputs: ModelInputs,
    key: tuple[str, ...],
    assumptions: tuple[Assumption, ...],
    _influence: Influence,
    settings: RunSettings,
) -> tuple[Nation, Nation]:
    return at_ends(_influence, _inputs, settings, assumptions)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _consequences(
    _inputs: ModelInputs,
    _estimates: tuple[Estimate, ...],
    parameter: str,
    key: tuple[str, ...],
    settings: RunSettings,
) -> tuple[Consequence, ...]:
    return consequences(_inputs, settings, parameter, _estimates, YEARS)


@st.cache_resource(show_spinner=False, max_entries=8)
def _region_gaps(
    _warehouse: Warehouse, digest: str, rule: str, baseline: str, settings: RunSettings
) -> tuple[RegionGap, ...]:
    places = [region for region in _warehouse.regions() if region.level == "province"]
    found = {}
    for place in places:
        inputs = inputs_of(_warehouse, place.code, rule, baseline)
        result = run_scenario(inputs, BASELINE, settings, nation_of(inputs, settings))
        found[place] = key_figures(result, (settings.horizon,)).gaps[settings.horizon].median
    total = sum(found.values())
    return tuple(RegionGap(place, gap, gap / total) for place, gap in found.items())


@st.cache_resource(show_spinner=False)
def _cohort_records() -> dict[str, CohortRecord]:
    """By digest. Filled by hand, as a cached function may not draw a progress bar."""
    return {}


@st.cache_resource(show_spinner=False, max_entries=256)
def _forecast_by(
    _warehouse: Warehouse, digest: str, name: str, _key: SeriesKey, members: tuple[str, ...]
) -> Forecast:
    found = forecast_series(_warehouse.series(_key), HORIZON, load_calibration(), members=members)
    settle()
    return found


@st.cache_resource(show_spinner=False)
def _past_forecasts() -> dict[str, tuple[Origin, ...]]:
    """By digest, series and transformation. Filled by hand, as a cached function may not draw."""
    return {}
