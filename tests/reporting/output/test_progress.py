from __future__ import annotations

import io

from reporting.output.progress import WIDTH, ProgressLine, bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO) -> str:
    line = ProgressLine(stream)
    for what, part in (("阅读", 0.0), ("Work", 0.31), ("Work", 0.32), ("Work", 0.4), ("Done", 1)):
        line.show(what, part)
    return stream.getvalue()


def test_a_log_has_a_line_for_each_tenth_and_each_new_step() -> None:
    assert shown(io.StringIO()).splitlines() == ["  0% 阅读", " 31% Work", " 40% Work", "100% Done"]


def test_a_terminal_has_one_line_that_is_written_over() -> None:
    text = shown(Terminal())
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert text.count("\r") == 5


def test_a_shorter_text_blanks_what_is_left_of_a_longer_one() -> None:
    stream = Terminal()
    line = ProgressLine(stream)
    line.show("进度进度", 0.5)
    line.show("on", 0.5)
    assert stream.getvalue().endswith("on" + " " * 6)


def test_the_bar_is_as_long_as_the_part() -> None:
    assert bar(0.0).count("#") == 0
    assert bar(0.5).count("#") == WIDTH // 2
    assert bar(1.0).count("#") == WIDTH
    assert len({len(bar(part / 10)) for part in range(11)}) == 1
