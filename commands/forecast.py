"""`forecast`: forecasts of a person's own series."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from commands.panel_options import add_panel_options, methods_from, run_panel
from data.reading.calibration import load_calibration
from forecasting.engine import forecast_series
from reporting.format.i18n import Translator, message
from reporting.output.panel_table import forecast_table

SUMMARY = message("forecasts of your own series")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    add_panel_options(parser, tr)


def run(options: Namespace) -> int:
    """Forecast each series of the file and write one row for each year."""
    work = partial(
        forecast_series,
        horizon=options.horizon,
        calibration=load_calibration(),
        members=methods_from(options.members),
    )
    return run_panel(options, work, forecast_table)
