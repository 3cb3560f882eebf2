"""Published gaps at which demand can be anchored: the default one and its rivals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.reading.files import FACTS
from data.reading.model_facts import ModelSeries, model_series
from data.store.warehouse import Warehouse
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.published import Comparable, PublishedEstimate, Quantity
from forecasting.core.series import SeriesKey, Source, SourceAccess
from forecasting.model.inputs import GapAnchor

LAST_YEAR_AHEAD = 1  # a baseline may lie at most this many years after the last published stock


def gap_anchors(warehouse: Warehouse, facts: Path = FACTS) -> dict[str, GapAnchor]:
    """Every published gap that can serve as the baseline, the default first.

    Those are the gaps whose scope is at least partly that of the model and whose year the model
    covers. A range is taken as the 80% range, an open bound as the figure itself.

    Raises:
        FactsError: the default named in model.yml is not among them.
    """
    series = model_series(facts)
    nation = next(region for region in warehouse.regions() if region.parent is None)
    employment = warehouse.series(SeriesKey(series.employment, nation.code))
    last = int(employment.years[-1]) + LAST_YEAR_AHEAD
    sources = warehouse.sources()
    anchors = {
        estimate.id: _baseline(estimate, sources)
        for estimate in warehouse.estimates()
        if _can_serve(estimate, series, last)
    }
    if series.baseline not in anchors:
        raise FactsError(
            "{place}: “{found}” is no published gap that the model can use. Known: {known}.",
            place="model.yml (baseline)",
            found=series.baseline,
            known=", ".join(anchors),
        )
    return {series.baseline: anchors[series.baseline]} | anchors


def _can_serve(estimate: PublishedEstimate, series: ModelSeries, last: int) -> bool:
    return (
        estimate.quantity is Quantity.GAP
        and estimate.comparable is not Comparable.NO
        and series.first_year <= estimate.target_year <= last
    )


def _baseline(estimate: PublishedEstimate, sources: Mapping[str, Source]) -> GapAnchor:
    """Return the anchor; nobody counts a gap, so that its grade is never that of an official figure."""
    is_quoted = any(sources[name].reading is SourceAccess.QUOTATION for name in estimate.source_ids)
    known = [bound for bound in (estimate.low, estimate.high) if bound is not None]
    gap = Parameter(
        id="baseline_gap",
        name_zh="缺口基准",
        name_en="Baseline gap",
        unit=estimate.unit,
        value=sum(known) / len(known),
        low=min(known),
        high=max(known),
        grade=Grade.SECOND_HAND if is_quoted else Grade.JUDGEMENT,
        source_ids=estimate.source_ids,
        note_zh=f"{estimate.issuer_zh}；{estimate.scope_zh}。{estimate.reason_zh}",
        note_en=f"{estimate.issuer_en}; {estimate.scope_en}. {estimate.reason_en}",
        minimum=0.0,
    )
    return GapAnchor(
        estimate.id,
        f"{estimate.issuer_zh}（{estimate.scope_zh}）",
        f"{estimate.issuer_en} ({estimate.scope_en})",
        estimate.target_year,
        gap,
    )
