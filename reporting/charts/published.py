"""Figures published by others beside those of the model: scopes differ, so they are never one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.core.published import Bound, PublishedEstimate
from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult
from reporting.charts.chart import CategoryAxis, Chart, Mark, Points, quantity_axis
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import format_quantity, format_range
from reporting.format.provenance import Provenance
from reporting.format.theme import Tone


def points(published: Sequence[PublishedEstimate], context: Context) -> Points:
    """Return numbered points, with whiskers where a range was published; issuer and scope on hover."""
    low, high = _bounds(published)
    return Points(
        context.tr("Published estimates, other scopes"),
        np.array([float(estimate.target_year) for estimate in published]),
        (low + high) / 2,
        Tone.OBSERVED,
        labels=tuple(_number(i) for i in range(len(published))),
        details=tuple(_origin(estimate, context.language) for estimate in published),
        low=low,
        high=high,
    )


def with_key(
    provenance: Provenance, published: Sequence[PublishedEstimate], context: Context
) -> Provenance:
    """Return the provenance with notes that explain the numbers of the points."""
    entries = (
        context.tr(
            "{number} {year}: {value}, {origin}",
            number=_number(i),
            year=estimate.target_year,
            value=_value(estimate, context),
            origin=_origin(estimate, context.language),
        )
        for i, estimate in enumerate(published)
    )
    key = context.tr("; ").join(entries)
    return replace(provenance, notes=(*provenance.notes, key)) if key else provenance


def published_and_model(
    result: GapResult, published: Sequence[PublishedEstimate], context: Context
) -> Chart:
    """Return the chart of published gaps beside the model's gap of the same year (median, 80% interval)."""
    tr, language = context.tr, context.language
    within = [f for f in published if f.target_year in result.years[result.shown]]
    x = np.arange(len(within), dtype=np.float64)
    columns = [result.column(f.target_year) for f in within]
    p10, p50, p90 = np.quantile(result.gap[:, columns], (0.1, 0.5, 0.9), axis=0)
    low, high = _bounds(within)
    marks: tuple[Mark, ...] = (
        Points(
            tr("Published"),
            x - 0.12,
            (low + high) / 2,
            Tone.OBSERVED,
            details=tuple(_origin(f, language) for f in within),
            low=low,
            high=high,
        ),
        Points(tr("Model, median and 80% interval"), x + 0.12, p50, Tone.GAP, low=p10, high=p90),
    )
    return Chart(
        id="published",
        language=language,
        title=tr("Published gaps and the model"),
        subtitle=tr("{place}; scopes differ, so these are no time path", place=context.place),
        x=CategoryAxis(tr("Published by"), tuple(_row(f, language) for f in within)),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, language, marks),
        marks=marks,
        alt=tr("; ").join(
            tr("{name}: {value}", name=_row(f, language), value=_value(f, context)) for f in within
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def _row(estimate: PublishedEstimate, language: Language) -> str:
    issuer = estimate.issuer_zh if language is Language.ZH else estimate.issuer_en
    year = f"{estimate.target_year}年" if language is Language.ZH else f"{estimate.target_year}"
    return f"{issuer} {year}"


def _origin(estimate: PublishedEstimate, language: Language) -> str:
    if language is Language.ZH:
        return f"{estimate.issuer_zh}（{estimate.scope_zh}）"
    return f"{estimate.issuer_en} ({estimate.scope_en})"


def _value(estimate: PublishedEstimate, context: Context) -> str:
    """Return an estimate as published: one number, a range, or the one end that was named."""
    tr, language = context.tr, context.language
    low, high = (float(bounds[0]) for bounds in _bounds([estimate]))
    if low != high:
        return format_range(low, high, estimate.unit, language)
    value = format_quantity(low, estimate.unit, language)
    if estimate.bound is Bound.AT_LEAST:
        return tr("at least {value}", value=value)
    if estimate.bound is Bound.AT_MOST:
        return tr("at most {value}", value=value)
    return value


def _bounds(published: Sequence[PublishedEstimate]) -> tuple[Values, Values]:
    """Return both ends of each estimate; where one is open, the other is taken for it."""
    ends = [(e.low, e.high) for e in published]
    low = [first if first is not None else last for first, last in ends]
    high = [last if last is not None else first for first, last in ends]
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)


def _number(index: int) -> str:
    """Return a number as ① to ⑳, or in plain digits above."""
    return chr(0x2460 + index) if index < 20 else str(index + 1)
