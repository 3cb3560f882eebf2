"""Numbers that no model can use: one sentence, exit code 1, no result."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cli import main


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("optimise",), "Name a budget"),
        (("optimise", "--budget", "1e9", "--limit", "skills_fund"), "is no limit"),
        (("optimise", "--budget", "1e9", "--limit", "a=1", "--limit", "a=2"), "two limits"),
        (("optimise", "--budget", "1e9", "--certainty", "80"), "certainty is 80"),
        (("optimise", "--budget", "inf", "--year", "2030"), "budget is inf yuan"),
        (("optimise", "--budget", "nan", "--year", "2030"), "budget is nan yuan"),
        (("optimise", "--budget=-1", "--year", "2030"), "budget is -1.0 yuan"),
        (("optimise", "--target-gap", "nan", "--year", "2030"), "gap of nan people"),
        (("optimise", "--target-gap", "inf"), "gap of inf people"),
        (("optimise", "--target-share=-0.1"), "gap of -0.1 of supply"),
        (("goalseek", "--lever", "skills_fund", "--target-gap", "nan"), "gap of nan people"),
        (("goalseek", "--lever", "skills_fund", "--target-share", "5"), "gap of 5.0 of supply"),
        (("goalseek", "--lever", "skills_fund", "--certainty", "nan"), "certainty is nan"),
        (("goalseek", "--lever", "skills_fund", "--year", "1900"), "goal is set for 1900"),
        (("run", "--seed", "99999999999999999999"), "choose a whole number from 0"),
        (("run", "--seed=-1"), "choose a whole number from 0"),
        (("run", "--horizon", "2300"), "horizon is 2300"),
        (("goalseek", "--lever", "magic"), "no intervention magic"),
        (("goalseek", "--lever", "skills_fund", "--certainty", "2"), "certainty is 2.0"),
    ],
)
def test_a_number_out_of_range_is_refused_with_one_sentence(
    refused: Callable[..., str], call: tuple[str, ...], words: str
) -> None:
    sentence = refused(*call, "--draws", "100", "--language", "en")
    assert words in sentence
    assert sentence.count("\n") == 1


@pytest.mark.parametrize(
    "call",
    [
        ("optimise", "--budget", "inf", "--year", "2030"),
        ("goalseek", "--lever", "skills_fund", "--target-gap", "nan"),
        ("goalseek", "--lever", "skills_fund", "--target-share", "5"),
    ],
)
def test_a_number_out_of_range_is_refused_in_chinese(
    refused: Callable[..., str], call: tuple[str, ...]
) -> None:
    assert "须为不小于 0 的数" in (sentence := refused(*call)) or "0 到 1 之间" in sentence


@pytest.mark.parametrize(
    "call",
    [
        ("run", "--draws", "many"),
        ("run", "--seed", "1.5"),
        ("run", "--horizon", "nan"),
        ("optimise", "--budget", "10,000"),
        ("optimise", "--budget", "1e9", "--year", "inf"),
        ("goalseek", "--lever", "skills_fund", "--target-share", "5%"),
        ("goalseek", "--lever", "skills_fund", "--certainty", "high"),
        ("forecast", "--csv", "a", "--out", "b.csv", "--horizon", "abc"),
        ("backtest", "--csv", "a", "--out", "b.csv", "--jobs", "two"),
    ],
)
def test_what_is_no_number_is_wrong_usage_and_named(
    capsys: pytest.CaptureFixture[str], call: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as end:
        main((*call, "--language", "en"))
    assert end.value.code == 2
    shown = capsys.readouterr().err
    assert f"argument {call[-2]}: “{call[-1]}” is not a" in shown
    assert "_" not in shown.splitlines()[-1].replace(call[-1], "")
