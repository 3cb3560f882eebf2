from __future__ import annotations

import json
from collections.abc import Callable

import pytest


def test_optimise_keeps_to_budget_and_limits(printed: Callable[..., str]) -> None:
    call = ("optimise", "--region", "510100", "--budget", "2e9", "--year", "2030", "--draws", "200")
    limit = ("--limit", "diversified_skills_training=1000", "--limit", "skills_fund=0")
    document = json.loads(printed(*call, *limit, "--json"))
    found = {measure["intervention"]: measure for measure in document["measures"]}
    assert document["cost"] <= document["budget"] == 2_000_000_000
    assert found["diversified_skills_training"]["people"] <= 1000
    assert found["skills_fund"]["verdict"] == "excluded"
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


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("optimise",), "Name a budget"),
        (("optimise", "--budget", "1e9", "--limit", "skills_fund"), "is no limit"),
        (("goalseek", "--lever", "magic"), "no intervention magic"),
        (("goalseek", "--lever", "skills_fund", "--certainty", "2"), "certainty is 2.0"),
    ],
)
def test_goals_that_make_no_sense_are_explained(
    refused: Callable[..., str], call: tuple[str, ...], words: str
) -> None:
    assert words in refused(*call, "--draws", "100", "--language", "en")
