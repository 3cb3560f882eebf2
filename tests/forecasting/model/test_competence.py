from __future__ import annotations

import numpy as np
import pytest

from forecasting.model.competence import competent_share, learning


def test_80_percent_of_people_need_between_3_and_10_years() -> None:
    median = np.array([np.sqrt(3 * 10)])
    share = competent_share(np.array([3.0, 10.0]), median, 3, 10)[0]
    assert share.tolist() == pytest.approx([0.1, 0.9])


def test_half_are_competent_at_the_median() -> None:
    assert competent_share(np.array([6.0]), np.array([6.0]), 3, 10)[0, 0] == pytest.approx(0.5)


def test_learners_of_a_single_cohort_follow_the_curve_and_the_exits() -> None:
    # 100 enter in the first year; 60%, 30%, 0% are still learning; one in ten leaves each year
    entries = np.array([[100.0, 0.0, 0.0]])
    survival = np.array([[0.9, 0.81, 0.729]])
    waiting = learning(entries, survival, np.array([[0.6, 0.3, 0.0]]))
    assert waiting[0].tolist() == pytest.approx([60, 100 * 0.9 * 0.3, 0])
