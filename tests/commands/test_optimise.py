from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cli import main


def test_optimise_keeps_to_budget_and_limits(printed: Callable[..., str]) -> None:
    call = ("optimise", "--region", "510100", "--budget", "2e9", "--year", "2030", "--draws", "200")
    limit = ("--limit", "diversified_skills_training=1000", "--limit", "skills_fund=0")
    document = json.loads(printed(*call, *limit, "--json"))
    result = {measure["intervention"]: measure for measure in document["measures"]}
    assert document["cost"] <= document["budget"] == 2_000_000_000
    assert result["diversified_skills_training"]["people"] <= 1000
    assert result["skills_fund"]["verdict"] == "excluded"
    assert document["shadow_price"]["yuan_per_post"] > 0
    text = printed(*call, "--language", "en", "--text")
    assert "Out: acts from 2031 at the earliest" in text


def test_optimise_finds_the_cheapest_package_for_a_goal(
    printed: Callable[..., str],
) -> None:
    call = ("optimise", "--region", "510100", "--target-gap", "200000", "--draws", "200", "--json")
    document = json.loads(printed(*call))
    assert document["reached"]
    assert document["after"]["probability"] >= 0.5
    assert document["goal"]["target"]["persons"] == 200_000


def test_a_limit_above_what_can_be_reached_is_reported(
    printed: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    call = ("optimise", "--region", "510100", "--budget", "1e9", "--year", "2030", "--draws", "100")
    main((*call, "--limit", "skills_fund=99999999", "--json", "--language", "en"))
    shown = capsys.readouterr()
    assert "the limit of 99999999 people a year is more than can be reached" in shown.err
    assert json.loads(shown.out) == json.loads(printed(*call, "--json"))
