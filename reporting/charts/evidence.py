"""The evidence for the parameters: estimates side by side, and the fit of the calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from forecasting.calibration.elasticity import Estimate
from forecasting.calibration.entry_share import EntryFit
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit
from reporting.charts.chart import CategoryAxis, Chart, Line, Mark, Points, YearAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.format.theme import Dash, Tone

_Z95 = float(ndtri(0.975))


def estimates(parameter: Parameter, entries: Sequence[Estimate], context: Context) -> Chart:
    """Return the chart of every estimate of a parameter with its 95% confidence interval, and its range."""
    tr = context.tr
    errors = np.array([np.nan if e.standard_error is None else e.standard_error for e in entries])
    values = np.array([estimate.value for estimate in entries])
    alternatives = Points(
        tr("Estimate, 95% confidence interval"),
        np.arange(len(entries), dtype=np.float64),
        values,
        Tone.DEMAND,
        low=values - _Z95 * errors,
        high=values + _Z95 * errors,
    )
    drawn = Points(
        tr("Used in the model, 80% range"),
        np.array([float(len(entries))]),
        np.array([parameter.value]),
        Tone.GAP,
        low=np.array([parameter.low]),
        high=np.array([parameter.high]),
    )
    names = (*(tr.name(estimate) for estimate in entries), tr("Used in the model"))
    marks: tuple[Mark, ...] = (alternatives, drawn)
    name = tr.name(parameter)
    return Chart(
        id=f"estimates-{parameter.id}",
        language=context.language,
        title=name,
        subtitle=tr("{place}; estimates side by side", place=context.place),
        x=CategoryAxis(tr("Estimate"), names),
        y=quantity_axis(tr("Value"), parameter.unit, context.language, marks),
        marks=marks,
        alt=tr(
            "{parameter}: the model uses {value}; the estimates run from {low} to {high}.",
            parameter=name,
            value=format_quantity(parameter.value, parameter.unit, context.language),
            low=format_quantity(float(values.min()), parameter.unit, context.language),
            high=format_quantity(float(values.max()), parameter.unit, context.language),
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def calibration_fit(fit: EntryFit, context: Context) -> Chart:
    """Return the chart of entries inferred from the observed stock beside those of one entry share."""
    tr = context.tr
    years = np.array(fit.years, dtype=np.float64)
    marks: tuple[Mark, ...] = (
        Line(tr("Inferred from the stock"), years, fit.entries, Tone.OBSERVED, with_markers=True),
        Line(tr("Modelled"), years, fit.fitted, Tone.SUPPLY, Dash.DASHED, with_markers=True),
    )
    miss = float(np.mean(np.abs(fit.entries - fit.fitted)))
    return Chart(
        id="calibration-fit",
        language=context.language,
        title=tr("Entries into digital work: inferred and modelled"),
        subtitle=tr(
            "{place}; a point that spans several years shows their yearly mean",
            place=context.place,
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Entries"), Unit.PERSONS_PER_YEAR, context.language, marks),
        marks=marks,
        alt=tr(
            "On average the modelled entries miss the inferred ones by {value}.",
            value=format_quantity(miss, Unit.PERSONS_PER_YEAR, context.language),
        ),
        provenance=context.provenance,
    )
