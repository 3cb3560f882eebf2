"""`check`: print what is worth knowing about the facts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from commands.database_options import add_database_options, open_up_to_date
from data.model_inputs.plausibility import check_facts
from data.store.finding import Severity
from reporting.format.i18n import Language, Translator, explain, message, translator

SUMMARY = message("list what is worth knowing about the facts")


def add_options(parser: ArgumentParser, tr: Translator) -> None:
    """Add the options of the command."""
    add_database_options(parser, tr)


def run(options: Namespace) -> int:
    """Print each finding and the number of warnings and notes."""
    tr = translator(options.language)
    with open_up_to_date(options) as warehouse:
        findings = check_facts(warehouse)
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
