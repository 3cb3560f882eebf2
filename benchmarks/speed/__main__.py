"""Measure the screen and the model and write docs/benchmarks-ui.md.

python -m benchmarks.speed --dash PYTHON: Dash lives in an environment of its own, with that Python.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import subprocess
import sys
from pathlib import Path

from benchmarks.speed import model, report, screen
from forecasting.model.inputs import RunSettings

ROOT = Path(__file__).parents[2]
PACKAGES = ("streamlit", "plotly", "numpy")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--dash", type=Path, required=True, help="a Python that has Dash")
    dash = parser.parse_args().dash
    engine = report.model_table(model.measure())
    _say(engine)
    pages = report.screen_table(screen.measure(dash, _say))
    _say(pages)
    text = report.page(
        pages,
        engine,
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        versions=f"{_versions()}, dash {_version_there(dash)}",
        moves=screen.MOVES,
        warm_up=screen.WARM_UP,
        block=screen.BLOCK,
        draws=f"{RunSettings().draws:,}",
    )
    (ROOT / "docs" / "benchmarks-ui.md").write_text(text, encoding="utf-8")
    _say("docs/benchmarks-ui.md is written")


def _versions() -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)


def _version_there(python: Path) -> str:
    ask = "import importlib.metadata as m; print(m.version('dash'))"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
