"""The front door of the terminal: help, usage and errors in the reader's language."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Sequence

import pytest

from cli import COMMANDS, main
from commands.arguments import ARGPARSE
from reporting.format.i18n import Language

CHINESE = re.compile("[一-鿿]")
SPELT_THE_SAME = re.compile(  # options, values, files, formats and names of commands
    r"--?[\w-]+|cli\.py( \w+)?|\{[\w,]+\}|facts/\S+|`[^`]*`|\.csv|\.xlsx|[A-Z]{2,}\w*|DuckDB|zh|en"
    r"|\b(" + "|".join(COMMANDS) + r")\b",
    re.ASCII,
)


def exit_code(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_wholly_in_chinese(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert exit_code((command, "--help")) == 0
    help_text = capsys.readouterr().out
    assert CHINESE.search(help_text)
    assert not re.findall("[A-Za-z]{2,}", SPELT_THE_SAME.sub(" ", help_text))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_in_english_when_asked_for(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert exit_code((command, "--help", "--language", "en")) == 0
    help_text = capsys.readouterr().out.replace("序列, 年份,", "").replace("数值", "")
    assert help_text.startswith(f"usage: cli.py {command}")
    assert not CHINESE.search(help_text)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "en", "run", "--horizon", "abc"),
        ("run", "--language=en", "--horizon", "abc"),
        ("run", "--horizon", "abc", "--language", "en"),
        ("run", "--horizon", "abc", "--language", "EN"),
        ("run", "--horizon", "abc", "--language", "en-US"),
    ],
)
def test_the_language_may_be_named_anywhere(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert exit_code(arguments) == 2
    assert "error: argument --horizon: “abc” is not a whole number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bogus",), "没有选项 'bogus'"),
        (("run", "--horizon", "abc"), "参数 --horizon：“abc”不是整数"),
        (("goalseek",), "缺少必需的参数：--lever"),
        (("run", "--text", "--json"), "不能与参数 --text 同时使用"),
        (("run", "--seed"), "后面须有一个值"),
        (("run", "--wish", "1"), "无法识别的参数：--wish 1"),
        (("run", "--language", "fr"), "没有选项 'fr'"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert exit_code(arguments) == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert "用法：" in shown


def test_a_call_without_arguments_helps_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code(()) == 2
    shown = capsys.readouterr().err
    assert "用法：cli.py" in shown
    assert "usage: cli.py" in shown
    assert exit_code(("--language", "en")) == 2
    assert not CHINESE.search(capsys.readouterr().err)


def test_argparse_still_writes_the_sentences_that_are_translated() -> None:
    source = inspect.getsource(argparse)
    assert not [text for text in ARGPARSE if repr(text)[1:-1] not in source]


def test_argparse_writes_english_again_after_a_call() -> None:
    exit_code(("run", "--language", str(Language.ZH), "--horizon", "abc"))
    assert argparse.ArgumentParser(prog="other").format_usage().startswith("usage: ")
