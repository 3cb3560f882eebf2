"""Which region is looked at, how it is split off the nation, and how far ahead."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.warehouse import Warehouse
from forecasting.allocation import AllocationRule
from forecasting.inputs import ModelInputs, RunSettings
from forecasting.nation import Nation
from forecasting.series import Region
from pages.shared.cache import allocation_rules, inputs_of, known_sources, nation_of
from pages.shared.frame import Frame
from pages.shared.inputs import pick
from pages.shared.provenance import context, producers
from pages.shared.wording import noted
from reporting.charts.context import Context

NATION = "100000"
HORIZONS = ("2030", "2035", "2040")
DEFAULT_HORIZON = "2035"


@dataclass(frozen=True, eq=False)
class Selection:
    """What the controls say, ready to run."""

    region: Region
    rule: AllocationRule
    settings: RunSettings
    inputs: ModelInputs
    nation: Nation


def select(frame: Frame, warehouse: Warehouse) -> Selection:
    """Show the controls for region, allocation rule and horizon."""
    tr = frame.tr
    regions = {region.code: region for region in cities_first(warehouse)}
    rules = allocation_rules()
    first, second, third = st.columns([2, 2, 1], vertical_alignment="top")
    with first:
        names = {code: tr.name(region) for code, region in regions.items()}
        code = pick(frame, "region", tr("Region"), names, NATION)
    with second:
        words = {name: tr.name(rule) for name, rule in rules.items()}
        rule = rules[
            pick(
                frame,
                "rule",
                tr("How the national gap is split among regions"),
                words,
                next(iter(rules)),
                tr(
                    "No region publishes its gap, so the national one is split. Whatever the rule, "
                    "the regions add up to the nation."
                ),
            )
        ]
    with third:
        horizon = pick(frame, "until", tr("Until"), {y: y for y in HORIZONS}, DEFAULT_HORIZON)
    st.caption(standing(frame, regions[code], rule))
    settings = RunSettings(horizon=int(horizon))
    inputs = inputs_of(warehouse, code, rule.id)
    return Selection(regions[code], rule, settings, inputs, nation_of(inputs, settings))


def cities_first(warehouse: Warehouse) -> list[Region]:
    """The nation, then its cities, which a long list would hide, then the provinces."""
    order = {"nation": 0, "city": 1}
    return sorted(warehouse.regions(), key=lambda region: order.get(region.level, 2))


def national(warehouse: Warehouse) -> Selection:
    """The nation with all settings at their defaults, for pages without these controls."""
    rule = next(iter(allocation_rules().values()))
    settings = RunSettings(horizon=int(DEFAULT_HORIZON))
    inputs = inputs_of(warehouse, NATION, rule.id)
    return Selection(warehouse.region(NATION), rule, settings, inputs, nation_of(inputs, settings))


def standing(frame: Frame, region: Region, rule: AllocationRule) -> str:
    """Whether the figures of a region are measured, estimated or allocated."""
    tr = frame.tr
    if region.code == NATION:
        return f":blue-badge[{tr('Measured and estimated')}] " + tr(
            "The workforce rests on the economic census of 2023 and yearly employment figures; "
            "the gap of 2020 is a published estimate; later years are the model's."
        )
    note = noted(frame, rule.note_zh, rule.note_en)
    return f":orange-badge[{tr('Allocated')}] **{tr.name(rule)}** {note}"


def run_context(frame: Frame, warehouse: Warehouse, selection: Selection, scenario: str) -> Context:
    """Context of the charts of a run: its sources, scenario and how the region was split off."""
    known = known_sources(warehouse)
    work, education = selection.inputs.workforce, selection.inputs.education
    cited = [
        *selection.inputs.parameters.baseline_gap.source_ids,
        *work.anchor.source_ids,
        *work.employment.source_ids,
        *work.output.source_ids,
        *education.graduates.source_ids,
    ]
    source = frame.tr(
        "{producers}; own calculation", producers=producers(frame, (known[name] for name in cited))
    )
    notes: tuple[str, ...] = ()
    if selection.region.code != NATION:
        notes = (frame.tr("Allocated from the nation: {rule}", rule=frame.tr.name(selection.rule)),)
    return context(frame, warehouse, selection.region, source, scenario, notes)
