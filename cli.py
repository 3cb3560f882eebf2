"""The front door of the terminal: build, check, run. `python cli.py --help` lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from data.check import Severity, check
from data.database import open_database, rebuild
from data.files import FACTS
from data.warehouse import DATABASE
from forecasting.errors import TalentGapError
from reporting.i18n import Language, explain, translator

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 1 after an error that is the user's to mend, 2 for bad usage."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except TalentGapError as error:
        print(explain(error, options.language), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--language", type=Language, choices=list(Language), default=Language.ZH, help="zh or en"
    )
    shared.add_argument("--facts", type=Path, default=FACTS, help="folder of facts")
    shared.add_argument("--database", type=Path, default=DATABASE, help="DuckDB file")
    parser = argparse.ArgumentParser(prog="cli.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", parents=[shared], help="facts → DuckDB, if out of date")
    build.add_argument("--force", action="store_true", help="build even when nothing has changed")
    build.set_defaults(command=_build)
    checks = commands.add_parser("check", parents=[shared], help="check the facts")
    checks.set_defaults(command=_check)
    _run_options(commands.add_parser("run", parents=[shared], help="a region under a scenario"))
    return parser


def _run_options(run: argparse.ArgumentParser) -> None:
    run.add_argument("--region", default="100000", help="GB/T 2260 code, 100000 is the nation")
    run.add_argument("--scenario", default="baseline", help="id of a file in facts/scenarios")
    run.add_argument("--rule", help="id of an allocation rule in facts/allocation.yml")
    run.add_argument("--horizon", type=int, help="last year shown (2035)")
    run.add_argument("--draws", type=int, help="number of sample paths (2000)")
    run.add_argument("--seed", type=int, help="of the random numbers (11)")
    run.add_argument("--json", action="store_true", help="JSON in persons and yuan")
    run.set_defaults(command=_run)


def _build(options: argparse.Namespace) -> int:
    tr = translator(options.language)
    if options.force:
        rebuild(options.facts, options.database, _progress(options.language))
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
        inputs = model_inputs(warehouse, options.region, options.rule, options.facts)
    nation = prepare(inputs, settings)
    comparison = compare(inputs, scenario_for(ready, inputs, nation), settings, nation)
    if options.json:
        print(result_json(comparison))
    else:
        measures = tuple(inputs.interventions.values())
        print(run_text(comparison, inputs.region, ready, measures, options.language))
    return 0


def _progress(language: Language) -> Callable[[str, float], None] | None:
    """Report the build on standard error, so that standard output holds the result alone."""
    tr = translator(language)

    def tell(what: str, part: float) -> None:
        print(f"{part:4.0%} {tr(what)}", file=sys.stderr)

    return tell


if __name__ == "__main__":
    sys.exit(main())
