"""Measure the engine against its peers and write docs/benchmarks.md.

python -m benchmarks [--panel FILE] [--calibrate]: with --calibrate, the multipliers measured on all
competitions are also written to data/facts/engine, where the application reads them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import pickle
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import calibration_file, report
from benchmarks.datasets import COMPETITIONS, Case, competition, panel
from benchmarks.engine import (
    METHODS_SHOWN,
    Runs,
    calibrate,
    member_predictions,
    predictions,
    runs_of,
    windows,
)
from benchmarks.peers import BEST, SCUM, combined, prophet, single
from benchmarks.scoring import Prediction, score
from benchmarks.selection import Choice, choice
from forecasting.engine import METHODS, Calibration

ROOT = Path(__file__).parents[1]
ENGINE = "**this engine**"
PACKAGES = ("statsmodels", "prophet", "numpy", "statsforecast")
PEERS = tuple(dict.fromkeys((*BEST, *SCUM, "AutoTheta")))
MEDIAN_OF_PEERS = "statsforecast SCUM (median of ETS, CES, DOT, ARIMA)"
PROPHET = "Prophet, all defaults"
PANEL = "panel"


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    cases: dict[str, list[Case]] = {name: competition(name) for name in COMPETITIONS}
    if options.panel:
        cases[PANEL] = panel(options.panel)
    warnings.simplefilter("ignore")  # of the libraries, on series this short
    runs = {name: runs_of(name, cases[name], options.cache, _report) for name in cases}
    date, versions = dt.datetime.now(dt.UTC).date().isoformat(), _versions()
    if options.calibrate:
        whole = calibrate({name: runs[name] for name in COMPETITIONS}, date, versions)
        calibration_file.write(whole, ROOT / "data" / "facts" / "engine")
    results = {}
    for name, some in cases.items():
        others = {other: runs[other] for other in COMPETITIONS if other != name}
        answers = _own(some, runs[name], calibrate(others, date, versions))
        answers |= _peers(name, some, options.cache)
        results[name] = {method: score(some, each) for method, each in answers.items()}
    sizes = {name: len(some) for name, some in cases.items()}
    times = report.Times(ENGINE, MEDIAN_OF_PEERS)
    text = report.page(results, sizes, date, versions, times, _choice(cases, runs))
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    _report("docs/benchmarks.md is written")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--panel", type=Path, help="CSV with unique_id, year, y, split")
    parser.add_argument("--cache", type=Path, default=ROOT / "var" / "benchmarks")
    parser.add_argument("--calibrate", action="store_true", help="write data/facts/engine")
    return parser.parse_args(arguments)


def _own(cases: list[Case], runs: Runs, calibration: Calibration) -> dict[str, list[Prediction]]:
    """Return the predictions of the engine and of each of its members alone."""
    members = {
        METHODS[name].name_en: member_predictions(cases, runs, name) for name in METHODS_SHOWN
    }
    return {ENGINE: predictions(cases, runs, calibration), **members}


def _choice(cases: dict[str, list[Case]], runs: dict[str, Runs]) -> Choice:
    """Score the candidates on the windows for choosing and on the parts for judging."""
    chosen_on = {name: (windows(cases[name]), runs[name].earlier) for name in COMPETITIONS}
    judged_on = {name: (cases[name], runs[name].official) for name in cases}
    return choice(chosen_on, judged_on)


def _peers(name: str, cases: list[Case], cache: Path) -> dict[str, list[Prediction]]:
    file = cache / f"{name}.peers.pickle"
    if not file.exists():
        fitted = {peer: _fitted(name, peer, cases) for peer in PEERS}
        _report(f"{name}: {PROPHET}")
        prophet(cases[0])  # loads its libraries
        fitted[PROPHET] = [prophet(case) for case in cases]
        file.write_bytes(pickle.dumps(fitted))
    alone: dict[str, list[Prediction]] = pickle.loads(file.read_bytes())  # noqa: S301  own file
    return {
        PROPHET: alone[PROPHET],
        **{f"statsforecast {peer}": alone[peer] for peer in PEERS},
        "statsforecast mean of ETS, CES, DOT, drift": combined(
            [alone[peer] for peer in BEST], np.mean
        ),
        MEDIAN_OF_PEERS: combined([alone[peer] for peer in SCUM], np.median),
    }


def _fitted(name: str, peer: str, cases: list[Case]) -> list[Prediction]:
    _report(f"{name}: statsforecast {peer}")
    single(peer, cases[0])  # compiles the method, which is not to count
    return [single(peer, case) for case in cases]


def _versions() -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)


def _report(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
