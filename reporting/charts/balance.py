"""The balance of the stock between the last observed year and the horizon, as a waterfall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult
from reporting.charts.chart import Bars, CategoryAxis, Chart, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import Scale, add_up, round_to, write
from reporting.format.theme import Tone

_DIGITS = 4  # of the largest stock; as many as a table shows


@dataclass(frozen=True)
class Balance:
    """Mean persons, rounded so that opening + inflows − exits = closing to the last digit."""

    opening: float
    graduates: float
    retrained: float
    migration: float
    exits: float
    closing: float


def balance(result: GapResult) -> Balance:
    """Return the mean flows between the stock of the last observed year and that of the horizon, persons."""
    ahead = result.shown & (result.years > result.last_observed)
    last = result.column(result.horizon)
    first = int(np.flatnonzero(ahead)[0])
    flows = result.flows
    means = [
        flows.opening[:, first].mean(),
        *(
            paths[:, ahead].sum(axis=1).mean()
            for paths in (flows.graduates, flows.retrained, flows.migration)
        ),
        -flows.exits[:, ahead].sum(axis=1).mean(),
    ]
    closing = result.supply[:, last].mean()
    place = 10.0 ** (np.floor(np.log10(max(closing, means[0]))) - _DIGITS + 1)
    total = np.rint(np.asarray(closing / place)).astype(np.int64)
    parts = add_up(np.array(means) / place, total) * place
    opening, graduates, retrained, migration, exits = map(float, parts)
    return Balance(opening, graduates, retrained, migration, -exits, float(total * place))


def stock_balance(result: GapResult, context: Context) -> Chart:
    """Return the waterfall from the opening to the closing stock: graduates, retrained, migration, exits."""
    tr, language = context.tr, context.language
    totals, start = balance(result), result.last_observed
    rows = (
        tr("Stock at the end of {year}", year=start),
        tr("Graduates who enter"),
        tr("Retrained adults"),
        tr("Net migration"),
        tr("Exits"),
        tr("Stock at the end of {year}", year=result.horizon),
    )
    changes = np.array([totals.graduates, totals.retrained, totals.migration, -totals.exits])
    before = totals.opening + np.concatenate([[0.0], np.cumsum(changes)[:-1]])
    ends = np.array([totals.opening, totals.closing])
    stocks = Bars(tr("Stock"), np.array([0.0, 5.0]), ends, Tone.BASELINE)
    places = np.arange(1.0, 5.0)
    gains, losses = changes >= 0, changes < 0
    added = Bars(tr("More"), places[gains], changes[gains], Tone.SUPPLY, base=before[gains])
    lost = Bars(tr("Fewer"), places[losses], changes[losses], Tone.GAP, base=before[losses])
    axis = quantity_axis(tr("Digital talent"), Unit.PERSONS, language, (stocks, added, lost))
    marks = (
        replace(stocks, labels=_labels(ends, axis.scale, signed=False)),
        replace(added, labels=_labels(added.y, axis.scale, signed=True)),
        replace(lost, labels=_labels(lost.y, axis.scale, signed=True)),
    )
    return Chart(
        id="balance",
        language=language,
        title=tr("Balance of the stock, {start} to {end}", start=start, end=result.horizon),
        subtitle=tr("{place}; means, so that the parts add up", place=context.place),
        x=CategoryAxis(tr("Part"), rows),
        y=axis,
        marks=marks,
        alt=_alt(rows, marks, axis.scale.label, context),
        provenance=context.provenance,
        horizontal=True,
    )


def _labels(values: Values, scale: Scale, *, signed: bool) -> tuple[str, ...]:
    return tuple(
        write(round_to(float(value), 12), scale.language, signed=signed)
        for value in scale.apply(values)
    )


def _alt(rows: Sequence[str], marks: Sequence[Bars], unit: str, context: Context) -> str:
    """Return the text alternative: every row with its value, from top to bottom."""
    labels = {int(x): label for m in marks for x, label in zip(m.x, m.labels, strict=True)}
    values = context.tr("; ").join(
        context.tr("{name}: {value}", name=name, value=labels[place])
        for place, name in enumerate(rows)
    )
    return context.tr("In {unit}: {values}.", unit=unit, values=values)
