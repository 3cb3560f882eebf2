"""The options that say which region is run, under which scenario, with which draws."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from commands.arguments import whole
from commands.database_options import add_database_options, open_up_to_date
from commands.region_names import region_code
from data.model_inputs.case import Case, case_of
from data.model_inputs.inputs import model_inputs
from data.model_inputs.scenario_file import ScenarioFile, open_scenario, vocabulary
from data.store.warehouse import Warehouse
from forecasting.analysis.plausibility import WarningReason, plausibility_warnings
from forecasting.core.series import NATION
from forecasting.model.inputs import RunSettings
from reporting.format.i18n import Language, Translator, translator
from reporting.words.plausibility import warning_text

RUN_SETTINGS = ("draws", "seed", "horizon")


def add_case_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of a run and of the form of its result."""
    add_database_options(parser, tr)
    parser.add_argument(
        "--region",
        metavar=tr("REGION"),
        help=tr("name or GB/T 2260 code of a region (default: 100000, the nation)"),
    )
    parser.add_argument(
        "--scenario",
        default="baseline",
        metavar=tr("SCENARIO"),
        help=tr(
            "id of a file in facts/scenarios, or a scenario saved as FILE.json, which then also "
            "gives region, rule, baseline, horizon, draws and seed where no option does"
        ),
    )
    parser.add_argument(
        "--rule", metavar="ID", help=tr("id of an allocation rule in facts/allocation.yml")
    )
    parser.add_argument(
        "--baseline", metavar="ID", help=tr("id of a published gap in facts/estimates.csv")
    )
    for name, metavar, text in (
        ("--horizon", tr("YEAR"), tr("last year shown (default: 2035)")),
        ("--draws", tr("NUMBER"), tr("number of sample paths (default: 2000)")),
        ("--seed", tr("NUMBER"), tr("seed of the random numbers (default: 11)")),
    ):
        parser.add_argument(name, type=whole(tr), metavar=metavar, help=text)
    _add_form(parser, tr)


def _add_form(parser: ArgumentParser, tr: Translator) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json",
        action="store_true",
        help=tr("JSON in persons and yuan, as always when the output goes to a program or a file"),
    )
    form.add_argument(
        "--text",
        action="store_true",
        help=tr("words, as always when the output goes to a terminal"),
    )


def prints_json(options: Namespace) -> bool:
    """Return whether the result is printed as JSON: as asked for, else unless on a terminal."""
    return options.json or not (options.text or sys.stdout.isatty())


def case_from(options: Namespace) -> Case:
    """Build the case of the options; a saved scenario gives what no option does.

    Settings beyond what can be reached are reported on standard error.
    """
    tr = translator(options.language)
    with open_up_to_date(options) as warehouse:
        saved = _saved_scenario(options, warehouse)
        region, rule, baseline = (
            (saved.region, saved.rule, saved.baseline) if saved else (NATION, None, None)
        )
        inputs = model_inputs(
            warehouse,
            region
            if options.region is None
            else region_code(options.region, warehouse.regions(), tr),
            rule if options.rule is None else options.rule,
            baseline if options.baseline is None else options.baseline,
            options.facts,
        )
    given = {name: value for name in RUN_SETTINGS if (value := getattr(options, name)) is not None}
    settings = replace(saved.run if saved else RunSettings(), **given)
    case = case_of(inputs, saved or options.scenario, settings, options.facts)
    for warning in plausibility_warnings(case.run, case.scenario):
        if warning.reason is WarningReason.CEILING:
            print(warning_text(warning, inputs.interventions, tr), file=sys.stderr)
    return case


def _saved_scenario(options: Namespace, warehouse: Warehouse) -> ScenarioFile | None:
    """Return the scenario of a file, or None for the id of a ready one."""
    path = Path(options.scenario)
    if path.suffix.lower() != ".json":
        return None
    saved = open_scenario(path, vocabulary(warehouse, options.facts))
    if saved.data_digest != warehouse.digest:
        print(_other_data(saved, warehouse.digest, options.language), file=sys.stderr)
    return saved


def _other_data(saved: ScenarioFile, digest: str, language: Language) -> str:
    return translator(language)(
        "{name} was saved with other data (version {then}, now {now}); its figures may differ "
        "from those of that time.",
        name=saved.name,
        then=saved.data_digest[:8],
        now=digest[:8],
    )
