"""Show the controls for region, allocation rule, baseline and horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.series import NATION, Region, Unit
from forecasting.model.allocation import AllocationRule
from forecasting.model.inputs import GapAnchor, ModelInputs, RunSettings
from forecasting.model.prepared_run import PreparedRun
from pages.cache.database import allocation_rules, gap_anchors_of, known_sources
from pages.cache.runs import inputs_of, run_of
from pages.shell.locale import Locale
from pages.shell.url_controls import show_select
from pages.widgets.chart_context import context, producers
from pages.widgets.labels import localised
from reporting.format.context import Context
from reporting.format.numbers import format_quantity

HORIZONS = ("2030", "2035", "2040")
DEFAULT_HORIZON = "2035"


@dataclass(frozen=True, eq=False)
class Selection:
    """The choice of the controls: an allocation rule and the run of a region under it."""

    rule: AllocationRule
    run: PreparedRun

    @property
    def inputs(self) -> ModelInputs:
        """Of the run."""
        return self.run.inputs

    @property
    def settings(self) -> RunSettings:
        """Of the run."""
        return self.run.settings

    @property
    def region(self) -> Region:
        """Of the run."""
        return self.run.inputs.region


def show_region_controls(locale: Locale, warehouse: Warehouse) -> Selection:
    """Show the controls for region, allocation rule, baseline and horizon."""
    tr = locale.tr
    regions = {region.code: region for region in cities_first(warehouse)}
    rules = allocation_rules()
    first, second, third, fourth = st.columns([4, 5, 5, 3], vertical_alignment="top")
    with first:
        names = {code: tr.name(region) for code, region in regions.items()}
        code = show_select(locale, "region", tr("Region"), names, NATION)
    with second:
        words = {name: tr.name(rule) for name, rule in rules.items()}
        rule = rules[
            show_select(
                locale,
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
        baseline = _show_baseline_select(locale, gap_anchors_of(warehouse))
    with fourth:
        horizon = show_select(
            locale, "until", tr("Until"), {y: y for y in HORIZONS}, DEFAULT_HORIZON
        )
    st.caption(region_note(locale, regions[code], rule))
    _show_baseline_notice(locale, gap_anchors_of(warehouse), baseline)
    settings = RunSettings(horizon=int(horizon))
    inputs = inputs_of(warehouse, code, rule.id, baseline)
    return Selection(rule, run_of(inputs, settings))


def _show_baseline_select(locale: Locale, known: dict[str, GapAnchor]) -> str:
    """Show the choice of the published gap at which demand is anchored."""
    tr, default = locale.tr, next(iter(known))
    names = {
        name: tr(
            "{value}, {year}: {origin}",
            value=_value(locale, baseline),
            year=baseline.year,
            origin=tr.name(baseline),
        )
        for name, baseline in known.items()
    }
    return show_select(
        locale,
        "baseline",
        tr("Published gap at which the model starts"),
        names,
        default,
        tr(
            "Each publisher counts another group of people; every figure starts from the estimate "
            "chosen here."
        ),
    )


def _show_baseline_notice(locale: Locale, known: dict[str, GapAnchor], chosen: str) -> None:
    """Show a notice that the figures start from another baseline than the default."""
    default, baseline = known[next(iter(known))], known[chosen]
    if baseline is not default:
        st.warning(
            locale.tr(
                "All figures start from {value} in {year}: {origin}. This counts other people than "
                "the default of {default}, so the results are no update of it.",
                value=_value(locale, baseline),
                year=baseline.year,
                origin=locale.tr.name(baseline),
                default=_value(locale, default),
            ),
            icon=":material/swap_horiz:",
        )


def _value(locale: Locale, baseline: GapAnchor) -> str:
    return format_quantity(baseline.gap.value, Unit.PERSONS, locale.language)


def cities_first(warehouse: Warehouse) -> list[Region]:
    """Return the nation, the cities, then the provinces; in a long list the cities would be missed."""
    order = {"nation": 0, "city": 1}
    return sorted(warehouse.regions(), key=lambda region: order.get(region.level, 2))


def national_selection(warehouse: Warehouse) -> Selection:
    """Return the nation with default settings, for pages without these controls."""
    rule = next(iter(allocation_rules().values()))
    settings = RunSettings(horizon=int(DEFAULT_HORIZON))
    inputs = inputs_of(warehouse, NATION, rule.id)
    return Selection(rule, run_of(inputs, settings))


def region_note(locale: Locale, region: Region, rule: AllocationRule) -> str:
    """Return a Markdown text that says whether figures are measured, estimated or allocated."""
    tr = locale.tr
    if region.code == NATION:
        return f":blue-badge[{tr('Measured and estimated')}] " + tr(
            "The workforce is based on the economic census of 2023 and yearly employment figures; "
            "the gap at the start is a published estimate; other years are results of the model."
        )
    note = localised(locale, rule.note_zh, rule.note_en)
    return f":orange-badge[{tr('Allocated')}] **{tr.name(rule)}** {note}"


def run_context(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: str
) -> Context:
    """Return the context of the charts of a run: sources, scenario and allocation rule."""
    known = known_sources(warehouse)
    work, education = selection.inputs.workforce, selection.inputs.education
    cited = [
        *selection.inputs.parameters.baseline_gap.source_ids,
        *work.anchor.source_ids,
        *work.employment.source_ids,
        *work.output.source_ids,
        *education.graduates.source_ids,
    ]
    source = locale.tr(
        "{producers}; own calculation", producers=producers(locale, (known[name] for name in cited))
    )
    notes: tuple[str, ...] = ()
    if selection.region.code != NATION:
        notes = (
            locale.tr("Allocated from the nation: {rule}", rule=locale.tr.name(selection.rule)),
        )
    result = context(locale, warehouse, selection.region, source, scenario, notes)
    baseline = selection.inputs.gap_anchor
    if baseline.id == next(iter(gap_anchors_of(warehouse))):
        return result
    return replace(
        result,
        basis=locale.tr("{value}, {year}", value=_value(locale, baseline), year=baseline.year),
    )
