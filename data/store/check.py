"""What is worth knowing about the figures: sums that do not fit, breaks, missing years, jumps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.store.finding import Finding, Severity
from data.store.parts import part_findings
from data.store.warehouse import Warehouse
from forecasting.core.published import Indicator
from forecasting.core.series import Quality, Series

SUM_TOLERANCE = 0.0002  # rounding of 31 published figures stays below this part of the total
SUM_SERIOUS = 0.01
JUMP = 0.5  # a change within one year by more than this part, up or down, is worth a second look
FEW = 3  # fewer figures than this cannot show a jump or a gap


def check(warehouse: Warehouse) -> tuple[Finding, ...]:
    """All findings, sums first, then series by series."""
    indicators = {indicator.id: indicator for indicator in warehouse.indicators()}
    findings = [*_sums(warehouse), *part_findings(warehouse)]
    for indicator in indicators.values():
        findings += _breaks(indicator)
    for info in warehouse.catalogue():
        findings += _series_findings(warehouse.series(info.key), info.missing)
    return tuple(findings)


def _sums(warehouse: Warehouse) -> Iterator[Finding]:
    for both in warehouse.provincial_sums():
        difference = both.provinces - both.nation
        part = difference / both.nation
        if abs(part) > SUM_TOLERANCE:
            severity = Severity.WARNING if abs(part) > SUM_SERIOUS else Severity.NOTE
            yield Finding(
                severity,
                "{indicator} {year}: the provinces add up to {total:,.0f}, the published national "
                "figure is {nation:,.0f}; the difference is {difference:+,.0f} ({percent:+.2f}%).",
                {
                    "indicator": both.indicator,
                    "year": both.year,
                    "total": both.provinces,
                    "nation": both.nation,
                    "difference": difference,
                    "percent": 100 * part,
                },
            )


def _breaks(indicator: Indicator) -> Iterator[Finding]:
    for cut in indicator.breaks:
        yield Finding(
            Severity.NOTE,
            "{indicator} {year}: not comparable with earlier years.",
            {"indicator": indicator.id, "year": cut.year},
            f"{cut.reason_zh}。",
            f"{cut.reason_en}.",
        )


def _series_findings(series: Series, missing: tuple[int, ...]) -> Iterator[Finding]:
    if len(series) >= FEW and missing:
        yield Finding(
            Severity.NOTE,
            "{key}: no figure for {years}.",
            {"key": str(series.key), "years": _ranges(missing)},
        )
    yield from _jumps(series)
    soft = sum(quality is not Quality.PUBLISHED for quality in series.quality)
    if soft:
        yield Finding(
            Severity.NOTE,
            "{key}: {count} of {total} figures are rounded, derived or lower bounds.",
            {"key": str(series.key), "count": soft, "total": len(series)},
        )


def _jumps(series: Series) -> Iterator[Finding]:
    """Changes from one year to the next that no break explains."""
    if len(series) < FEW:
        return
    for i in np.flatnonzero(np.diff(series.years) == 1):
        year, before, after = int(series.years[i + 1]), series.values[i], series.values[i + 1]
        if year not in series.breaks and before > 0 and abs(after / before - 1) > JUMP:
            yield Finding(
                Severity.WARNING,
                "{key} {year}: changes by {percent:+.0f}% in one year, from {before:,.0f} to "
                "{after:,.0f}.",
                {
                    "key": str(series.key),
                    "year": year,
                    "percent": float(100 * (after / before - 1)),
                    "before": float(before),
                    "after": float(after),
                },
            )


def _ranges(years: tuple[int, ...]) -> str:
    """Years as ranges: 2005, 2007–2010."""
    steps = np.flatnonzero(np.diff(years) > 1) + 1
    runs = np.split(np.array(years), steps)
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
