"""Tables of every number of the project with range, unit, grade and source, as texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pandas as pd

from data.store.warehouse import Warehouse
from forecasting.core.parameters import Parameter
from forecasting.core.published import OCCUPATION_TOPICS, RISK_TOPICS, Topic
from forecasting.core.series import SeriesKey, Unit
from forecasting.engine.forecast import Notice
from forecasting.model.assumptions import intervention_parameters
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Intervention
from pages.cache.database import known_sources, ready_scenarios
from pages.shell.locale import Locale
from pages.widgets.data_findings import problem_text
from pages.widgets.labels import (
    COMPARABLES,
    GRADES,
    QUALITIES,
    QUANTITIES,
    READINGS,
    STATUSES,
    TOPICS,
    amount,
    join_texts,
    localised,
    parameter_range,
    source_link,
    with_bound,
)
from pages.widgets.published_estimates import estimate_text
from reporting.format.i18n import Language, message
from reporting.format.numbers import MISSING, format_quantity

_MOST_SOURCES = 4
_PUBLISHED_DIGITS = 6  # no published figure has more that matter
Table = Callable[[Locale, Warehouse, ModelInputs], pd.DataFrame]


def series(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return one row for each series; figures and sources are on the forecast page."""
    tr = locale.tr
    indicators = {m.id: m for m in warehouse.indicators()}
    regions = {r.code: tr.name(r) for r in warehouse.regions()}
    problems = warehouse.forecast_problems()
    return _rows(
        {
            tr("Series"): _series_link(locale, info.key, tr.name(indicators[info.key.indicator])),
            tr("Region"): regions[info.key.region],
            tr("Years"): _span(info.first, info.last),
            tr("Figures"): str(info.count),
            tr("Missing years"): _years(info.missing),
            tr("Forecast"): _forecast(locale, warehouse, problems.get(info.key)),
            tr("Description"): localised(
                locale,
                indicators[info.key.indicator].description_zh,
                indicators[info.key.indicator].description_en,
            ),
        }
        for info in warehouse.catalogue()
    )


def parameters(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return the parameters of the model, one row each."""
    names = inputs.parameters.__dataclass_fields__
    return _rows(_parameter(locale, warehouse, getattr(inputs.parameters, name)) for name in names)


def interventions(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return effects and costs of the interventions, one row each."""
    tr = locale.tr
    return _rows(
        {tr("Measure"): tr.name(indicator), **_parameter(locale, warehouse, parameter)}
        | _timing(locale, indicator)
        for indicator in inputs.interventions.values()
        for parameter in intervention_parameters(indicator).values()
    )


def scenarios(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return the ready scenarios, one row for each of their interventions."""
    tr = locale.tr
    return _rows(
        {
            tr("Scenario"): tr.name(ready),
            tr("Measure"): tr.name(inputs.interventions[indicator.intervention]),
            tr("Share of the people it could reach"): format_quantity(
                indicator.share_of_base, Unit.SHARE, locale.language
            ),
            tr("First intake"): str(indicator.start_year),
            tr("Years to full size"): str(indicator.ramp_years),
            tr("Evidence"): tr("Assumption"),
        }
        for ready in ready_scenarios().values()
        for indicator in ready.scheduled
    )


def estimates(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return gap, stock and demand as published by others."""
    tr = locale.tr
    return _rows(
        {
            tr("Quantity"): tr(QUANTITIES[e.quantity]),
            tr("Year"): str(e.target_year),
            tr("Value"): estimate_text(locale, e),
            tr("Scope"): localised(locale, e.scope_zh, e.scope_en),
            tr("Issued by"): localised(locale, e.issuer_zh, e.issuer_en),
            tr("Comparable"): tr(COMPARABLES[e.comparable]),
            tr("Note"): join_texts(
                locale,
                filter(
                    None,
                    (
                        localised(locale, e.reason_zh, e.reason_en),
                        localised(locale, e.note_zh, e.note_en),
                    ),
                ),
            ),
            tr("Source"): _sources(locale, warehouse, e.source_ids),
        }
        for e in warehouse.estimates()
    )


def targets(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return targets of governments and their outturns."""
    tr = locale.tr
    regions = {r.code: tr.name(r) for r in warehouse.regions()}
    return _rows(
        {
            tr("Region"): regions[t.region],
            tr("Target"): tr.name(t),
            tr("Year"): str(t.target_year),
            tr("Value"): with_bound(locale, amount(locale, t.value, t.unit), t.bound),
            tr("Status"): tr(STATUSES[t.status]),
            tr("Note"): localised(locale, t.note_zh, t.note_en),
            tr("Source"): _sources(locale, warehouse, t.source_ids),
        }
        for t in warehouse.targets()
    )


def evidence(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return published effect sizes, costs and lags, used or not."""
    tr = locale.tr
    return _rows(
        {
            tr("Finding"): tr.name(e),
            tr("Value"): amount(locale, e.central, e.unit),
            tr("Low"): amount(locale, e.low, e.unit),
            tr("High"): amount(locale, e.high, e.unit),
            tr("Evidence"): tr(GRADES[e.grade]),
            tr("Note"): localised(locale, e.note_zh, e.note_en),
            tr("Source"): _sources(locale, warehouse, e.source_ids),
        }
        for e in warehouse.evidence()
    )


def _figures_on(topics: Collection[Topic]) -> Table:
    """Return the table of the published figures on some topics."""

    def table(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
        tr = locale.tr
        regions = {"": tr("World or abroad")} | {r.code: tr.name(r) for r in warehouse.regions()}
        return _rows(
            {
                tr("Topic"): tr(TOPICS[figure.topic]),
                tr("Figure"): tr.name(figure),
                tr("Region"): regions[figure.region],
                tr("Period"): figure.period,
                tr("Value"): amount(locale, figure.value, figure.unit, _PUBLISHED_DIGITS),
                tr("Quality"): tr(QUALITIES[figure.quality]),
                tr("Scope"): localised(locale, figure.scope_zh, figure.scope_en) or MISSING,
                tr("Note"): localised(locale, figure.note_zh, figure.note_en) or MISSING,
                tr("Source"): _sources(locale, warehouse, figure.source_ids),
            }
            for figure in warehouse.published_figures()
            if figure.topic in topics
        )

    return table


def alternates(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return published values that are not used, with the reason."""
    tr = locale.tr
    indicators = {m.id: tr.name(m) for m in warehouse.indicators()}
    regions = {r.code: tr.name(r) for r in warehouse.regions()}
    return _rows(
        {
            tr("Series"): indicators[a.key.indicator],
            tr("Region"): regions[a.key.region],
            tr("Year"): str(a.year),
            tr("Value"): amount(locale, a.value, a.unit),
            tr("Reason"): localised(locale, a.reason_zh, a.reason_en),
            tr("Source"): _sources(locale, warehouse, (a.source,)),
        }
        for a in warehouse.alternates()
    )


def sources(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> pd.DataFrame:
    """Return every source with its citation (GB/T 7714)."""
    tr = locale.tr
    return _rows(
        {
            tr("Source"): source_link(source, locale.language),
            tr("Read from"): tr(READINGS[source.reading]),
            tr("Published"): source.date or MISSING,
            tr("Accessed"): source.accessed,
            tr("Citation"): source.citation,
        }
        for source in known_sources(warehouse).values()
    )


def _rows(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _parameter(locale: Locale, warehouse: Warehouse, parameter: Parameter) -> dict[str, str]:
    tr = locale.tr
    return {
        tr("Parameter"): tr.name(parameter),
        tr("Value"): amount(locale, parameter.value, parameter.unit),
        tr("80% range"): parameter_range(locale, parameter),
        tr("Evidence"): tr(GRADES[parameter.grade]),
        tr("Note"): localised(locale, parameter.note_zh, parameter.note_en),
        tr("Source"): _sources(locale, warehouse, parameter.source_ids),
    }


def _timing(locale: Locale, indicator: Intervention) -> dict[str, str]:
    lag = f"{indicator.lag_years} ({indicator.lag_low}–{indicator.lag_high})"
    return {locale.tr("Training lag (years)"): lag}


def _sources(locale: Locale, warehouse: Warehouse, names: Sequence[str]) -> str:
    known = known_sources(warehouse)
    links = [source_link(known[name], locale.language) for name in names[:_MOST_SOURCES]]
    if len(names) > _MOST_SOURCES:
        more = len(names) - _MOST_SOURCES
        links.append(locale.tr("{count} more, listed with the series", count=more))
    return join_texts(locale, links) or MISSING


def _series_link(locale: Locale, key: SeriesKey, name: str) -> str:
    language = "&lang=en" if locale.language is Language.EN else ""
    return f"[{name}](/forecast?measure={key.indicator}&region={key.region}{language})"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _forecast(locale: Locale, warehouse: Warehouse, problem: Notice | None) -> str:
    """Return "Stored", or the reason why there is no forecast."""
    return problem_text(locale, warehouse, problem) if problem else locale.tr("Stored")


def _years(years: Iterable[int]) -> str:
    return ", ".join(map(str, years)) or MISSING


KINDS: Mapping[str, tuple[str, Table]] = {
    "parameters": (message("Parameters"), parameters),
    "interventions": (message("Interventions"), interventions),
    "scenarios": (message("Ready scenarios"), scenarios),
    "series": (message("Series"), series),
    "estimates": (message("Published estimates"), estimates),
    "targets": (message("Policy targets"), targets),
    "evidence": (message("Evidence"), evidence),
    "occupations": (message("Occupations"), _figures_on(OCCUPATION_TOPICS)),
    "other_risks": (message("Indicators of the other risks"), _figures_on(RISK_TOPICS)),
    "figures": (
        message("Other published figures"),
        _figures_on(frozenset(Topic) - OCCUPATION_TOPICS - RISK_TOPICS),
    ),
    "alternates": (message("Values not used"), alternates),
    "sources": (message("Sources"), sources),
}
