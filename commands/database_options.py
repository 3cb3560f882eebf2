"""The options --facts and --database, and the database they name."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from data.build.database import open_database
from data.reading.files import FACTS
from data.store.warehouse import DATABASE, Warehouse
from reporting.format.i18n import Language, Translator, translator
from reporting.output.progress import ProgressLine


def add_database_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add --facts and --database."""
    parser.add_argument(
        "--facts", type=Path, default=FACTS, metavar=tr("FOLDER"), help=tr("folder of facts")
    )
    parser.add_argument(
        "--database", type=Path, default=DATABASE, metavar=tr("FILE"), help=tr("DuckDB file")
    )


def open_up_to_date(options: Namespace) -> Warehouse:
    """Open the database of the options, built first when it is out of date."""
    return open_database(options.facts, options.database, build_progress(options.language))


def build_progress(language: Language) -> Callable[[str, float], None]:
    """Report the build on standard error, so that standard output holds the result alone."""
    tr, line = translator(language), ProgressLine(sys.stderr)
    return lambda step, part: line.show(tr(step), part)
