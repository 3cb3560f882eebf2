from __future__ import annotations

import json
from collections.abc import Callable

GOAL = ("goalseek", "--lever", "diversified_skills_training", "--draws", "200")


def test_goalseek_prints_the_least_size_of_a_lever(printed: Callable[..., str]) -> None:
    call = (*GOAL, "--draws", "2000", "--target-gap", "10300000", "--year", "2030", "--json")
    text = printed(*call)
    document = json.loads(text)
    assert document["reachable"]
    assert document["value"] == document["found"]["settings"][0]["reach"] > 0
    assert document["found"]["probability"] >= 0.5
    assert printed(*call) == text


def test_goalseek_says_no_with_the_best_there_is(printed: Callable[..., str]) -> None:
    call = (*GOAL, "--target-gap", "1000000", "--year", "2030", "--certainty", "0.9", "--json")
    document = json.loads(printed(*call))
    assert (document["reachable"], document["value"], document["found"]) == (False, None, None)
    assert document["obstacle"] == "ceiling"
    assert document["most"]["settings"][0]["reach"] > 0


def test_goalseek_sizes_several_levers_together_in_words(
    printed: Callable[..., str],
) -> None:
    call = (*GOAL, "--lever", "skills_fund", "--target-share", "0.15", "--certainty", "0.5")
    text = printed(*call, "--language", "en", "--text")
    assert "at most 15% of supply" in text
    assert "All 2 levers at" in text or "reached already" in text
