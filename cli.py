"""The front door of the terminal: the facts, a region's gap, and forecasts of your own series."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

from data.build.database import open_database, rebuild
from data.model_inputs.case import Case, case_of
from data.model_inputs.scenario_file import ScenarioFile, open_scenario, vocabulary
from data.reading.files import FACTS
from data.store.check import Severity, check
from data.store.warehouse import DATABASE, Warehouse
from forecasting.analysis.package_search import Limit
from forecasting.analysis.target import CLOSED, Goal, Target
from forecasting.core.errors import ScenarioError, SeriesError, TalentGapError
from forecasting.core.series import NATION, Series
from forecasting.engine.batch import Done, Outcome, run_batch, workers
from reporting.format.i18n import Language, explain, translator
from reporting.output.progress import ProgressLine

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
    run = commands.add_parser("run", parents=[shared], help="a region under a scenario")
    _run_options(run, _run)
    _goal_options(commands.add_parser("goalseek", parents=[shared], help="what reaches a goal"))
    _budget_options(commands.add_parser("optimise", parents=[shared], help="the best package"))
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


def _goal_options(goal: argparse.ArgumentParser) -> None:
    goal.add_argument(
        "--lever", action="append", required=True, help="id of a lever; several are sized together"
    )
    _target_options(goal)
    _run_options(goal, _goalseek)


def _budget_options(budget: argparse.ArgumentParser) -> None:
    budget.add_argument(
        "--budget", type=float, help="yuan up to the year; none: as little as can be"
    )
    budget.add_argument(
        "--limit", action="append", default=[], metavar="LEVER=PEOPLE", help="the most of a measure"
    )
    _target_options(budget)
    _run_options(budget, _optimise)


def _target_options(goal: argparse.ArgumentParser) -> None:
    goal.add_argument("--year", type=int, help="of the gap (2035)", default=2035)
    target = goal.add_mutually_exclusive_group()
    target.add_argument("--target-gap", type=float, metavar="PEOPLE", help="at most this gap")
    target.add_argument("--target-share", type=float, metavar="SHARE", help="of supply, e.g. 0.05")
    goal.add_argument("--certainty", type=float, default=0.5, help="probability asked for (0.5)")


def _run_options(run: argparse.ArgumentParser, command: Command) -> None:
    run.add_argument("--region", help="GB/T 2260 code (100000, the nation)")
    run.add_argument(
        "--scenario",
        default="baseline",
        help="id of a file in facts/scenarios, or a scenario saved as FILE.json, which then also "
        "gives region, rule, baseline, horizon, draws and seed where no option does",
    )
    run.add_argument("--rule", help="id of an allocation rule in facts/allocation.yml")
    run.add_argument("--baseline", help="id of a published gap in facts/estimates.csv")
    run.add_argument("--horizon", type=int, help="last year shown (2035)")
    run.add_argument("--draws", type=int, help="number of sample paths (2000)")
    run.add_argument("--seed", type=int, help="of the random numbers (11)")
    form = run.add_mutually_exclusive_group()
    form.add_argument(
        "--json",
        action="store_true",
        help="JSON in persons and yuan, as always when the output goes to a program or a file",
    )
    form.add_argument("--text", action="store_true", help="words, as always on a terminal")
    run.set_defaults(command=command)


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


def _case(options: argparse.Namespace) -> Case:
    # Imported here and below: building and checking need no model.
    from data.model_inputs.inputs import model_inputs
    from forecasting.model.inputs import RunSettings

    with open_database(options.facts, options.database, _progress(options.language)) as warehouse:
        saved = _saved_scenario(options, warehouse)
        inputs = model_inputs(
            warehouse, options.region or NATION, options.rule, options.baseline, options.facts
        )
    chosen = {
        name: value
        for name in ("draws", "seed", "horizon")
        if (value := getattr(options, name)) is not None
    }
    return case_of(inputs, saved or options.scenario, RunSettings(**chosen), options.facts)


def _run(options: argparse.Namespace) -> int:
    from forecasting.model.run import compare
    from reporting.output.result_json import result_json
    from reporting.output.run_text import run_text
    from reporting.words.assumptions import assumption_texts

    case = _case(options)
    inputs, scenario = case.run.documented, case.scenario
    comparison = compare(case.run, scenario)
    if _for_programs(options):
        print(result_json(comparison))
    else:
        tr = translator(options.language)
        measures = tuple(inputs.interventions.values())
        assumed = tuple(assumption_texts(scenario.assumptions, inputs, tr).values())
        print(run_text(comparison, inputs.region, case.named, measures, options.language, assumed))
    return 0


def _goalseek(options: argparse.Namespace) -> int:
    from forecasting.analysis.goalseek import goal_seek
    from reporting.output.goal_json import goal_seek_json
    from reporting.output.goal_text import goal_seek_text

    goal = Goal(_target(options) or CLOSED, options.year, options.certainty)
    case = _case(options)
    sought = goal_seek(case.run, case.scenario, options.lever, goal)
    if _for_programs(options):
        print(goal_seek_json(sought, case.run, case.scenario))
    else:
        print(goal_seek_text(sought, case.run.documented, options.language))
    return 0


def _optimise(options: argparse.Namespace) -> int:
    from forecasting.analysis.packages import cheapest, optimise
    from reporting.output.goal_json import package_json
    from reporting.output.goal_text import package_text

    target, limits = _target(options), _limits(options.limit)
    goal = None if target is None else Goal(target, options.year, options.certainty)
    case = _case(options)
    if options.budget is not None:
        budget, target = options.budget, target or CLOSED
        package = optimise(
            case.run, case.scenario, budget, options.year, limits=limits, target=target
        )
    elif goal is not None:
        package = cheapest(case.run, case.scenario, goal, limits=limits)
    else:
        raise ScenarioError("Name a budget (--budget) or a target (--target-gap, --target-share).")
    if _for_programs(options):
        print(package_json(package, case.run, case.scenario, goal))
    else:
        print(package_text(package, case.run.documented, goal, options.language))
    return 0


def _for_programs(options: argparse.Namespace) -> bool:
    return options.json or not (options.text or sys.stdout.isatty())


def _target(options: argparse.Namespace) -> Target | None:
    if options.target_gap is None and options.target_share is None:
        return None
    return Target(options.target_gap or 0.0, options.target_share or 0.0)


def _limits(texts: Sequence[str]) -> dict[str, Limit]:
    limits = {}
    for text in texts:
        name, _, people = text.partition("=")
        if not people.isdecimal():
            raise ScenarioError(
                "{text} is no limit; write the measure and people a year, such as {example}.",
                text=text,
                example="enrolment=10000",
            )
        limits[name] = Limit(upper=float(people))
    return limits


def _saved_scenario(options: argparse.Namespace, warehouse: Warehouse) -> ScenarioFile | None:
    """The scenario of a file, None for the id of a ready one. What no option says, the file says."""
    path = Path(options.scenario)
    if path.suffix.lower() != ".json":
        return None
    saved = open_scenario(path, vocabulary(warehouse, options.facts))
    places = {"region": saved.region, "rule": saved.rule, "baseline": saved.baseline}
    for name, value in (places | asdict(saved.run)).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    if saved.data_digest != warehouse.digest:
        notice = translator(options.language)(
            "{name} was saved with other data (version {then}, now {now}); its figures may differ "
            "from those of that time.",
            name=saved.name,
            then=saved.data_digest[:8],
            now=warehouse.digest[:8],
        )
        print(notice, file=sys.stderr)
    return saved


def _forecast(options: argparse.Namespace) -> int:
    # Imported here and below: the other commands need no engine.
    from data.reading.calibration import load_calibration
    from forecasting.engine import forecast_series
    from reporting.output.panel_csv import forecast_csv

    work = partial(
        forecast_series,
        horizon=options.horizon,
        calibration=load_calibration(),
        members=_members(options.members),
    )
    return _panel(options, work, forecast_csv)


def _backtest(options: argparse.Namespace) -> int:
    from data.reading.calibration import load_calibration
    from forecasting.engine.accuracy import scored_backtest
    from reporting.output.panel_csv import backtest_csv

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
    from data.uploads.panel import read_panel
    from reporting.output.panel_csv import check_place, write

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
    from forecasting.engine import METHODS

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
