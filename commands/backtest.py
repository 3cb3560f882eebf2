"""`backtest`: how well a person's own series would have been forecast in the past."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from commands.panel_options import add_panel_options, methods_from, run_panel
from data.reading.calibration import load_calibration
from forecasting.engine.accuracy import scored_backtest
from reporting.format.i18n import Translator, message
from reporting.output.panel_table import backtest_table

SUMMARY = message("how well your own series would have been forecast in the past")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    add_panel_options(parser, tr)


def run(options: Namespace) -> int:
    """Back-test each series of the file and write one row for each method and horizon."""
    work = partial(
        scored_backtest,
        horizon=options.horizon,
        calibration=load_calibration(),
        methods=methods_from(options.members),
    )
    return run_panel(options, work, backtest_table)
