"""Arguments in the reader's language: help, usage, errors, and numbers."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reporting.format.i18n import Language, Translator, message, translator
from reporting.format.wrapping import wrap

DEFAULT_LANGUAGE = Language.ZH
HELP_COLUMN = 6  # help begins on a line of its own, so that wide characters need no alignment
CELLS_PER_EM = 2  # a Chinese character takes two cells of a terminal

# What argparse itself writes when a person makes a mistake or asks for help, Python 3.11 to 3.13.
ARGPARSE = frozenset(
    {
        message("usage: "),
        message("options"),
        message("positional arguments"),
        message("show this help message and exit"),
        message("%(prog)s: error: %(message)s\n"),
        message("argument %(argument_name)s: %(message)s"),
        message("the following arguments are required: %s"),
        message("one of the arguments %s is required"),
        message("expected one argument"),
        message("not allowed with argument %s"),
        message("ignored explicit argument %r"),
        message("unrecognized arguments: %s"),
        message("ambiguous option: %(option)s could match %(matches)s"),
        message("invalid choice: %(value)r (choose from %(choices)s)"),
    }
)


@contextmanager
def translated_argparse(language: Language) -> Iterator[None]:
    """Translate what argparse writes by itself: it looks its sentences up by the name `_`."""
    english = vars(argparse)["_"]
    gettext = translator(language).catalogue.gettext
    vars(argparse)["_"] = lambda text: gettext(text) if text in ARGPARSE else text
    try:
        yield
    finally:
        vars(argparse)["_"] = english


class HelpFormatter(argparse.HelpFormatter):
    """Break help by the cells it takes on a terminal, also between Chinese characters."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=HELP_COLUMN)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(" ".join(text.split()), width / CELLS_PER_EM, narrow=1 / CELLS_PER_EM)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


def split_language(arguments: Sequence[str]) -> tuple[Language | None, list[str]]:
    """Return the language named anywhere among the arguments, None if none is, and the others."""
    parser = argparse.ArgumentParser(prog="cli.py", add_help=False)
    parser.add_argument("--language", type=_primary, choices=list(map(str, Language)))
    with translated_argparse(DEFAULT_LANGUAGE):
        options, others = parser.parse_known_args(arguments)
    return (Language(options.language) if options.language else None), others


def _primary(tag: str) -> str:
    """The language of a tag, as links take it: EN and en-US are en."""
    return re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]


def add_language_option(
    parser: argparse.ArgumentParser, language: Language, tr: Translator
) -> None:
    """Add --language, whose value `split_language` has read before, and list it in the help."""
    parser.add_argument(
        "--language",
        choices=list(map(str, Language)),
        default=language,
        help=tr("language of results, help and errors: zh, Chinese (the default), or en, English"),
    )


def whole(tr: Translator, allowed: range | None = None) -> Callable[[str], int]:
    """Return the reader of a whole number, one of those `allowed` where they are given."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            problem = tr("“{text}” is not a whole number", text=text)
            raise argparse.ArgumentTypeError(problem) from None
        if allowed is not None and value not in allowed:
            bounds = {"least": allowed[0], "most": allowed[-1]}
            problem = tr("{value} is not between {least} and {most}", value=value, **bounds)
            raise argparse.ArgumentTypeError(problem)
        return value

    return read


def number(tr: Translator) -> Callable[[str], float]:
    """Return the reader of a number; whether it is finite and in range, the model judges."""

    def read(text: str) -> float:
        try:
            return float(text)
        except ValueError:
            problem = tr("“{text}” is not a number", text=text)
            raise argparse.ArgumentTypeError(problem) from None

    return read
