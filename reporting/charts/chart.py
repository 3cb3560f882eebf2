"""What a chart is, apart from how it is drawn.

The same Chart becomes a figure on screen, a picture and a table, so that no number exists twice.
All values are in base units; the axis knows how they are written. `x` is always the axis of years,
categories or sizes and `y` the axis of quantities, also where `horizontal` lays the chart on its side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasting.core.series import Unit, Values
from reporting.format.i18n import Language, translator
from reporting.format.numbers import (
    Scale,
    Ticks,
    format_quantity,
    format_ratio,
    ticks_for,
    with_unit,
)
from reporting.format.provenance import Provenance
from reporting.format.theme import Dash, Tone


@dataclass(frozen=True)
class YearAxis:
    """Years, or whole steps such as the years ahead."""

    title: str


@dataclass(frozen=True)
class CategoryAxis:
    """Names; the `x` of a mark is an index into them."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class QuantityAxis:
    """A quantity in base units with round ticks. `unit` is None for a pure number."""

    title: str
    unit: Unit | None
    ticks: Ticks

    @property
    def scale(self) -> Scale:
        """Return the scale in which the axis writes its values."""
        return self.ticks.scale

    @property
    def heading(self) -> str:
        """Return the title with the unit: "缺口（万人）"."""
        return with_unit(self.title, self.scale)

    def text(self, value: float) -> str:
        """Return a value with its unit."""
        language = self.scale.language
        if self.unit is None:
            return format_ratio(value, language)
        return format_quantity(value, self.unit, language)


@dataclass(frozen=True, eq=False)
class Line:
    """A line; a NaN leaves a hole. `details` are added to the hover text of each point."""

    name: str
    x: Values
    y: Values
    tone: Tone
    dash: Dash | None = None  # None: that of the tone
    details: tuple[str, ...] = ()
    thin: bool = False
    with_markers: bool = False


@dataclass(frozen=True, eq=False)
class Band:
    """A central interval; `level` is its probability, e.g. 0.8."""

    name: str
    x: Values
    low: Values
    high: Values
    tone: Tone
    level: float


@dataclass(frozen=True, eq=False)
class Points:
    """Single points, with whiskers where `low` and `high` are given (NaN: none).

    Labels are above the points, or beside them in a horizontal chart; `label_below` frees that
    place for others.
    """

    name: str
    x: Values
    y: Values
    tone: Tone
    labels: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    low: Values | None = None
    high: Values | None = None
    label_below: bool = False


@dataclass(frozen=True, eq=False)
class Bars:
    """Bars; those of one chart are stacked, upwards and downwards from zero.

    With a `base` each starts there instead, as in a waterfall, and is not stacked.
    """

    name: str
    x: Values
    y: Values
    tone: Tone
    pattern: str | None = None  # None: that of the tone
    labels: tuple[str, ...] = ()
    base: Values | None = None

    @property
    def end(self) -> Values:
        """Return where each bar ends."""
        return self.y if self.base is None else np.asarray(self.base + self.y)


Mark = Line | Band | Points | Bars


@dataclass(frozen=True)
class Reference:
    """A straight line across the chart: at a year (`across` False) or at a quantity (True)."""

    value: float
    label: str
    across: bool = False


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart in one language.

    Attributes:
        id: names files and tests.
        subtitle: place, scope and what the intervals mean.
        alt: the chart in words, for readers who cannot see it.
        horizontal: lay categories on the vertical axis.
    """

    id: str
    language: Language
    title: str
    subtitle: str
    x: YearAxis | CategoryAxis | QuantityAxis
    y: QuantityAxis
    marks: tuple[Mark, ...]
    alt: str
    provenance: Provenance
    references: tuple[Reference, ...] = ()
    horizontal: bool = field(default=False)

    @property
    def years(self) -> tuple[int, ...]:
        """Return every whole step of the year axis at which there is a mark."""
        return tuple(sorted({int(x) for mark in self.marks for x in mark.x}))

    def is_late(self, x: float) -> bool:
        """Return whether a place on the first axis is so far right that its label has to be left of it."""
        return bool(x > np.quantile([*{float(v) for mark in self.marks for v in mark.x}], 0.75))

    @property
    def source_line(self) -> str:
        """Return the line that names the sources and the scenario of the figures."""
        tr = translator(self.language)
        parts = [tr("Source: {source}", source=self.provenance.source)]
        if self.provenance.scenario:
            parts.append(tr("Scenario: {scenario}", scenario=self.provenance.scenario))
        return " · ".join(parts)

    @property
    def caption(self) -> tuple[str, ...]:
        """Return the lines below a picture: sources, scope, date and data version."""
        tr = translator(self.language)
        version_line = tr(
            "Generated on {date}, data version {digest}",
            date=self.provenance.created,
            digest=self.provenance.data_digest[:12],
        )
        notes = [tr("Note: {note}", note=note) for note in self.provenance.notes]
        return (self.source_line, *notes, version_line)


def quantity_axis(
    title: str,
    unit: Unit | None,
    language: Language,
    marks: Sequence[Mark],
    include: Iterable[float] = (0.0,),
) -> QuantityAxis:
    """Return the axis that shows all marks and the values of `include`, which is zero by default."""
    values = [float(v) for mark in marks for v in extent(mark)]
    values += _stacked([mark for mark in marks if isinstance(mark, Bars) and mark.base is None])
    return QuantityAxis(title, unit, ticks_for([*values, *include], unit, language))


def extent(mark: Mark) -> Values:
    """Return all quantities of a mark as one array."""
    if isinstance(mark, Band):
        return np.concatenate([mark.low, mark.high])
    if isinstance(mark, Points) and mark.low is not None and mark.high is not None:
        return np.concatenate([mark.y, mark.low, mark.high])
    if isinstance(mark, Bars) and mark.base is not None:
        return np.concatenate([mark.base, mark.end])
    return mark.y


def _stacked(bars: list[Bars]) -> list[float]:
    """Return the ends of the stacked bars, upwards and downwards."""
    ends: list[float] = []
    for x in {float(value) for bar in bars for value in bar.x}:
        heights = [float(h) for bar in bars for h in bar.y[bar.x == x]]
        ends += [sum(h for h in heights if h > 0), sum(h for h in heights if h < 0)]
    return ends


def step_ticks(years: Sequence[int], most: int = 7) -> list[int]:
    """Return the whole years to label, few enough for a narrow screen."""
    if not years:
        return []
    first, last = min(years), max(years)
    step = next(s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= most)
    return [year for year in range(first, last + 1) if year % step == 0]
