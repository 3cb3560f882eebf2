"""What each command module offers to the front door."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Protocol

from reporting.format.i18n import Translator


class Command(Protocol):
    """A module of this package that implements one command.

    Attributes:
        SUMMARY: one line for the list of commands; an English template of the catalogue.
    """

    SUMMARY: str

    def add_options(self, parser: ArgumentParser, tr: Translator) -> None:
        """Add the command's options, with help in the reader's language."""

    def run(self, options: Namespace) -> int:
        """Run the command and return its exit code."""
