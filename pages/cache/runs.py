"""What all visits share: the open database, the model's inputs, runs and back-tests.

Everything here is read-only after it was made, so it is cached without copies. The keys are ids,
digests and settings, never arrays.
"""

from __future__ import annotations

from dataclasses import replace

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
from forecasting.core.series import Values
from forecasting.model.assumptions import assume
from forecasting.model.elasticity import Estimate
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Scenario
from forecasting.model.national_draws import Nation, prepare
from forecasting.model.result import Comparison, GapResult
from forecasting.model.run import BASELINE, contributions_of, run_scenario
from pages.cache.database import gap_anchors_of
from reporting.charts.regions import RegionGap
from reporting.words.key_figures import YEARS, key_figures

_RUNS = 32  # a result of 2,000 draws takes about 3 MB


def inputs_of(
    warehouse: Warehouse, region: str, rule: str, baseline: str | None = None
) -> ModelInputs:
    """The model's inputs for a region under an allocation rule, on the default baseline or another."""
    known = gap_anchors_of(warehouse)
    return _inputs(warehouse, warehouse.digest, region, rule, baseline or next(iter(known)))


def nation_of(
    inputs: ModelInputs, settings: RunSettings, assumptions: tuple[Assumption, ...] = ()
) -> Nation:
    """The national draws, the same for every region, rule and measure."""
    return _nation(inputs, inputs.digest, inputs.gap_anchor.id, assumptions, settings)


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


def identity(inputs: ModelInputs, scenario: Scenario) -> tuple[str, ...]:
    """What decides a result, besides the settings."""
    shares = inputs.shares
    place = (inputs.region.code, shares.rule, inputs.gap_anchor.id)
    return (inputs.digest, *place, scenario.id, scenario.digest)


@st.cache_resource(show_spinner=False, max_entries=_RUNS)
def _inputs(
    _warehouse: Warehouse, digest: str, region: str, rule: str, baseline: str
) -> ModelInputs:
    found = in_region(_national_inputs(_warehouse, digest), _warehouse, region, rule)
    return with_gap_anchor(found, gap_anchors_of(_warehouse)[baseline])


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
    place = (_inputs.digest, _inputs.gap_anchor.id, parameter)
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
