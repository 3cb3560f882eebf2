"""Charts as tables, and tables as CSV files that say where they come from.

A CSV file is UTF-8 with a byte-order mark, which Excel and WPS need to read Chinese. Lines that
begin with `#` come first and hold title, scenario, source, notes, date and data version; read it with
`pandas.read_csv(file, comment="#", encoding="utf-8-sig")`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pandas as pd

from reporting.charts.chart import (
    Band,
    Bars,
    CategoryAxis,
    Chart,
    Line,
    Mark,
    Points,
    QuantityAxis,
)
from reporting.format.i18n import translator
from reporting.format.numbers import with_unit

DECIMALS = 4
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(chart: Chart) -> pd.DataFrame:
    """Return the numbers of a chart: one row per year or category, units in the headings.

    Where several points share a year, each has a row of its own.
    """
    parts = [_part(mark, chart) for mark in chart.marks]
    tr = translator(chart.language)
    keys = ["x", "turn"]
    merged = reduce(lambda left, right: left.merge(right, on=keys, how="outer"), parts)
    merged = merged.sort_values(keys, ignore_index=True).drop(columns="turn")
    if isinstance(chart.x, QuantityAxis):
        sizes = chart.x.scale.apply(merged.pop("x").to_numpy())
        merged.insert(0, chart.x.heading, np.round(sizes, DECIMALS))
        return merged
    first = merged.pop("x").astype("int64")
    if isinstance(chart.x, CategoryAxis):
        merged.insert(0, chart.x.title, [chart.x.names[i] for i in first])
    else:
        merged.insert(0, chart.x.title or tr("Year"), first)
    return merged


def csv(chart: Chart) -> bytes:
    """Return the table of a chart with title, source and date as CSV for Excel, WPS and pandas."""
    tr = translator(chart.language)
    lines = [chart.title, chart.subtitle, *chart.caption]
    lines.append(tr("Full data version: {digest}", digest=chart.provenance.data_digest))
    return csv_of(table(chart), lines)


def csv_of(rows: pd.DataFrame, remarks: Sequence[str]) -> bytes:
    """Return any table as CSV; remarks are lines that begin with `#`."""
    head = "".join(f"# {' '.join(remark.split())}\n" for remark in remarks)
    body = _safe(rows).to_csv(index=False, lineterminator="\n")
    return (head + body).encode("utf-8-sig")


def _part(mark: Mark, chart: Chart) -> pd.DataFrame:
    columns = {
        with_unit(name, chart.y.scale): values for name, values in _values(mark, chart).items()
    }
    scaled = {name: np.round(chart.y.scale.apply(v), DECIMALS) for name, v in columns.items()}
    # Points may be beside the middle of their category so that they do not cover each other.
    x = mark.x if isinstance(chart.x, QuantityAxis) else np.rint(mark.x)
    part = pd.DataFrame({"x": x, **scaled})
    tr = translator(chart.language)
    if isinstance(mark, Line | Points) and mark.details:
        part[tr("{name}, origin", name=mark.name)] = list(mark.details)
    part = part.dropna(subset=list(scaled), how="all")  # a hole in a line is no row
    part.insert(1, "turn", part.groupby("x").cumcount())
    return part


def _values(mark: Mark, chart: Chart) -> dict[str, np.ndarray]:
    tr = translator(chart.language)
    low, high = tr("{name}, low", name=mark.name), tr("{name}, high", name=mark.name)
    if isinstance(mark, Band):
        return {low: mark.low, high: mark.high}
    if isinstance(mark, Points) and mark.low is not None and mark.high is not None:
        return {mark.name: mark.y, low: mark.low, high: mark.high}
    if isinstance(mark, Line | Points | Bars):
        return {mark.name: mark.y}
    return {}


def _safe(rows: pd.DataFrame) -> pd.DataFrame:
    """Return texts that start neither a comment for pandas nor a formula in a spreadsheet."""
    safe = rows.rename(columns=_safe_text)
    return safe.map(lambda cell: _safe_text(cell) if isinstance(cell, str) else cell)


def _safe_text(text: str) -> str:
    plain = text.replace("#", "＃")
    return f"'{plain}" if plain.startswith(_FORMULA_STARTS) else plain
