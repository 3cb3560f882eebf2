from __future__ import annotations

from collections.abc import Callable


def test_check_reports_breaks_and_counts(printed: Callable[..., str]) -> None:
    text = printed("check", "--language", "en")
    assert "employment_sector_i 2013: not comparable with earlier years." in text
    assert "The facts are valid." in text
