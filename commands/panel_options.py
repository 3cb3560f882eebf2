"""The options of work on a person's own series, and the work itself, series by series."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from commands.arguments import whole
from data.uploads.panel import read_panel
from forecasting.core.errors import SeriesError
from forecasting.core.series import Series
from forecasting.engine import METHODS
from forecasting.engine.batch import Succeeded, run_batch, workers
from reporting.format.i18n import Language, Translator, explain, translator
from reporting.output.panel_table import SeriesResult
from reporting.output.progress import ProgressLine
from reporting.output.table_file import Table, check_place, write_table

MOST_YEARS_AHEAD = 100
MOST_PROCESSES = 256

Result = TypeVar("Result")
Tabulate = Callable[[Sequence[SeriesResult[Result]], Language], Table]


def add_panel_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the file to read, the file to write, horizon, methods and processes."""
    parser.description = tr(
        "Reads a table (CSV, TSV, XLSX, XLS, XLSB, ODS; UTF-8, UTF-16 or GB18030) with the columns "
        "series_id, year, value or 序列, 年份, 数值; series_id may be left out when there is one series, "
        "and years or series may be columns. `read` shows how a file is understood. A series that "
        "cannot be used gets one row with the reason in the column error; the others are worked on. "
        "Exit code: 0 when at least one series worked, 1 when none did or the file cannot be used, 2 "
        "for wrong options."
    )
    file, count = tr("FILE"), tr("NUMBER")
    parser.add_argument(
        "--csv", type=Path, required=True, metavar=file, help=tr("file of your series")
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=file, help=tr("file to write, .csv or .xlsx")
    )
    parser.add_argument(
        "--horizon",
        type=whole(tr, range(1, MOST_YEARS_AHEAD + 1)),
        default=6,
        metavar=count,
        help=tr("years ahead (default: 6)"),
    )
    parser.add_argument(
        "--jobs",
        type=whole(tr, range(1, MOST_PROCESSES + 1)),
        default=1,
        metavar=count,
        help=tr("number of processes (default: 1)"),
    )
    parser.add_argument(
        "--members", metavar=tr("METHODS"), help=tr("names of methods, separated by commas")
    )


def run_panel(
    options: Namespace, work: Callable[[Series], Result], tabulate: Tabulate[Result]
) -> int:
    """Do `work` for each series of a panel and write the results.

    Returns:
        The exit code: 0 when at least one series worked, else 1.
    """
    tr = translator(options.language)
    check_place(options.out, options.csv)
    panel = read_panel(options.csv)
    for remark in panel.remarks:
        print(explain(remark, options.language), file=sys.stderr)
    jobs = [entry.read.result for entry in panel.series if isinstance(entry.read, Succeeded)]
    show, step = ProgressLine(sys.stderr).show, tr("Working on {count} series", count=len(jobs))
    with workers(min(options.jobs, len(jobs))) as executor:
        outcomes = iter(run_batch(jobs, work, executor, lambda done, of: show(step, done / of)))
    results = [
        SeriesResult(
            entry.id,
            next(outcomes) if isinstance(entry.read, Succeeded) else entry.read,
            entry.remarks,
        )
        for entry in panel.series
    ]
    write_table(options.out, tabulate(results, options.language))
    worked = sum(isinstance(result.outcome, Succeeded) for result in results)
    print(
        tr(
            "{path}: {worked} of {count} series worked; the column error gives the reasons of the "
            "others.",
            path=options.out,
            worked=worked,
            count=len(results),
        )
    )
    return 0 if worked else 1


def methods_from(text: str | None) -> tuple[str, ...] | None:
    """Return the methods named in --members, None where the option is absent.

    Raises:
        SeriesError: a method is unknown; a fault of the command, not of each series.
    """
    if text is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    unknown = [name for name in names if name not in METHODS]
    if unknown:
        raise SeriesError(
            "There is no forecasting method {name}. Choose from {known}.",
            name=", ".join(name or "—" for name in unknown),
            known=", ".join(METHODS),
        )
    return names
