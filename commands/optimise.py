"""`optimise`: the best package for a budget, or the cheapest one for a goal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence

from commands.arguments import number
from commands.case_options import add_case_options, case_from, prints_json
from commands.goal_options import add_goal_options, goal_from, target_from
from forecasting.analysis.package_search import Limit
from forecasting.analysis.packages import Package, cheapest, optimise
from forecasting.analysis.target import CLOSED
from forecasting.core.errors import ScenarioError
from forecasting.model.inputs import ModelInputs
from reporting.format.i18n import Translator, message, translator
from reporting.output.goal_json import package_json
from reporting.output.goal_text import package_text

SUMMARY = message("the best package for a budget, or the cheapest one for a goal")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--budget",
        type=number(tr),
        metavar=tr("YUAN"),
        help=tr("yuan up to the year; without it, the cheapest package that reaches the target"),
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar=tr("LEVER=PEOPLE"),
        help=tr("at most this many people a year in a measure; may be given several times"),
    )
    add_goal_options(parser, tr)
    add_case_options(parser, tr)


def run(options: Namespace) -> int:
    """Print the package, its cost and its gap."""
    target, limits = target_from(options), limits_from(options.limit)
    checked = goal_from(options, target or CLOSED)  # also where the budget alone decides
    goal = None if target is None else checked
    case = case_from(options)
    if options.budget is not None:
        package = optimise(
            case.run,
            case.scenario,
            options.budget,
            options.year,
            limits=limits,
            target=target or CLOSED,
        )
    elif goal is not None:
        package = cheapest(case.run, case.scenario, goal, limits=limits)
    else:
        raise ScenarioError("Name a budget (--budget) or a target (--target-gap, --target-share).")
    _report_ineffective(limits, package, case.run.documented, translator(options.language))
    if prints_json(options):
        print(package_json(package, case.run, case.scenario, goal))
    else:
        print(package_text(package, case.run.documented, goal, options.language))
    return 0


def _report_ineffective(
    limits: Mapping[str, Limit], package: Package, inputs: ModelInputs, tr: Translator
) -> None:
    """Report on standard error each limit above what can be reached, which limits nothing."""
    reachable = {item.setting.intervention: item.limit for item in package.items}
    for name, limit in limits.items():
        if limit.upper is not None and limit.upper > reachable[name]:
            sentence = tr(
                "{measure}: the limit of {limit} people a year is more than can be reached; {most} "
                "are counted on.",
                measure=tr.name(inputs.interventions[name]),
                limit=f"{limit.upper:.0f}",
                most=f"{reachable[name]:.0f}",
            )
            print(sentence, file=sys.stderr)


def limits_from(texts: Sequence[str]) -> dict[str, Limit]:
    """Return the limits by measure.

    Raises:
        ScenarioError: a text is not of the form LEVER=PEOPLE, or a measure has two limits.
    """
    limits = {}
    for text in texts:
        name, _, people = text.partition("=")
        if not people.isdecimal():
            raise ScenarioError(
                "{text} is no limit; write the measure and people a year, such as {example}.",
                text=text,
                example="enrolment=10000",
            )
        if name in limits:
            raise ScenarioError("{measure} has two limits; give one.", measure=name)
        limits[name] = Limit(upper=float(people))
    return limits
