"""Progress on a terminal: one line that is rewritten; in a log, a line at each tenth."""

from __future__ import annotations

from typing import TextIO

from reporting.output.run_text import cells

WIDTH = 24
TENTHS = 10


class ProgressLine:
    """Shows the step that is under way and the part of the whole that is done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = ("", -1)
        self._cells = 0

    def show(self, what: str, part: float) -> None:
        """Show that `part` (0 to 1) of the whole is done and that the step `what` is under way."""
        if self._stream.isatty():
            self._rewrite(f"{bar(part)} {what}", last=part >= 1)
        elif (what, int(part * TENTHS)) != self._shown:
            self._stream.write(f"{part:4.0%} {what}\n")
        self._shown = (what, int(part * TENTHS))
        self._stream.flush()

    def _rewrite(self, text: str, *, last: bool) -> None:
        """Write over the line, blanking what is left of a longer one."""
        blank = " " * max(self._cells - cells(text), 0)
        self._stream.write(f"\r{text}{blank}" + ("\n" if last else ""))
        self._cells = 0 if last else cells(text)


def bar(part: float) -> str:
    """Return a bar of constant width with its percentage: [######······]  50%."""
    filled = round(WIDTH * part)
    return f"[{'#' * filled}{'·' * (WIDTH - filled)}] {part:4.0%}"
