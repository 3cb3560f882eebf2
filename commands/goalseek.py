"""`goalseek`: the least size of one or more levers that reaches a goal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from commands.case_options import add_case_options, case_from, prints_json
from commands.goal_options import add_goal_options, goal_from, target_from
from forecasting.analysis.goalseek import goal_seek
from forecasting.analysis.target import CLOSED
from reporting.format.i18n import Translator, message
from reporting.output.goal_json import goal_seek_json
from reporting.output.goal_text import goal_seek_text

SUMMARY = message("the least size of a lever that reaches a goal")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--lever",
        action="append",
        required=True,
        metavar="ID",
        help=tr("id of a lever; several are sized together"),
    )
    add_goal_options(parser, tr)
    add_case_options(parser, tr)


def run(options: Namespace) -> int:
    """Print the size that reaches the goal, or the best there is."""
    goal = goal_from(options, target_from(options) or CLOSED)
    case = case_from(options)
    result = goal_seek(case.run, case.scenario, options.lever, goal)
    if prints_json(options):
        print(goal_seek_json(result, case.run, case.scenario))
    else:
        print(goal_seek_text(result, case.run.documented, options.language))
    return 0
