"""Several scenarios in one picture: the median gap of each, the interval of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult
from reporting.charts.chart import Band, Chart, Line, Mark, Reference, YearAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.format.theme import Tone, category


def compared_gaps(
    results: Mapping[str, GapResult], baseline: GapResult, banded: str | None, context: Context
) -> Chart:
    """Return the chart of the median gap of each scenario, with the baseline in grey.

    Args:
        results: by the name of the scenario; the baseline itself may be among them.
        baseline: what all are measured against.
        banded: name of the scenario whose 80% interval is drawn, None for no interval.
        context: place, language, provenance.
    """
    tr = context.tr
    plain = baseline.scenario.assumptions
    others = {
        name: result
        for name, result in results.items()
        if result.scenario.settings or result.scenario.assumptions != plain
    }
    tones = {name: category(place) for place, name in enumerate(others)}
    lines = [_line(tr("Baseline"), baseline, Tone.BASELINE)]
    lines += [_line(name, result, tones[name]) for name, result in others.items()]
    marks: list[Mark] = [*lines]
    if banded is not None:
        tone = tones.get(banded, Tone.BASELINE)
        name = tr("80% interval, {name}", name=banded)
        marks.insert(0, _band(name, results.get(banded, baseline), tone))
    return Chart(
        id="compared-gaps",
        language=context.language,
        title=tr("Gap by scenario"),
        subtitle=tr(
            "{place}; medians of demand minus supply at year-end, above zero is a shortage",
            place=context.place,
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=tuple(marks),
        alt=_alt(lines, context),
        provenance=replace(context.provenance, scenario=tr("; ").join(results)),
        references=(Reference(baseline.last_observed, tr("Projection →")),),
    )


def _line(name: str, result: GapResult, tone: Tone) -> Line:
    years, gap = _shown(result)
    return Line(name, years, np.median(gap, axis=0), tone, with_markers=True)


def _band(name: str, result: GapResult, tone: Tone) -> Band:
    years, gap = _shown(result)
    low, high = np.quantile(gap, (0.1, 0.9), axis=0)
    return Band(name, years, low, high, tone, 0.8)


def _shown(result: GapResult) -> tuple[Values, Values]:
    return result.years[result.shown].astype(np.float64), result.gap[:, result.shown]


def _alt(lines: list[Line], context: Context) -> str:
    year = int(lines[0].x[-1])
    values = context.tr("; ").join(
        context.tr(
            "{name}: {value}",
            name=line.name,
            value=format_quantity(float(line.y[-1]), Unit.PERSONS, context.language),
        )
        for line in lines
    )
    return context.tr("Median gap in {year}: {values}.", year=year, values=values)
