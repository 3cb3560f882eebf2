"""`read`: print in JSON how a person's own file is understood, and every fault by row and column."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from data.uploads.understood import FileUse, understand
from reporting.format.i18n import Translator, explain, message

SUMMARY = message("show how your own file is understood, and its faults")
NOTHING_KEPT = 2


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the file and what it is read as."""
    parser.description = tr(
        "Prints JSON: encoding, sheet, headings, columns with units, rows and remarks as understood, and "
        "every fault with row and column. Exit code: 0 when something could be kept, 2 when nothing "
        "could."
    )
    parser.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("file to read"))
    parser.add_argument(
        "--as",
        dest="use",
        choices=list(map(str, FileUse)),
        required=True,
        help=tr("panel: series of years; headcount: an organisation's own figures"),
    )


def run(options: Namespace) -> int:
    """Print what was understood; 2 when nothing of the file could be kept."""
    use = FileUse(options.use)
    result = understand(options.file, use, lambda part: explain(part, options.language))
    print(json.dumps(asdict(result), ensure_ascii=False, indent=2))
    return 0 if result.kept else NOTHING_KEPT
