from __future__ import annotations

import math

import numpy as np

from benchmarks.report import Times, page
from benchmarks.scoring import Score
from benchmarks.selection import Choice
from forecasting.engine import COMBINATION


def test_the_page_ranks_methods_and_leaves_missing_intervals_empty() -> None:
    good = Score(0.8, 10, 2, 0.801, 0.952, 20, 0.12, (0.79, 0.81), (0.95, 0.96))
    poor = Score(0.9, 12, 3, None, None, None, math.nan)
    results = {"M3": {"poor": poor, "good": good}}
    times = Times("good", "good")
    text = page(results, {"M3": 645}, "2026-01-01", "numpy 2", times, CHOICE)
    assert text.index("| good | 0.800 | 0.800 |") < text.index("| poor | 0.900 | 0.900 |")
    assert "| good | 0.800 | 10.00 | 2.00 | 80.1% | 95.2% | 20.0 | 0.12 |" in text
    assert "| poor | 0.900 | 12.00 | 3.00 |  |  |  |  |" in text
    assert "M3 (645 series)" in text
    assert "| M3, 80% | 79% | 81% |" in text
    assert "engine ÷ peer by set: M3 1.0." in text


def test_both_sides_of_the_choice_are_shown() -> None:
    good = Score(0.8, 10, 2, 0.801, 0.952, 20, 0.12, (0.79,), (0.95,))
    text = page({"M3": {"good": good}}, {"M3": 1}, "", "", Times("good", "good"), CHOICE)
    assert "windows" in text
    in_use = next(line for line in text.splitlines() if "the combination in use" in line)
    assert in_use.endswith("| 0.850 (2 of 2) | 0.810 (1 of 2) |")
    searched = next(line for line in text.splitlines() if "the best on the windows" in line)
    assert searched.endswith("| 0.840 (1 of 2) | 0.820 (2 of 2) |")


CHOICE = Choice(
    (COMBINATION, ("naive", "drift", "theta")),
    np.array([0.85, 0.84]),
    {"M3": np.array([0.81, 0.82])},
    {"M3": 600},
)
