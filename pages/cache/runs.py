"""Model inputs, prepared runs and results, cached for all visits of the process.

Everything here is read-only once built, so it is cached without copies. The keys are ids, digests
and settings, never arrays.
"""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from data.model_inputs.inputs import in_region, national_inputs, with_gap_anchor
from data.store.warehouse import Warehouse
from forecasting.analysis.sensitivity import (
    Consequence,
    Influence,
    at_ends,
    consequences,
    in_scenario,
    influences,
)
from forecasting.calibration.elasticity import Estimate
from forecasting.core.series import Values
from forecasting.model.inputs import ModelInputs, ModelParameters, RunSettings
from forecasting.model.interventions import Assumption, Scenario
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Comparison, GapResult
from forecasting.model.run import BASELINE, contributions_of, run_scenario
from pages.cache.database import facts_of, gap_anchors_of
from reporting.charts.regions import RegionGap
from reporting.words.key_figures import YEARS, key_figures

_RUNS = 32  # a result of 2,000 draws takes about 3 MB
_OF_THE_MODEL = frozenset(field.name for field in fields(ModelParameters))


def inputs_of(
    warehouse: Warehouse, region: str, rule: str, baseline: str | None = None
) -> ModelInputs:
    """Return the model's inputs for a region under an allocation rule, on a gap anchor."""
    known = gap_anchors_of(warehouse)
    return _inputs(warehouse, warehouse.digest, region, rule, baseline or next(iter(known)))


def run_of(
    inputs: ModelInputs, settings: RunSettings, assumptions: tuple[Assumption, ...] = ()
) -> PreparedRun:
    """Return a region's run; the national draws are shared by all regions, rules and settings."""
    # Assumptions about interventions leave the draws as they are.
    of_the_model = tuple(a for a in assumptions if a.parameter in _OF_THE_MODEL)
    run = _national_run(inputs, inputs.digest, inputs.gap_anchor.id, of_the_model, settings)
    return run.in_region(inputs.region, inputs.shares).under(assumptions)


def run_under(run: PreparedRun, assumptions: tuple[Assumption, ...]) -> PreparedRun:
    """Return the same run under assumptions."""
    if assumptions == run.inputs.assumptions:
        return run
    return run_of(run.documented, run.settings, assumptions)


def outcome_of(run: PreparedRun, scenario: Scenario) -> Comparison:
    """Return a scenario beside its baseline, without the contributions, which take longer."""
    without = scenario.baseline
    baseline = _result(run, without, identity(run, without), run.settings)
    if not scenario.settings:
        return Comparison(baseline, baseline, {})
    result = _result(run, scenario, identity(run, scenario), run.settings)
    return Comparison(baseline, result, {})


def comparison_of(run: PreparedRun, scenario: Scenario) -> Comparison:
    """Return a scenario beside its baseline, with the contribution of each intervention."""
    outcome = outcome_of(run, scenario)
    if not scenario.settings:
        return outcome
    gains = _contributions(run, scenario, identity(run, scenario), run.settings)
    return replace(outcome, contributions=gains)


def region_gaps(
    warehouse: Warehouse, rule: str, baseline: str, settings: RunSettings
) -> tuple[RegionGap, ...]:
    """Return each province's median gap at the horizon, persons, and its share of the nation's."""
    return _region_gaps(warehouse, warehouse.digest, rule, baseline, settings)


def influences_of(run: PreparedRun, scenario: Scenario = BASELINE) -> tuple[Influence, ...]:
    """Return how far each parameter of the model and of the interventions moves the gap."""
    return _influences(run, scenario, identity(run, scenario), run.settings)


def strongest_of(run: PreparedRun, scenario: Scenario) -> Influence | None:
    """Return the model parameter that moves the gap most, with the scenario's settings applied.

    The baseline decides which parameter it is: that is known already whatever the settings are.
    """
    ranked = influences_of(run, scenario.baseline)
    if not ranked or not scenario.settings:
        return ranked[0] if ranked else None
    return _in_scenario(run, scenario, identity(run, scenario), ranked[0], run.settings)


def consequences_of(
    warehouse: Warehouse, run: PreparedRun, parameter: str
) -> tuple[Consequence, ...]:
    """Return the baseline gap under each estimate of a calibrated parameter."""
    estimates = tuple(warehouse.calibration(parameter))
    return _consequences(run, estimates, parameter, identity(run, BASELINE), run.settings)


def identity(run: PreparedRun, scenario: Scenario) -> tuple[str, ...]:
    """Return what decides a result besides the settings; the digest covers the assumptions."""
    inputs = run.inputs
    place = (inputs.region.code, inputs.shares.rule, inputs.gap_anchor.id)
    return (inputs.digest, *place, scenario.id, scenario.digest)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _inputs(
    _warehouse: Warehouse, digest: str, region: str, rule: str, baseline: str
) -> ModelInputs:
    inputs = in_region(
        _national_inputs(_warehouse, digest), _warehouse, region, rule, facts_of(digest)
    )
    return with_gap_anchor(inputs, gap_anchors_of(_warehouse)[baseline])


@st.cache_resource(show_spinner=False, max_entries=1)
def _national_inputs(_warehouse: Warehouse, digest: str) -> ModelInputs:
    return national_inputs(_warehouse, facts_of(digest))


@st.cache_resource(show_spinner=False, max_entries=8)
def _national_run(
    _inputs: ModelInputs,
    digest: str,
    baseline: str,
    assumptions: tuple[Assumption, ...],
    settings: RunSettings,
) -> PreparedRun:
    return PreparedRun.of(_inputs, settings, assumptions)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _result(
    _run: PreparedRun, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> GapResult:
    return run_scenario(run_under(_run, _scenario.assumptions), _scenario)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _contributions(
    _run: PreparedRun, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> dict[str, Values]:
    return contributions_of(run_under(_run, _scenario.assumptions), _scenario)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _influences(
    _run: PreparedRun, _scenario: Scenario, key: tuple[str, ...], settings: RunSettings
) -> tuple[Influence, ...]:
    return influences(run_under(_run, _scenario.assumptions), _scenario)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _in_scenario(
    _run: PreparedRun,
    _scenario: Scenario,
    key: tuple[str, ...],
    _strongest: Influence,
    settings: RunSettings,
) -> Influence:
    run = run_under(_run, _scenario.assumptions)
    place = (run.inputs.digest, run.inputs.gap_anchor.id, _strongest.parameter.id)
    ends = _at_ends(run, place, _scenario.assumptions, _strongest, settings)
    low, high = (end.in_region(run.inputs.region, run.inputs.shares) for end in ends)
    return in_scenario(_strongest, _scenario, (low, high))


@st.cache_resource(show_spinner=False, max_entries=4)
def _at_ends(
    _run: PreparedRun,
    key: tuple[str, ...],
    assumptions: tuple[Assumption, ...],
    _influence: Influence,
    settings: RunSettings,
) -> tuple[PreparedRun, PreparedRun]:
    return at_ends(_influence, _run)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _consequences(
    _run: PreparedRun,
    _estimates: tuple[Estimate, ...],
    parameter: str,
    key: tuple[str, ...],
    settings: RunSettings,
) -> tuple[Consequence, ...]:
    return consequences(run_under(_run, ()), parameter, _estimates, YEARS)


@st.cache_resource(show_spinner=False, max_entries=8)
def _region_gaps(
    _warehouse: Warehouse, digest: str, rule: str, baseline: str, settings: RunSettings
) -> tuple[RegionGap, ...]:
    places = [region for region in _warehouse.regions() if region.level == "province"]
    medians = {}
    for place in places:
        run = run_of(inputs_of(_warehouse, place.code, rule, baseline), settings)
        result = run_scenario(run, BASELINE)
        medians[place] = key_figures(result, (settings.horizon,)).gaps[settings.horizon].median
    total = sum(medians.values())
    return tuple(RegionGap(place, gap, gap / total) for place, gap in medians.items())
