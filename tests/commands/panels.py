"""Panels of series that the tests write, and the results they read back."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from cli import main

SHORT = "序列,年份,数值\n甲,2015,10\n甲,2016,12\n甲,2017,13\n甲,2018,15\n乙,2020,many\n丙,2020,5\n"


def write_panel(tmp_path: Path, text: str = SHORT) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read_results(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def copied(name: str, tmp_path: Path) -> Path:
    """Copy one of the files in tests/series_files to where its results may be written beside it."""
    return Path(shutil.copy(Path(__file__).parents[1] / "series_files" / name, tmp_path))


def run_panel(command: str, source: Path, *options: str) -> list[dict[str, str]]:
    out = source.with_name("out.csv")
    assert main((command, "--csv", str(source), "--out", str(out), *options)) == 0
    return read_results(out)
