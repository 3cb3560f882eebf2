"""Reading the files of field_cases/ as page and terminal do, on a fixed day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.uploads.grid.sheet_choice import choose_sheet
from data.uploads.grid.user_file import open_file
from data.uploads.headcount import LIMITS, read_headcount
from data.uploads.headcount_table import has_headcount
from data.uploads.own_figures import OwnFigures
from data.uploads.panel import Panel, PanelSeries, read_panel
from forecasting.engine import Notice
from forecasting.engine.batch import Succeeded
from reporting.format.i18n import Language, Templated, explain

CASES = Path(__file__).parent / "field_cases"
TODAY = date(2026, 11, 25)


def headcount_of(path: str | Path) -> OwnFigures:
    file = CASES / path
    source = open_file(file.read_bytes(), file.name, LIMITS)
    return read_headcount(choose_sheet(source, has_headcount).sheet, today=TODAY)


def panel_of(path: str | Path) -> Panel:
    return read_panel(CASES / path, TODAY)


def figures_of(series: PanelSeries) -> dict[int, float]:
    assert isinstance(series.read, Succeeded)
    values = series.read.result
    return {int(y): float(v) for y, v in zip(values.years, values.values, strict=True)}


def sentences(parts: tuple[Templated | Notice, ...]) -> str:
    return "\n".join(explain(part, Language.EN) for part in parts)
