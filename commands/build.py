"""`build`: bring the database up to date with the facts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from commands.database_options import add_database_options, build_progress, open_up_to_date
from data.build.database import rebuild
from reporting.format.i18n import Translator, message, translator

SUMMARY = message("build the database from the facts, if it is out of date")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    add_database_options(parser, tr)
    parser.add_argument("--force", action="store_true", help=tr("build everything anew"))


def run(options: Namespace) -> int:
    """Build the database and print the number of its series."""
    tr = translator(options.language)
    if options.force:
        rebuild(options.facts, options.database, build_progress(options.language), afresh=True)
    with open_up_to_date(options) as warehouse:
        series = len(warehouse.catalogue())
    print(tr("{path} is up to date: {series} series.", path=options.database, series=series))
    return 0
