"""Which sheet of a workbook is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.uploads.grid.sheet import Sheet, UserFile
from forecasting.engine import Notice


@dataclass(frozen=True)
class SheetChoice:
    """The sheet that is read, and the names of the others."""

    sheet: Sheet
    others: tuple[str, ...]
    remarks: tuple[Notice, ...]

    def label(self, file: UserFile) -> str:
        """The file's name, with the sheet's where there are several."""
        if self.others and self.sheet.name:
            return f"{file.name} [{self.sheet.name}]"
        return file.name


def choose_sheet(file: UserFile, holds_table: Callable[[Sheet], bool]) -> SheetChoice:
    """Return the first sheet that holds such a table, else the first one with any cell.

    The sheet that is open when the workbook is opened comes first, hidden ones come last.
    """
    filled = [sheet for sheet in file.sheets if not sheet.is_empty] or list(file.sheets)
    fitting = [sheet for sheet in filled if holds_table(sheet)] if len(filled) > 1 else filled
    chosen = (fitting or filled)[0]
    others = tuple(sheet.name for sheet in file.sheets if sheet is not chosen)
    if not others:
        return SheetChoice(chosen, (), ())
    if not chosen.name:
        remark = Notice("The first of {count} tables was read.", {"count": len(file.sheets)})
        return SheetChoice(chosen, tuple("" for _ in others), (remark,))
    remark = Notice(
        "The sheet “{sheet}” was read; the file also has: {others}.",
        {"sheet": chosen.name, "others": ", ".join(others)},
    )
    return SheetChoice(chosen, others, (remark,))
