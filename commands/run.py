"""`run`: demand, supply and gap of a region under a scenario."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from commands.case_options import add_case_options, case_from, prints_json
from forecasting.model.run import compare
from reporting.format.i18n import Translator, message, translator
from reporting.output.result_json import result_json
from reporting.output.run_text import run_text
from reporting.words.assumptions import assumption_texts

SUMMARY = message("demand, supply and gap of a region under a scenario")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    add_case_options(parser, tr)


def run(options: Namespace) -> int:
    """Print the scenario beside its baseline, year by year."""
    case = case_from(options)
    inputs = case.run.documented
    comparison = compare(case.run, case.scenario)
    if prints_json(options):
        print(result_json(comparison))
    else:
        tr = translator(options.language)
        measures = tuple(inputs.interventions.values())
        assumed = tuple(assumption_texts(case.scenario.assumptions, inputs, tr).values())
        print(run_text(comparison, inputs.region, case.named, measures, options.language, assumed))
    return 0
