"""The front door of the terminal: the facts, a region's gap, and forecasts of your own series."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from data.check import Severity, check
from data.database import open_database, rebuild
from data.files import FACTS
from data.warehouse import DATABASE
from forecasting.batch import Done, Outcome, run_batch, workers
from forecasting.errors import SeriesError, TalentGapError
from forecasting.series import Series
from reporting.i18n import Language, explain, translator
from reporting.progress import ProgressLine

Made = TypeVar("Made")
Command = Callable[[argparse.Namespace], int]
INTERRUPTED = 130  # what shells report after Ctrl-C
PANEL = """Reads a CSV file (UTF-8 or GB18030) with the columns series_id, year, value or 序列, 年份, 数值;
series_id may be left out when there is one series, other columns are ignored. A series that cannot be
used gets one row with the reason in the column error; the others are worked on. Exit code: 0 when at
least one series worked, 1 when none did or the file cannot be used, 2 for wrong options."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 1 after an error that is the user's to mend, 2 for bad usage."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except TalentGapError as error:
        print(explain(error, options.language), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument(
        "--language", type=Language, choices=list(Language), default=Language.ZH, help="zh or en"
    )
    shared = argparse.ArgumentParser(add_help=False, parents=[language])
    shared.add_argument("--facts", type=Path, default=FACTS, help="folder of facts")
    shared.add_argument("--database", type=Path, default=DATABASE, help="DuckDB file")
    parser = argparse.ArgumentParser(prog="cli.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", parents=[shared], help="facts → DuckDB, if out of date")
    build.add_argument("--force", action="store_true", help="make everything afresh")
    build.set_defaults(command=_build)
    checks = commands.add_parser("check", parents=[shared], help="check the facts")
    checks.set_defaults(command=_check)
    _run_options(commands.add_parser("run", parents=[shared], help="a region under a scenario"))
    own = partial(commands.add_parser, parents=[language], description=PANEL)
    _panel_options(own("forecast", help="forecasts of your own series"), _forecast)
    _panel_options(own("backtest", help="how well your own series are forecast"), _backtest)
    return parser


def _panel_options(panel: argparse.ArgumentParser, command: Command) -> None:
    panel.add_argument("--csv", type=Path, required=True, metavar="FILE", help="your series")
    panel.add_argument("--out", type=Path, required=True, metavar="FILE", help="CSV to write")
    panel.add_argument("--horizon", type=_positive, default=6, help="years ahead (6)")
    panel.add_argument("--jobs", type=_positive, default=1, help="number of processes (1)")
    panel.add_argument("--members", help="names of methods, separated by commas")
    panel.set_defaults(command=command)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _run_options(run: argparse.ArgumentParser) -> None:
    run.add_argument("--region", default="100000", help="GB/T 2260 code, 100000 is the nation")
    run.add_argument("--scenario", default="baseline", help="id of a file in facts/scenarios")
    run.add_argument("--rule", help="id of an allocation rule in facts/allocation.yml")
    run.add_argument("--baseline", help="id of a published gap in facts/estimates.csv")
    run.add_argument("--horizon", type=int, help="last year shown (2035)")
    run.add_argument("--draws", type=int, help="number of sample paths (2000)")
    run.add_argument("--seed", type=int, help="of the random numbers (11)")
    run.add_argument("--json", action="store_true", help="JSON in persons and yuan")
    run.set_defaults(command=_run)


def _build(options: argparse.Namespace) -> int:
    tr = translator(options.language)
    if options.force:
        rebuild(options.facts, options.database, _progress(options.language), afresh=True)
    warehouse = open_database(options.facts, options.database, _progress(options.language))
    with warehouse:
        series = len(warehouse.catalogue())
    print(tr("{path} is up to date: {series} series.", path=options.database, series=series))
    return 0


def _check(options: argparse.Namespace) -> int:
    tr = translator(options.language)
    with open_database(options.facts, options.database, _progress(options.language)) as warehouse:
        findings = check(warehouse)
    chinese = options.language is Language.ZH
    for finding in findings:
        mark = tr("warning") if finding.severity is Severity.WARNING else tr("note")
        detail = finding.detail_zh if chinese else finding.detail_en
        print(f"[{mark}] {explain(finding, options.language)} {detail}".rstrip())
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    print(
        tr(
            "The facts are valid. {warnings} warnings, {notes} notes.",
            warnings=warnings,
            notes=len(findings) - warnings,
        )
    )
    return 0


def _run(options: argparse.Namespace) -> int:
    # Imported here: building and checking need no model.
    from data.catalog import scenario as ready_scenario
    from data.inputs import model_inputs
    from forecasting.inputs import RunSettings
    from forecasting.nation import prepare
    from forecasting.run import compare, scenario_for
    from reporting.result_json import result_json
    from reporting.terminal import run_text

    ready = ready_scenario(options.scenario, options.facts)
    chosen = {
        name: value
        for name in ("draws", "seed", "horizon")
        if (value := getattr(options, name)) is not None
    }
    settings = RunSettings(**chosen)
    with open_database(options.facts, options.database, _progress(options.language)) as warehouse:
        inputs = model_inputs(
            warehouse, options.region, options.rule, options.baseline, options.facts
        )
    nation = prepare(inputs, settings)
    comparison = compare(inputs, scenario_for(ready, inputs, nation), settings, nation)
    if options.json:
        print(result_json(comparison))
    else:
        measures = tuple(inputs.interventions.values())
        print(run_text(comparison, inputs.region, ready, measures, options.language))
    return 0


def _forecast(options: argparse.Namespace) -> int:
    # Imported here and below: the other commands need no engine.
    from data.calibration import load_calibration
    from forecasting.forecasters import forecast_series
    from reporting.panel import forecast_csv

    work = partial(
        forecast_series,
        horizon=options.horizon,
        calibration=load_calibration(),
        members=_members(options.members),
    )
    return _panel(options, work, forecast_csv)


def _backtest(options: argparse.Namespace) -> int:
    from data.calibration import load_calibration
    from forecasting.accuracy import scored_backtest
    from reporting.panel import backtest_csv

    work = partial(
        scored_backtest,
        horizon=options.horizon,
        calibration=load_calibration(),
        methods=_members(options.members),
    )
    return _panel(options, work, backtest_csv)


def _panel(
    options: argparse.Namespace,
    work: Callable[[Series], Made],
    written: Callable[[Sequence[tuple[str, Outcome[Made]]], Language], bytes],
) -> int:
    """Do `work` for each series of a panel and write what came of it."""
    from data.panel import read_panel
    from reporting.panel import check_place, write

    tr = translator(options.language)
    check_place(options.out, options.csv)
    panel = read_panel(options.csv)
    jobs = [entry.read.result for entry in panel if isinstance(entry.read, Done)]
    show, what = ProgressLine(sys.stderr).show, tr("Working on {count} series", count=len(jobs))
    with workers(min(options.jobs, len(jobs))) as executor:
        made = iter(run_batch(jobs, work, executor, lambda done, of: show(what, done / of)))
    results = [
        (entry.id, next(made) if isinstance(entry.read, Done) else entry.read) for entry in panel
    ]
    write(options.out, written(results, options.language))
    worked = sum(isinstance(outcome, Done) for _, outcome in results)
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


def _members(text: str | None) -> tuple[str, ...] | None:
    """The methods asked for; an unknown one is a fault of the command, not of each series."""
    from forecasting.forecasters import METHODS

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


def _progress(language: Language) -> Callable[[str, float], None]:
    """Report the build on standard error, so that standard output holds the result alone."""
    tr, line = translator(language), ProgressLine(sys.stderr)
    return lambda what, part: line.show(tr(what), part)


if __name__ == "__main__":
    sys.exit(main())
