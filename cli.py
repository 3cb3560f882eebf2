"""The front door of the terminal: the facts, a region's gap, and forecasts of your own series."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence

from commands import backtest, build, check, forecast, goalseek, optimise, read, run
from commands.arguments import (
    DEFAULT_LANGUAGE,
    HelpFormatter,
    add_language_option,
    split_language,
    translated_argparse,
)
from commands.command import Command
from forecasting.core.errors import TalentGapError
from reporting.format.i18n import Language, explain, translator

COMMANDS: Mapping[str, Command] = {
    "build": build,
    "check": check,
    "run": run,
    "goalseek": goalseek,
    "optimise": optimise,
    "forecast": forecast,
    "backtest": backtest,
    "read": read,
}
WRONG_USAGE = 2  # as argparse exits
INTERRUPTED = 130  # as shells report after Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 1 after an error that a person can correct, 2 for bad usage."""
    chosen, others = split_language(sys.argv[1:] if arguments is None else arguments)
    if not others:
        return _print_help(Language if chosen is None else [chosen])
    language = chosen or DEFAULT_LANGUAGE
    try:
        with translated_argparse(language):
            options = build_parser(language).parse_args(others)
        return COMMANDS[options.command].run(options)
    except TalentGapError as error:
        print(explain(error, language), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def build_parser(language: Language) -> ArgumentParser:
    """Build the parser of all commands, with help in a language."""
    tr = translator(language)
    description = tr("The facts, a region's gap, and forecasts of your own series.")
    parser = ArgumentParser(prog="cli.py", description=description, formatter_class=HelpFormatter)
    add_language_option(parser, language, tr)
    title, name = tr("commands"), tr("command")
    commands = parser.add_subparsers(title=title, required=True, dest="command", metavar=name)
    for word, command in COMMANDS.items():
        summary = tr(command.SUMMARY)
        options = commands.add_parser(
            word, help=summary, description=summary, formatter_class=HelpFormatter
        )
        command.add_options(options, tr)
        add_language_option(options, language, tr)
    return parser


def _print_help(languages: Iterable[Language]) -> int:
    """Print the help of the program in each language, for a call without arguments."""
    for language in languages:
        with translated_argparse(language):
            print(build_parser(language).format_help(), file=sys.stderr)
    return WRONG_USAGE


if __name__ == "__main__":
    sys.exit(main())
