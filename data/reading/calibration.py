"""Read the calibration of the prediction intervals from data/facts/engine."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from data.reading.files import FACTS
from forecasting.core.errors import FactsError
from forecasting.engine import Calibration


def engine_folder(facts: Path = FACTS) -> Path:
    """Return the folder of the calibration inside a folder of facts."""
    return facts / "engine"


ENGINE = engine_folder()


def load_calibration(folder: Path = ENGINE) -> Calibration:
    """Read the calibration in `folder`: multipliers from calibration.csv, provenance from .yml.

    Raises:
        FactsError: a file is missing, a column is wrong or a number is not one.
    """
    table = _multipliers(folder / "calibration.csv")
    about = _provenance(folder / "calibration.yml")
    horizons = sorted({horizon for horizon, _ in table})
    probabilities = sorted({probability for _, probability in table})
    if len(table) != len(horizons) * len(probabilities):
        raise FactsError(
            "{path}: every horizon needs the same probabilities. Measure it again with "
            "make calibration.",
            path=_name(folder / "calibration.csv"),
        )
    grid = [[table[h, p] for p in probabilities] for h in horizons]
    return Calibration(
        np.array(horizons, dtype=np.int64),
        np.array(probabilities),
        np.array(grid),
        sets=tuple(str(name) for name in about["sets"]),
        series=int(about["series"]),
        errors=int(about["errors"]),
        date=str(about["date"]),
        versions=str(about["versions"]),
    )


def _multipliers(path: Path) -> dict[tuple[int, float], float]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                (int(row["horizon"]), float(row["probability"])): float(row["multiplier"])
                for row in csv.DictReader(file)
            }
    except (OSError, KeyError, ValueError) as error:
        raise FactsError(
            "{path} cannot be read as horizon, probability, multiplier ({reason}). "
            "Measure it again with make calibration.",
            path=_name(path),
            reason=error,
        ) from error


def _provenance(path: Path) -> dict[str, Any]:
    try:
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FactsError(
            "{path} cannot be read ({reason}).", path=_name(path), reason=error
        ) from error
    missing = {"sets", "series", "errors", "date", "versions"} - set(about or ())
    if missing:
        raise FactsError(
            "{path} lacks the fields {fields}. Add them.",
            path=_name(path),
            fields=", ".join(sorted(missing)),
        )
    return dict(about)


def _name(path: Path) -> str:
    """Name a file by its folder and itself, as it is found below data/facts."""
    return f"{path.parent.name}/{path.name}"
