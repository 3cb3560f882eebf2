"""How well graduates of the next years are forecast from those enrolled."""

from __future__ import annotations

import numpy as np

from forecasting.analysis.cohort_forecast import CohortRecord
from forecasting.core.series import Unit
from reporting.charts.chart import Chart, Line, Mark, YearAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.format.theme import Tone


def cohort_errors(record: CohortRecord, context: Context) -> Chart:
    """Return the chart of the mean error of both methods by years ahead."""
    tr = context.tr
    ahead = np.array(record.horizons, dtype=np.float64)
    marks: tuple[Mark, ...] = tuple(
        Line(name, ahead, np.nanmean(errors, axis=0), tone, with_markers=True)
        for name, errors, tone in (
            (tr("From those enrolled"), record.cohort, Tone.SUPPLY),
            (tr("From past graduates alone"), record.engine, Tone.BASELINE),
        )
    )
    return Chart(
        id="cohort-errors",
        language=context.language,
        title=tr("Graduates forecast from enrolled students"),
        subtitle=tr(
            "{place}; mean error of back-tests from the years {first} to {last}",
            place=context.place,
            first=record.origins[0],
            last=record.origins[-1],
        ),
        x=YearAxis(tr("Years ahead")),
        y=quantity_axis(tr("Mean error"), Unit.SHARE, context.language, marks),
        marks=marks,
        alt=cohort_sentence(record, context),
        provenance=context.provenance,
    )


def cohort_sentence(record: CohortRecord, context: Context) -> str:
    """Return the sentence that says which of the two methods had the smaller error."""
    tr = context.tr
    values = {
        "cohort": _mean(record.cohort, context),
        "engine": _mean(record.engine, context),
        "count": len(record.origins),
    }
    if record.cohort_wins:
        return tr(
            "Most graduates of the next three years are enrolled already. In {count} back-tests "
            "counting them missed by {cohort} on average, their own past alone by {engine}; so the "
            "model and the stored forecast count those enrolled.",
            **values,
        )
    return tr(
        "Most graduates of the next three years are enrolled already. In {count} back-tests "
        "counting them missed by {cohort} on average, their own past alone by {engine}.",
        **values,
    )


def _mean(errors: np.ndarray, context: Context) -> str:
    return format_quantity(float(np.nanmean(errors)), Unit.SHARE, context.language, 2)
