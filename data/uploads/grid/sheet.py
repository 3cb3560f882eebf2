"""A file of a person as sheets of cells, each cell a text, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.engine import Notice


@dataclass(frozen=True)
class Sheet:
    """One table of cells.

    Attributes:
        name: of the sheet in its workbook, "" for text.
        rows: the cells of each row; the first row has the number 1. Blank rows are kept.
        separator: between the cells of a text, "" in a workbook.
        hidden: whether the workbook hides the sheet.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    separator: str = ""
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no cell has a text."""
        return not any(cell.strip() for row in self.rows for cell in row)

    @property
    def text(self) -> str:
        """The cells as Excel pastes them: separated by tabs, each row on one line."""
        return "\n".join("\t".join(_on_one_line(cell) for cell in row) for row in self.rows)


@dataclass(frozen=True)
class UserFile:
    """What a file holds.

    Attributes:
        name: of the file, "" for pasted text.
        format: text, xlsx, xls, xlsb, ods or html.
        sheets: at least one; the one that is open when the file is opened comes first.
        encoding: of a text.
        remarks: what the reader of the file should know.
        text: the text itself, None for a workbook.
    """

    name: str
    format: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    remarks: tuple[Notice, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Limits:
    """The most that is read, so that no file exhausts the memory."""

    megabytes: int
    unpacked_megabytes: int
    rows: int
    columns: int


def _on_one_line(cell: str) -> str:
    """A cell without the signs that separate or quote cells."""
    return " ".join(cell.replace('"', "").split())
