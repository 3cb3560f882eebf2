"""The cost of closing one post, measure by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from forecasting.analysis.cost import InterventionOutcome
from forecasting.core.series import Unit
from forecasting.model.interventions import Intervention
from reporting.charts.chart import Bars, CategoryAxis, Chart, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, round_to, write
from reporting.format.theme import Tone


def price_per_post(
    outcomes: Sequence[InterventionOutcome],
    horizon: int,
    interventions: Mapping[str, Intervention],
    context: Context,
) -> Chart | None:
    """Return the bars of cost up to the horizon ÷ posts closed in that year, the cheapest on top.

    None when no measure has such a cost: the table of levers says why.
    """
    tr, language = context.tr, context.language
    priced = sorted(
        ((outcome.per_post, outcome) for outcome in outcomes if outcome.per_post is not None),
        key=lambda pair: pair[0],
    )
    if not priced:
        return None
    values = np.array([price for price, _ in priced])
    bars = Bars(
        tr("Cost per post closed"), np.arange(len(priced), dtype=np.float64), values, Tone.FIRST
    )
    names = tuple(
        _name(interventions[outcome.intervention], outcome.closed, context) for _, outcome in priced
    )
    axis = quantity_axis(tr("Cost"), Unit.YUAN, language, (bars,))
    labels = tuple(write(round_to(price / axis.scale.factor, 2), language) for price, _ in priced)
    return Chart(
        id="cost-per-post",
        language=language,
        title=tr("Cost per post closed, up to {year}", year=horizon),
        subtitle=tr(
            "{place}; cost up to {year} divided by the posts closed in {year}, given in brackets; "
            "means",
            place=context.place,
            year=horizon,
        ),
        x=CategoryAxis(tr("Measure"), names),
        y=axis,
        marks=(replace(bars, labels=labels),),
        alt=tr("; ").join(
            tr("{name}: {value}", name=name, value=axis.text(price))
            for name, (price, _) in zip(names, priced, strict=True)
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def _name(lever: Intervention, closed: float, context: Context) -> str:
    """Return the name of a measure with the number of posts it closes."""
    tr = context.tr
    posts = format_quantity(closed, Unit.PERSONS, context.language, 2)
    return tr("{name} ({range})", name=tr.name(lever), range=posts)
