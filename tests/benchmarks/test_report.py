from __future__ import annotations

import math

from benchmarks.measures import Score
from benchmarks.report import page


def test_the_page_ranks_methods_and_leaves_missing_intervals_empty() -> None:
    good = Score(0.8, 10, 2, 0.801, 0.952, 20, 0.12)
    poor = Score(0.9, 12, 3, None, None, None, math.nan)
    text = page({"M3": {"poor": poor, "good": good}}, {"M3": 645}, "2026-01-01", "numpy 2")
    assert text.index("| good | 0.800 | 0.800 |") < text.index("| poor | 0.900 | 0.900 |")
    assert "| good | 0.800 | 10.00 | 2.00 | 80.1% | 95.2% | 20.0 | 0.12 |" in text
    assert "| poor | 0.900 | 12.00 | 3.00 |  |  |  |  |" in text
    assert "M3 (645 series)" in text
