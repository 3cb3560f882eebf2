"""The options that say which gap is aimed at, in which year and how surely."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from commands.arguments import number, whole
from forecasting.analysis.target import Goal, Target
from reporting.format.i18n import Translator


def add_goal_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add --year, --target-gap, --target-share and --certainty."""
    parser.add_argument(
        "--year",
        type=whole(tr),
        default=2035,
        metavar=tr("YEAR"),
        help=tr("year of the gap (default: 2035)"),
    )
    target = parser.add_mutually_exclusive_group()
    target.add_argument(
        "--target-gap",
        type=number(tr),
        metavar=tr("PEOPLE"),
        help=tr("largest gap allowed, persons"),
    )
    target.add_argument(
        "--target-share",
        type=number(tr),
        metavar=tr("SHARE"),
        help=tr("largest gap allowed as a share of supply, such as 0.05"),
    )
    parser.add_argument(
        "--certainty",
        type=number(tr),
        default=0.5,
        metavar=tr("SHARE"),
        help=tr("probability with which the goal is reached (default: 0.5)"),
    )


def target_from(options: Namespace) -> Target | None:
    """Return the target of the options, None where there is none."""
    if options.target_gap is None and options.target_share is None:
        return None
    return Target(options.target_gap or 0.0, options.target_share or 0.0)


def goal_from(options: Namespace, target: Target) -> Goal:
    """Return the goal of reaching `target` in the year and with the certainty of the options."""
    return Goal(target, options.year, options.certainty)
