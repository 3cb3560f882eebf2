"""Regions ranked by their part of the national gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.core.series import Region, Unit
from reporting.charts.chart import Bars, CategoryAxis, Chart, QuantityAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, round_to, write
from reporting.format.theme import Tone


@dataclass(frozen=True)
class RegionGap:
    """The median gap of a region in persons, and its share of the national gap (0–1)."""

    region: Region
    gap: float
    share: float


def ranked_regions(gaps: Sequence[RegionGap], year: int, context: Context) -> Chart:
    """Return horizontal bars, the largest gap on top, each with its value and share of the nation."""
    tr, language = context.tr, context.language
    ranked = sorted(gaps, key=lambda row: row.gap, reverse=True)
    x = np.arange(len(ranked), dtype=np.float64)
    bars = Bars(tr("Gap, median"), x, np.array([row.gap for row in ranked]), Tone.GAP)
    axis = quantity_axis(tr("Gap"), Unit.PERSONS, language, [bars])
    bars = replace(bars, labels=tuple(_label(row, axis) for row in ranked))
    return Chart(
        id="regions",
        language=language,
        title=tr("Gap by region, {year}", year=year),
        subtitle=tr(
            "Allocated from the national gap by shares, not measured; a negative number is a surplus; "
            "in brackets the share of the nation"
        ),
        x=CategoryAxis(tr("Region"), tuple(tr.name(row.region) for row in ranked)),
        y=axis,
        marks=(bars,),
        alt=tr(
            "The largest allocated gaps in {year}: {regions}.",
            year=year,
            regions=tr("; ").join(
                tr("{name}: {value}", name=tr.name(row.region), value=axis.text(row.gap))
                for row in ranked[:3]
            ),
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def _label(row: RegionGap, axis: QuantityAxis) -> str:
    """Return the gap in the unit of the axis and the share of the nation: "190 (17%)"."""
    language = axis.scale.language
    value = write(round_to(row.gap / axis.scale.factor, 3), language)
    return f"{value} ({format_quantity(row.share, Unit.SHARE, language, 2)})"
